"""Writing: the exact lines that a proposal adds to a list's text, in the list's own style.

    proposal → checked → its spot → templates of its neighbours → a line → read back → the line, or the next try

Nothing is returned that does not read back as what was proposed, with every other entry as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.domain.entries import Reading
from bot.domain.reading import read_list
from bot.domain.suggesting.addition import Addition
from bot.domain.suggesting.choosing import choices
from bot.domain.suggesting.diffs import insertion_diff
from bot.domain.suggesting.facts import facts_of
from bot.domain.suggesting.failures import failure, no_such_section
from bot.domain.suggesting.habits import shaped, unusual_fields
from bot.domain.suggesting.labels import LabelBook
from bot.domain.suggesting.neighbours import Lessons, Neighbour, Neighbourhood, by_form, year_of_section
from bot.domain.suggesting.proposal import Proposal, checked
from bot.domain.suggesting.records import write_record
from bot.domain.suggesting.rendering import rendered
from bot.domain.suggesting.source import Block, ListText
from bot.domain.suggesting.spots import Spot, empty_spots, find_spots, section_for
from bot.domain.suggesting.verifying import Match, verify
from bot.domain.venues import VenueTable

MOST_TRIES = 14
"""Lines that are read back before a proposal is given up; each costs one reading of the list."""
MOST_SPOTS = 3


def write_line(
    text: str,
    proposal: Proposal,
    *,
    venues: VenueTable,
    filename: str = "README.md",
    reading: Reading | None = None,
    complete: bool = False,
) -> Addition:
    """Return what a proposal would add to a list's text; the rest of the text stays as it is to the byte.

    *reading* is that of the text, if it has been read already.  Fields that the list never writes are left out, unless
    the line must be *complete*.  Raises `SuggestionRefused` for what cannot be used or has no such section, and
    `NoSafeLine` where nothing that could be written would be read as the proposal.
    """
    wanted = checked(proposal)
    before = reading or read_list(text, filename, venues=venues)
    if filename.lower().endswith((".yaml", ".yml", ".json")):
        return write_record(text, wanted, before, filename=filename)
    return _Writer(ListText(text), before, venues, filename).write(wanted, complete=complete)


class _Writer:
    """Tries one line after the other on one text."""

    def __init__(self, source: ListText, reading: Reading, venues: VenueTable, filename: str) -> None:
        self._source, self._before, self._venues, self._filename = source, reading, venues, filename
        self._around = Neighbourhood(source, reading, venues)

    def write(self, proposal: Proposal, *, complete: bool) -> Addition:
        sections = list(dict.fromkeys(neighbour.section for neighbour in self._around.all))
        wanted = replace(proposal, section=section_for(proposal, sections))
        left_out: tuple[str, ...] = ()
        if not complete:
            wanted = shaped(wanted, self._around.all)
            left_out = unusual_fields(wanted, self._around.all)
        wanted = replace(wanted, **dict.fromkeys(left_out))  # type: ignore[arg-type]  # each of them may be None
        best: Addition | None = None
        for spot, lines in self._tries(wanted):
            match, addition = self._tried(wanted, spot, lines)
            if addition is not None and (best is None or match is Match.EXACT):
                best = replace(addition, left_out=left_out)
            if match is Match.EXACT:
                break
        if best is None:
            raise failure(wanted, self._before)
        return best

    def _tries(self, wanted: Proposal) -> Iterator[tuple[Spot, tuple[str, ...]]]:
        seen: set[tuple[str, ...]] = set()
        for spot in self._spots(wanted):
            for text in self._texts(wanted, spot):
                lines = spot.lines(text)
                if lines not in seen:
                    seen.add(lines)
                    yield spot, lines
                if len(seen) >= MOST_TRIES:
                    return

    def _spots(self, wanted: Proposal) -> list[Spot]:
        spots = list(find_spots(self._around, wanted))
        if spots:
            return spots
        bullet = next((form[0].bullet for form in by_form(self._around.all)), None)
        spots = list(islice(empty_spots(self._source, wanted.section, bullet), MOST_SPOTS))
        if not spots:
            raise no_such_section(wanted)
        return spots

    def _texts(self, wanted: Proposal, spot: Spot) -> Iterator[str]:
        """Yield an entry's text in one form after the other; with every sign escaped where that alone helps."""
        levels = Lessons(self._around, self._levels(wanted, spot))
        facts = facts_of(wanted, year_of_section=year_of_section(wanted.section), venues=self._venues)
        labels = LabelBook(levels)
        row = spot.block is Block.ROW
        cells = spot.cells() if row else None
        tried = []
        for template in choices(facts, levels, row=row):
            tried.append(template)
            yield rendered(template, facts, labels, cells)
        for template in tried:
            yield rendered(template, facts, labels, cells, fully=True)

    def _levels(self, wanted: Proposal, spot: Spot) -> list[list[Neighbour]]:
        """Return the neighbours to learn from: the section's, those of sections beside it, the whole list's."""
        like = [neighbour for neighbour in self._around.all if neighbour.block is spot.block]
        if spot.block is Block.ROW:
            return [[neighbour for neighbour in like if neighbour.section == wanted.section]]
        here = [neighbour for neighbour in like if neighbour.section == wanted.section]
        beside = [neighbour for neighbour in like if neighbour.section[:-1] == wanted.section[:-1]]
        return [here, beside, like]

    def _tried(self, wanted: Proposal, spot: Spot, lines: tuple[str, ...]) -> tuple[Match, Addition | None]:
        text = self._source.inserted(spot.at, lines)
        after = read_list(text, self._filename, venues=self._venues)
        match, entry = verify(self._before, after, wanted)
        if entry is None or match is Match.NO:
            return Match.NO, None
        diff = insertion_diff(self._source, spot.at, lines, ListText(text), self._filename)
        return match, Addition(lines, spot.at + 1, text, diff, entry)
