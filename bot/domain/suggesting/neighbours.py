"""Neighbours: the entries of a list with the raw text of each, by how near their section is to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

from bot.domain.entries import Entry, Placement, Reading, SectionPath
from bot.domain.markdown.outline import year_of_heading
from bot.domain.suggesting.learning import learn
from bot.domain.suggesting.rows import row_template
from bot.domain.suggesting.source import Block, Bullet, ListText, bullet_of
from bot.domain.suggesting.template import Learned
from bot.domain.venues import VenueTable


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One placement of an entry: its lines (from 0, half-open; `tree_end` with all that hangs on it) and its text."""

    entry: Entry
    section: SectionPath
    start: int
    end: int
    tree_end: int
    block: Block
    bullet: Bullet | None
    raw: str


def year_of_section(section: SectionPath) -> int | None:
    """Return the year that a section's entries are taken to be of, where they do not say it themselves."""
    return next((year for heading in reversed(section) if (year := year_of_heading(heading))), None)


class Neighbourhood:
    """All placements of a list, and what they teach."""

    def __init__(self, source: ListText, reading: Reading, venues: VenueTable) -> None:
        self.source = source
        self._venues = venues
        self._reading = reading
        self._learned: dict[int, Learned | None] = {}

    @cached_property
    def all(self) -> tuple[Neighbour, ...]:
        """Every placement, in the order of the lines."""
        placed = [(place, entry) for entry in self._reading.entries for place in entry.placements if place.line]
        placed.sort(key=lambda each: each[0].line)
        starts = {place.line - 1 for place, _entry in placed}
        return tuple(self._neighbour(entry, place, starts) for place, entry in placed)

    def _neighbour(self, entry: Entry, place: Placement, starts: set[int]) -> Neighbour:
        start = place.line - 1
        end = self.source.own_end(start, starts)
        block = self.source.block(start)
        bullet = bullet_of(self.source.lines[start]) if block is Block.BULLET else None
        raw = "\n".join(self.source.lines[start:end])
        tree_end = max(end, self.source.tree_end(start, starts))
        return Neighbour(entry, place.section, start, end, tree_end, block, bullet, raw[len(str(bullet or "")) :])

    def of(self, section: SectionPath) -> list[list[Neighbour]]:
        """Return a section's own placements, parted by their forms, the most usual first."""
        return by_form(neighbour for neighbour in self.all if neighbour.section == section)

    def learned(self, neighbours: Iterable[Neighbour]) -> list[Learned]:
        """Return what neighbours teach; those of which some fact cannot be found teach nothing."""
        return [learned for neighbour in neighbours if (learned := self._lesson(neighbour)) is not None]

    def _lesson(self, neighbour: Neighbour) -> Learned | None:
        if neighbour.start not in self._learned:
            year = year_of_section(neighbour.section)
            found = learn(neighbour.raw, neighbour.entry, year_of_section=year, venues=self._venues)
            if found and neighbour.block is Block.ROW:
                found = replace(found, template=row_template(found.template))
            self._learned[neighbour.start] = found
        return self._learned[neighbour.start]


class Lessons(Sequence[Sequence[Learned]]):
    """What groups of neighbours teach, each learned when it is first asked for: the last is the whole list."""

    def __init__(self, around: Neighbourhood, groups: Sequence[Sequence[Neighbour]]) -> None:
        self._around, self._groups = around, groups
        self._learned: dict[int, Sequence[Learned]] = {}

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, at: int) -> Sequence[Learned]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Learned]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Learned] | Sequence[Sequence[Learned]]:
        if isinstance(at, slice):
            return [self[index] for index in range(len(self))[at]]
        if at not in self._learned:
            self._learned[at] = self._around.learned(self._groups[at])
        return self._learned[at]


def by_form(neighbours: Iterable[Neighbour]) -> list[list[Neighbour]]:
    """Part placements by their block and depth, the most usual first."""
    groups: dict[tuple[Block, int], list[Neighbour]] = {}
    for neighbour in neighbours:
        depth = neighbour.bullet.depth if neighbour.bullet else 0
        groups.setdefault((neighbour.block, depth), []).append(neighbour)
    return sorted(groups.values(), key=len, reverse=True)
