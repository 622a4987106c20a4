"""Facets: which entries meet a condition on venue, year, author, section, kind, links or list.

An index over the whole catalog, so that a condition costs a look-up and not a scan.  Does not rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import chain
from operator import and_, or_
from typing import TypeAlias

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import EntryKind, LinkKind, SectionPath
from bot.domain.venues import VenueTable
from bot.search.authors import AuthorIndex, Renamings
from bot.search.bits import Bits, RowsAsNeeded, RowsInTurn, flags_of, rows_of
from bot.search.documents import Author, named_authors
from bot.search.kept import Kept, Part
from bot.search.postings import Postings
from bot.search.query import ALL_MUST_HOLD, ANY_LINK, Facet, Field
from bot.search.sections import SectionNames
from bot.search.text import words_of
from bot.search.venues import VenueIndex

_MANY = 1_000
"""So many rows are put in order of years by sets, and fewer one by one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICKS = 64
"""Bits for when in a day something was first seen."""

_Conditions: TypeAlias = tuple[EntryKind, str, tuple[LinkKind | None, ...]]
"""An entry's kind, its list, and of each of its links the kind, None where it leads nowhere."""


class FacetIndex:
    """Rows of entries by what is known about them: of those that were entered, as soon as it is settled."""

    def __init__(self, entries: Sequence[CatalogEntry], venues: VenueTable) -> None:
        self._entries = entries
        self._rows: Postings[tuple[Field, str]] = Postings()
        self._years: Postings[int] = Postings()
        self._moments: Postings[int] = Postings()  # at which entries joined their list and were first seen
        self._paths: Postings[SectionPath] = Postings()
        self._placed: Sequence[SectionPath] = ()
        self.authors = AuthorIndex(entries)
        self.venues = VenueIndex(entries, venues)
        self.sections = SectionNames(())

    @classmethod
    def of_one(cls, stored: CatalogEntry, venues: VenueTable) -> FacetIndex:
        """Make the index of a single entry, whose row is 0."""
        index = cls((stored,), venues)
        index.enter(0, named_authors(stored.entry))
        index.settle()
        return index

    def state(self) -> Iterator[Part]:
        """Yield what is to be kept."""
        rows: Postings[tuple[str, str]] = Postings()
        rows.share(self._rows, lambda key: (key[0].value, key[1]))
        yield from rows.state("facets.rows")
        yield from self._years.state("facets.years")
        yield from self._moments.state("facets.moments")
        yield from self._paths.state("facets.paths")
        yield from self.authors.state("facets.authors")
        yield from self.venues.state("facets.venues")

    def restore(self, kept: Kept) -> None:
        """Take in what was kept; `settle` has to follow."""
        rows: Postings[tuple[str, str]] = Postings()
        rows.restore(kept, "facets.rows")
        self._rows.share(rows, lambda key: (Field(key[0]), key[1]))
        self._years.restore(kept, "facets.years")
        self._moments.restore(kept, "facets.moments")
        self._paths.restore(kept, "facets.paths")
        self.authors.restore(kept, "facets.authors")
        self.venues.restore(kept, "facets.venues")

    def rows_for(self, facets: Iterable[Facet]) -> Bits | None:
        """Return the rows that meet every facet; None where there are none, or only negated ones.

        Several on one field are alternatives, but for authors and links, of which a work has many, and for
        years that overlap ("since 2020 until 2022").
        """
        by_field: dict[Field, list[Bits]] = defaultdict(list)
        for facet in facets:
            if not facet.negated:
                by_field[facet.field].append(self.rows(facet))
        wanted = []
        for field, found in by_field.items():
            common = reduce(and_, found)
            all_hold = field in ALL_MUST_HOLD or (field is Field.YEAR and common)
            wanted.append(common if all_hold else reduce(or_, found))
        return reduce(and_, wanted) if wanted else None

    def settled(self, facet: Facet) -> Facet | None:
        """Return a facet as it was meant, its name corrected if need be; None for a name that no list knows."""
        if self.rows(facet):
            return facet
        if facet.field is Field.VENUE:
            nearest = None if self.venues.is_venue(facet.value) else self.venues.nearest(facet.value)
        elif facet.field is Field.AUTHOR:
            nearest = self.authors.nearest([word.text for word in words_of(facet.value)])
        else:
            return None if facet.field in (Field.SECTION, Field.LIST) else facet
        return replace(facet, value=nearest) if nearest else None

    def rows(self, facet: Facet) -> Bits:
        """Return the rows that meet one facet, its negation left aside."""
        match facet.field:
            case Field.YEAR:
                first, last = facet.years
                return self._years.any_of(year for year in self._years if first <= year <= last)
            case Field.AUTHOR:
                return self.authors.rows(facet.value)
            case Field.VENUE:
                return self.venues.rows(facet.value)
            case Field.SECTION:
                return self._paths.any_of(self.sections.under(facet.value))
        return self._rows.bits((facet.field, facet.value.casefold()))

    def newest_first(self, rows: Bits) -> Sequence[int]:
        """Return rows by year, the latest first; within a year, and without one, in order."""
        return RowsInTurn(self._by_year(rows))

    def latest_first(self, rows: Bits) -> Sequence[int]:
        """Return rows by when they joined their list, the latest first, and of those that did so together by year."""
        return RowsAsNeeded(rows.bit_count(), lambda: self._latest_first(rows))

    def _latest_first(self, rows: Bits) -> Iterator[int]:
        wanted = flags_of(rows, len(self._entries))
        for moment in sorted(self._moments, reverse=True):
            if self._moments.count(moment) > _MANY:
                yield from chain.from_iterable(map(rows_of, self._by_year(rows & self._moments.bits_once(moment))))
            else:
                there = [row for row in self._moments.rows(moment) if wanted[row]]
                yield from sorted(there, key=lambda row: -(self._entries[row].entry.year or 0))

    def _by_year(self, rows: Bits) -> list[Bits]:
        """Divide rows by year, the latest first, and those without one last."""
        found: list[Bits] = []
        left = rows
        for year in self.years if rows else ():
            of_year = left & self._years.bits(year)
            found.append(of_year)
            left &= ~of_year
        return [*found, left]

    @property
    def years(self) -> list[int]:
        """The years that entries are of, the latest first."""
        return sorted(self._years, reverse=True)

    @property
    def placed(self) -> tuple[SectionPath, ...]:
        """The sections in which entries stand, in order."""
        return tuple(self._paths)

    def section_size(self, path: SectionPath) -> int:
        """Return how many entries stand in exactly this section."""
        return self._paths.count(path)

    def section_rows(self, path: SectionPath) -> Sequence[int]:
        """Return the rows that stand in exactly this section."""
        return self._paths.rows(path)

    def fill(self, rows: Sequence[int]) -> None:
        """Note what is known about all entries, but for who wrote them; `settle` has to follow."""
        entries = [self._entries[row] for row in rows]
        self.venues.fill(rows)
        self._paths.fill([stored.entry.sections for stored in entries], rows, tuple)
        self._years.fill([stored.entry.year for stored in entries], rows, _alone)
        self._moments.fill(map(_moment_of, entries), rows, _alone)
        self._rows.fill(map(_conditions_of, entries), rows, _keys_of_conditions)

    def enter(self, row: int, authors: Sequence[Author]) -> None:
        """Note what is known about the entry of a row, which these authors wrote; `settle` has to follow."""
        stored = self._entries[row]
        self.authors.enter(row, authors)
        self.venues.enter(row)
        self._paths.add_all(stored.entry.sections, row)
        if stored.entry.year is not None:
            self._years.add(stored.entry.year, row)
        self._moments.add(_moment_of(stored), row)
        self._rows.add_all(_keys_of(stored), row)

    def leave(self, row: int) -> None:
        """Forget what is known about the entry of a row, while it still stands there; `settle` has to follow."""
        stored = self._entries[row]
        self.authors.leave(row)
        self.venues.leave(row)
        self._paths.discard_all(stored.entry.sections, row)
        if stored.entry.year is not None:
            self._years.discard_all((stored.entry.year,), row)
        self._moments.discard_all((_moment_of(stored),), row)
        self._rows.discard_all(_keys_of(stored), row)

    def settle(self) -> Renamings:
        """Bring names up to date with the rows that entered and left; return authors' names before and after."""
        renamed = self.authors.settle()
        self.venues.settle()
        self._rows.pack()
        self._years.pack()
        self._moments.pack()
        if self.placed != self._placed:
            self._placed = self.placed
            self.sections = SectionNames(self._placed)
        return renamed


def _alone(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


def _keys_of(stored: CatalogEntry) -> list[tuple[Field, str]]:
    """Return the conditions that an entry meets: kind, list and links."""
    return _keys_of_conditions(_conditions_of(stored))


def _conditions_of(stored: CatalogEntry) -> _Conditions:
    """Return what decides which conditions an entry meets, the same for very many."""
    entry = stored.entry
    kinds = tuple([link.kind if link.url else None for link in entry.links])
    return entry.kind, stored.ref.list_name, kinds


def _keys_of_conditions(conditions: _Conditions) -> list[tuple[Field, str]]:
    kind, list_name, links = conditions
    keys = [(Field.KIND, kind.value), (Field.LIST, list_name.casefold())]
    has = dict.fromkeys([link.value for link in links if link] + ([ANY_LINK] if links else []))
    return keys + [(Field.HAS, each) for each in has]


def _moment_of(stored: CatalogEntry) -> int:
    """Return when an entry joined its list, and if on one day, was first seen, as a number that grows with both."""
    return stored.joined_on.toordinal() << _TICKS | (stored.first_seen - _EPOCH) // timedelta(microseconds=1)
