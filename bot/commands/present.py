"""Turn catalog entries into what replies hold, and into the commands that lead to them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.replies.model import Choice, Clarify, EntryLines, Line, NothingFound, Reply
from bot.search.results import Reason, Resolution, SearchHit, Span

PAGE_SIZE = 10
_LONGEST_SEARCH = 100  # characters of what was typed that are said again
SECTION_SEPARATOR = " / "


def spoken_id(desk: Desk, entry: CatalogEntry) -> str:
    """Return what a person types for an entry: its id, with the list's name only where there are several lists."""
    return entry.id if len(desk.library.catalog.lists) < 2 else f"{entry.ref.list_name}/{entry.id}"


def entry_by_id(desk: Desk, text: str) -> CatalogEntry | None:
    """Return the entry whose very id somebody typed, with its list's name or without."""
    found = desk.library.engine.resolve(text).entry
    return found if found and text.casefold() in (found.id.casefold(), "/".join(found.ref).casefold()) else None


def show_choice(desk: Desk, entry: CatalogEntry, verb: str = "show") -> Choice:
    """Offer an entry by its title."""
    return Choice(entry.entry.title, f"/{verb} {spoken_id(desk, entry)}")


def suggest_choice(link: str) -> Choice:
    """Offer to suggest what the list does not have."""
    return Choice(_("Suggest it"), f"/suggest {link}")


def line_of(
    desk: Desk,
    entry: CatalogEntry,
    *,
    reasons: tuple[Reason, ...] = (),
    marks: tuple[Span, ...] = (),
    score: float = 0.0,
    note: str | None = None,
    remark: str | None = None,
    dated: bool = False,
) -> Line:
    """Show an entry as one line among others; *dated* with the day on which it joined the list."""
    work = entry.entry
    return Line(
        ref=entry.ref,
        title=work.title,
        kind=work.kind,
        command=f"/show {spoken_id(desk, entry)}",
        name=work.name,
        authors=work.authors,
        venue=work.venue,
        year=work.year,
        section=work.sections[0],
        links=work.links,
        reasons=reasons,
        marks=marks,
        score=score,
        note=note,
        remark=remark,
        added_on=entry.listed_on if dated else None,
    )


def line_of_hit(desk: Desk, hit: SearchHit) -> Line:
    """Show a hit with the reasons why it is there."""
    return line_of(desk, hit.entry, reasons=hit.reasons, marks=hit.marks, score=hit.score)


def page_of(
    call: Call, title: str, lines: Sequence[Line], total: int, command: str, notices: tuple[str, ...] = ()
) -> EntryLines:
    """Show one page of lines; *command* is what was asked, to which a page number is added."""
    first = (call.page - 1) * PAGE_SIZE + 1
    shown_to = first + len(lines) - 1
    return EntryLines(
        title=title,
        lines=tuple(lines),
        total=total,
        first=first,
        notices=notices,
        more=f"{command} page:{call.page + 1}" if shown_to < total else None,
        back=f"{command} page:{call.page - 1}" if call.page > 1 else None,
    )


def page_from(
    desk: Desk, call: Call, title: str, entries: Sequence[CatalogEntry], command: str, *, dated: bool = False
) -> EntryLines:
    """Show the asked page of *entries*; a page past the end shows the last."""
    last = max(1, -(-len(entries) // PAGE_SIZE))
    number = min(call.page, last)
    there = Call(call.command, call.person, {**call.arguments, "page": str(number)})
    start = (number - 1) * PAGE_SIZE
    lines = [line_of(desk, entry, dated=dated) for entry in entries[start : start + PAGE_SIZE]]
    return page_of(there, title, lines, len(entries), command)


def unresolved(desk: Desk, resolution: Resolution, text: str, verb: str) -> Reply:
    """Ask back which entry was meant, or say that there is none such and what comes nearest."""
    if resolution.candidates:
        return Clarify(
            _("Which one do you mean by “{text}”?", text=quoted(text)),
            tuple(show_choice(desk, entry, verb) for entry in resolution.candidates),
        )
    sentence = _("Nothing on the list is called “{text}”.", text=quoted(text))
    if resolution.nearest or len(text) > _LONGEST_SEARCH:
        return NothingFound(sentence, nearest=tuple(show_choice(desk, entry, verb) for entry in resolution.nearest))
    return NothingFound(sentence, nearest=(Choice(_("Search for it"), f"/search {text}"),), leads=_("Instead:"))


def quoted(text: str) -> str:
    """Return what somebody typed as an answer says it again: the beginning of it, where it goes on and on."""
    return harmless(text, _LONGEST_SEARCH)


def path_text(section: SectionPath) -> str:
    """Write a section path on one line."""
    return SECTION_SEPARATOR.join(section)
