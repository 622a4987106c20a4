"""`parse`: how a careful reader would understand a list.  Needs no settings and no store."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from bot import shipped
from bot.domain.entries import Entry, Reading
from bot.domain.reading import read_list
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.harmless import harmless
from bot.replies.words import link_word
from bot.services.reading_report import reading_as_json
from bot.upstream.content import decode
from bot.upstream.files import read_bytes


def run_parse(file: Path, style: str) -> None:
    """Read a list and print it as `table`, `json` or `yaml`.  Raises `SourceError` where the file cannot be read."""
    reading = read_file(file)
    if style == "json":
        typer.echo(json.dumps(reading_as_json(reading), ensure_ascii=False, indent=1))
    elif style == "yaml":
        from bot.domain.yaml_format import write_yaml

        typer.echo(write_yaml(reading), nl=False)
    else:
        _print_tables(reading)


def read_file(file: Path) -> Reading:
    """Read a list from a file.  Raises `SourceError` where it cannot be read."""
    return read_list(decode(read_bytes(file)), file.name, venues=shipped.venue_table())


def _print_tables(reading: Reading) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    entries = Table(
        _("line"), _("title"), _("authors"), _("venue"), _("year"), _("links"), box=None, header_style="bold"
    )
    for entry in reading.entries:
        entries.add_row(*(Text(harmless(cell)) for cell in _cells(entry)))
    sections = Table(_("entries"), _("section"), box=None, header_style="bold")
    for section, count in Counter(section for entry in reading.entries for section in entry.sections).items():
        sections.add_row(str(count), Text(harmless(" / ".join(section)) or "—"))
    console.print(Text(harmless(reading.title), style="bold"), entries, sections, sep="\n")
    for problem in reading.problems:
        console.print(Text(_("line {line}: {message}", line=problem.line, message=harmless(problem.message))))
    console.print(_summary(reading))


def _cells(entry: Entry) -> Sequence[str]:
    links = " ".join(link_word(link.kind) for link in entry.links)
    return str(entry.line), entry.title, entry.authors or "", entry.venue or "", str(entry.year or ""), links


def _summary(reading: Reading) -> str:
    entries = ngettext("{count} entry", "{count} entries", len(reading.entries))
    problems = ngettext("{count} problem", "{count} problems", len(reading.problems))
    return _("{entries}, {problems}", entries=entries, problems=problems)
