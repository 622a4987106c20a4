"""`sync` and `parse`: lists from the command line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from bot import shipped
from bot.bootstrap import SystemClock, follow_orders, opened_store
from bot.config import Settings
from bot.domain.entries import Entry, Reading
from bot.domain.matching import compare
from bot.domain.reading import read_list
from bot.domain.yaml_format import write_yaml
from bot.errors import SourceError
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.ports import Store
from bot.replies.harmless import harmless
from bot.services.change_words import change_log
from bot.services.diff import changes_as_json
from bot.services.reading_report import reading_as_json
from bot.services.sync import Synced, sync_lists
from bot.upstream.content import decode
from bot.upstream.files import read_bytes

_PROBLEMS_SHOWN = 20


async def run_sync(settings: Settings) -> int:
    """Sync every list and say how each went; the exit code of a source error if one failed."""
    async with opened_store(settings) as store:
        failed = False
        for outcome in await sync_all(settings, store):
            failed = failed or outcome.error is not None
            for sentence in sync_sentences(outcome):
                typer.echo(sentence, err=outcome.error is not None)
    return SourceError.exit_code if failed else 0


async def sync_all(settings: Settings, store: Store) -> list[Synced]:
    """Sync every configured list."""
    syncing = sync_lists(follow_orders(settings), store=store, clock=SystemClock(), venues=shipped.venue_table())
    return [outcome async for outcome in syncing]


def sync_sentences(outcome: Synced) -> list[str]:
    """Say how a list's sync went, and which of its lines could not be read."""
    if outcome.error:
        return [f"{outcome.name}: {outcome.error}"]
    if outcome.unchanged:
        return [_("{name}: nothing has changed.", name=outcome.name)]
    entries = ngettext("{count} entry", "{count} entries", outcome.entry_count)
    news = _("first load") if outcome.first else _tally(outcome)
    return [f"{outcome.name}: {entries} ({news})", *_problems(outcome)]


def _tally(outcome: Synced) -> str:
    counts = Counter(change.kind.value.replace("_", " ") for change in outcome.changes)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or _("only its form has changed")


def _problems(outcome: Synced) -> list[str]:
    shown = [
        "  " + _("line {line}: {message}", line=problem.line, message=harmless(problem.message))
        for problem in outcome.problems[:_PROBLEMS_SHOWN]
    ]
    more = len(outcome.problems) - len(shown)
    return [*shown, "  " + ngettext("and {count} more", "and {count} more", more)] if more else shown


def run_parse(file: Path, style: str) -> None:
    """Read a list and print it as `table`, `json` or `yaml`.  Raises `SourceError` where the file cannot be read."""
    reading = _read(file)
    if style == "json":
        typer.echo(json.dumps(reading_as_json(reading), ensure_ascii=False, indent=1))
    elif style == "yaml":
        typer.echo(write_yaml(reading), nl=False)
    else:
        _print_tables(reading)


def run_diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Tell what happened between two texts of one list.  Raises `SourceError` where one cannot be read."""
    changes = compare(_read(old), _read(new), venues=shipped.venue_table())
    if as_json:
        typer.echo(json.dumps(changes_as_json(changes), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(harmless(line) for line in change_log(changes).splitlines()))


def _read(file: Path) -> Reading:
    return read_list(decode(read_bytes(file)), file.name, venues=shipped.venue_table())


def _print_tables(reading: Reading) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    entries = Table("line", "title", "authors", "venue", "year", "links", box=None, header_style="bold")
    for entry in reading.entries:
        entries.add_row(*(Text(harmless(cell)) for cell in _cells(entry)))
    sections = Table("entries", "section", box=None, header_style="bold")
    for path, count in Counter(path for entry in reading.entries for path in entry.sections).items():
        sections.add_row(str(count), Text(harmless(" / ".join(path)) or "—"))
    console.print(Text(harmless(reading.title), style="bold"), entries, sections, sep="\n")
    for problem in reading.problems:
        console.print(Text(_("line {line}: {message}", line=problem.line, message=harmless(problem.message))))
    console.print(_summary(reading))


def _cells(entry: Entry) -> Sequence[str]:
    links = " ".join(link.kind.value for link in entry.links)
    return str(entry.line), entry.title, entry.authors or "", entry.venue or "", str(entry.year or ""), links


def _summary(reading: Reading) -> str:
    entries = ngettext("{count} entry", "{count} entries", len(reading.entries))
    problems = ngettext("{count} problem", "{count} problems", len(reading.problems))
    return f"{entries}, {problems}"
