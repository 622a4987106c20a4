"""Complete what is being typed: commands, parameters, filters, and their values from the catalog.

One piece of code for the terminal's menu and for the platforms' autocomplete.  Works on the catalog in
memory and never waits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from bot.commands.desk import Desk
from bot.commands.model import GROUPS, Command, Param, ParamKind
from bot.commands.present import path_text, spoken_id
from bot.commands.words import is_group
from bot.domain.entries import SectionPath
from bot.domain.scheduling import complete_zone
from bot.domain.scheduling.parsing import EXAMPLES
from bot.domain.subscriptions import NewsKind
from bot.i18n import gettext as _

LIMIT = 12
_WORD_AT_END = re.compile(r'(?:[^\s"]|"[^"]*"?)*$')
_FACET_AT_END = re.compile(r'(?:^|\s)-?(\w+):("?)([^"]*)$')
_SINCE = ("7d", "2 weeks", "last month", "last year")
_YEARS_BACK = 4


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand instead of the line from `start` (an index into it) to its end.

    `display` is what to show for it, `meta` a few words beside it; both may hold content from lists.
    """

    text: str
    start: int
    display: str
    meta: str = ""


@dataclass(frozen=True, slots=True)
class LineCompleter:
    """Completes lines at the desk, as a prompt wants it."""

    desk: Desk

    def complete(self, line: str, cursor: int) -> Sequence[Completion]:
        """Say how the line could go on from *cursor*; what is to the right of it is left alone."""
        return complete_line(self.desk, line[:cursor])


def complete_line(desk: Desk, line: str) -> Sequence[Completion]:
    """Say how a line could go on; best first, at most `LIMIT`."""
    if not line.startswith("/"):
        return _query(desk, desk.table["search"], line, 0) if line.strip() else ()
    name, space, rest = line[1:].partition(" ")
    if not space:
        return _commands(desk, name, 1)
    if is_group(name.casefold(), desk.table):
        second, second_space, rest = rest.partition(" ")
        if not second_space:
            return _commands(desk, f"{name} {second}", 1)
        name = f"{name} {second}"
    command = desk.table.get(name.casefold())
    return _parameters(desk, command, rest, len(name) + 2)[:LIMIT] if command else ()


def complete_value(desk: Desk, param: Param, typed: str) -> Sequence[Completion]:
    """Say what a parameter's value could be: entries, sections, venues, authors, choices."""
    return _VALUES[param.kind](desk, param, typed)[:LIMIT] if param.kind in _VALUES else ()


def _commands(desk: Desk, typed: str, start: int) -> Sequence[Completion]:
    names = [name for name in desk.table if name.startswith(typed.casefold())]
    if not names:
        names = [found[0] for found in process.extract(typed.casefold(), list(desk.table), limit=3, score_cutoff=60)]
    shown = (
        names if len({name.partition(" ")[0] for name in names}) == 1 else [name.partition(" ")[0] for name in names]
    )
    return [Completion(name, start, f"/{name}", _about(desk, name)) for name in dict.fromkeys(shown)]


def _about(desk: Desk, name: str) -> str:
    """Say what a command does, or what its group is for."""
    return _(desk.table[name].help if name in desk.table else GROUPS.get(name, ""))


def _parameters(desk: Desk, command: Command, rest: str, start: int) -> Sequence[Completion]:
    named = _FACET_AT_END.search(rest)
    param = command.param(named[1].casefold()) if named else None
    if named and param:
        values = complete_value(desk, param, named[3])
        return [_quoted(value, start + named.end() - len(named[3]) - len(named[2])) for value in values]
    open_params = [p for p in command.params if not p.facet and not p.named_only]
    if not open_params:
        return ()
    if open_params[0].kind is ParamKind.QUERY:
        return _query(desk, command, rest, start)
    return [_moved(value, start) for value in complete_value(desk, open_params[0], rest)]


def _query(desk: Desk, command: Command, typed: str, start: int) -> Sequence[Completion]:
    """Offer filters for the word at the end, the command's own choices, and titles for the whole."""
    word = _WORD_AT_END.search(typed)
    at = word.start() if word else len(typed)
    last = typed[at:].casefold()
    filters = [
        Completion(f"{param.name}:", start + at, f"{param.name}:", _(param.help))
        for param in command.params
        if last and (param.facet or param.named_only) and not param.ours and param.name.startswith(last)
    ]
    choices = [
        Completion(choice, start + at, choice, _(param.help))
        for param in command.params
        if param.kind is ParamKind.CHOICE and not param.facet and at
        for choice in param.choices
        if choice.startswith(last)
    ]
    entries = [_moved(Completion(c.display, 0, c.display, c.meta), start) for c in _entries(desk, None, typed.strip())]
    return [*filters, *choices, *(entries if typed.strip() else ())][:LIMIT]


def _entries(desk: Desk, param: Param | None, typed: str) -> Sequence[Completion]:
    """Offer entries; where a parameter takes several between commas, for the last of them."""
    before, comma, last = typed.rpartition(",") if param and (param.facet or param.named_only) else ("", "", typed)
    return [
        Completion(
            f"{before}{comma}{spoken_id(desk, entry)}",
            0,
            entry.entry.title,
            _beside(entry.entry.venue, entry.entry.year),
        )
        for entry in desk.library.engine.complete_entries(last.strip(), LIMIT)
    ]


def _beside(venue: str | None, year: int | None) -> str:
    return " ".join(str(part) for part in (venue, year) if part)


def _sections(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    paths: Iterable[SectionPath] = desk.library.engine.complete_sections(typed, LIMIT)
    return [Completion(path_text(path), 0, path[-1], path_text(path[:-1])) for path in paths]


def _venues(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(desk.library.engine.complete_venues(typed, LIMIT))


def _authors(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(desk.library.engine.complete_authors(typed, LIMIT))


def _years(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    years = desk.library.engine.years
    ranges = [f"{year}.." for year in years[:_YEARS_BACK]]
    return _words(each for each in [*map(str, years), *ranges] if each.startswith(typed))


def _choices(_desk: Desk, param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(choice for choice in (param.choices if param else ()) if choice.startswith(typed.casefold()))


def _names(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _commands(desk, typed.lstrip("/"), 0)


def _sinces(_desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(each for each in _SINCE if each.startswith(typed.casefold()))


def _schedules(_desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(each for each in EXAMPLES if each.startswith(typed.casefold()))


def _zones(_desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(complete_zone(typed, LIMIT))


def _lists(desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return [
        Completion(each.name, 0, each.name, each.title)
        for each in desk.library.catalog.lists
        if each.name.startswith(typed.casefold())
    ]


def _kinds(_desk: Desk, _param: Param | None, typed: str) -> Sequence[Completion]:
    return _words(each for each in ("usual", "all", *NewsKind) if each.startswith(typed.casefold()))


def _words(words: Iterable[str]) -> Sequence[Completion]:
    return [Completion(word, 0, word) for word in words]


def _moved(value: Completion, start: int) -> Completion:
    return Completion(value.text, value.start + start, value.display, value.meta)


def _quoted(value: Completion, start: int) -> Completion:
    text = f'"{value.text}"' if " " in value.text else value.text
    return Completion(text, start, value.display, value.meta)


_VALUES: dict[ParamKind, Callable[[Desk, Param | None, str], Sequence[Completion]]] = {
    ParamKind.ENTRY: _entries,
    ParamKind.SECTION: _sections,
    ParamKind.VENUE: _venues,
    ParamKind.AUTHOR: _authors,
    ParamKind.YEARS: _years,
    ParamKind.CHOICE: _choices,
    ParamKind.COMMAND: _names,
    ParamKind.SINCE: _sinces,
    ParamKind.SCHEDULE: _schedules,
    ParamKind.ZONE: _zones,
    ParamKind.LIST: _lists,
    ParamKind.KINDS: _kinds,
}
