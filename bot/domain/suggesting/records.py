"""Records: a proposal as an entry of a YAML list, put behind the last one of its section; comments and all stay."""

from __future__ import annotations

from bot.domain.entries import Entry, Placement, Reading
from bot.domain.suggesting.addition import Addition
from bot.domain.suggesting.diffs import insertion_diff
from bot.domain.suggesting.failures import failure, no_such_section
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggesting.source import ListText
from bot.domain.suggesting.verifying import Match, verify
from bot.errors import NoSafeLine
from bot.i18n import gettext as _


def write_record(text: str, wanted: Proposal, before: Reading, *, filename: str) -> Addition:
    """Return what a checked proposal adds to a YAML list; raise `SuggestionError` where that cannot be done safely."""
    from bot.domain.yaml_format import read_yaml  # heavy, and most lists are Markdown

    if not any(wanted.section in entry.sections for entry in before.entries):
        raise no_such_section(wanted)
    source = ListText(text)
    last = max(entry.line for entry in before.entries if wanted.section in entry.sections) - 1
    dash = source.lines[last].find("- ")
    if dash < 0 or source.lines[last][:dash].strip():
        raise NoSafeLine(
            _(
                "{file} is not written one entry below the other; add “{title}” by hand.",
                file=filename,
                title=wanted.title,
            )
        )
    at = _end_of_item(source, last, dash)
    lines = tuple(_record(wanted, dash))
    new = source.inserted(at, lines)
    match, entry = verify(before, read_yaml(new), wanted)
    if entry is None or match is Match.NO:
        raise failure(wanted, before)
    return Addition(lines, at + 1, new, insertion_diff(source, at, lines, ListText(new), filename), entry)


def _end_of_item(source: ListText, start: int, dash: int) -> int:
    """Return the line behind an item: behind its last line that is indented deeper than its dash."""
    end = start + 1
    for index in range(start + 1, len(source.lines)):
        line = source.lines[index]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip(" ")) <= dash:
            break
        if not line.lstrip().startswith("#"):
            end = index + 1
    return end


def _record(wanted: Proposal, dash: int) -> list[str]:
    from bot.domain.yaml_format import write_yaml

    entry = Entry(
        title=wanted.title,
        kind=wanted.kind,
        placements=(Placement(wanted.section),),
        name=wanted.name,
        authors=wanted.authors,
        venue=wanted.venue,
        year=wanted.year,
        links=wanted.links,
        description=wanted.description,
    )
    written = write_yaml(Reading("x", (entry,))).partition("\nentries:\n")[2]
    return [" " * dash + line.removeprefix("  ") for line in written.splitlines()]
