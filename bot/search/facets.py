"""Facets: which entries meet a condition on venue, year, author, section, kind, links or list.

An index over the whole catalog, so that a condition costs a look-up and not a scan.  Does not rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from itertools import product
from operator import and_, or_

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.domain.venues import VenueTable, fold_venue
from bot.search.documents import authors_of
from bot.search.postings import Bits, Postings, bits_of, rows_of
from bot.search.query import ALL_MUST_HOLD, ANY_LINK, Facet, Field
from bot.search.sections import SectionNames
from bot.search.spelling import Speller, slips
from bot.search.text import words_of

_PUBLISHER = re.compile(
    r"^(?:proc(?:eedings|\.)?\s+(?:of\s+)?(?:the\s+)?)?(?:(?:acm|ieee|usenix|aaai)[\s/]+)+(?=\w)", re.I
)
"""Who publishes a venue's papers, which lists put before its name or leave out."""

_TRIED = 4
"""How many corrections of each word of a name are tried."""


class FacetIndex:
    """Rows of entries by what is known about them."""

    def __init__(self, entries: Sequence[CatalogEntry], venues: VenueTable) -> None:
        self._entries = entries
        self._venues = venues
        self._rows: Postings[tuple[Field, str]] = Postings()
        self._years: Postings[int] = Postings()
        self._author_words: Postings[str] = Postings()
        self._paths: Postings[SectionPath] = Postings()
        self._authors: dict[str, str] = {}
        self.venue_names: dict[str, str] = {}
        self.venue_key = lru_cache(maxsize=4_096)(self._venue_key)
        self._venue_keys = lru_cache(maxsize=1_024)(self._keys_of_venue)
        self._by_author = lru_cache(maxsize=256)(self._rows_by_author)
        for row, entry in enumerate(entries):
            self._add(row, entry)
        self.sections = SectionNames(self._paths)
        self._author_spelling = Speller({word: self._author_words.count(word) for word in self._author_words})

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
            nearest = None if self._venues.canonical(facet.value) else self.nearest_venue(facet.value)
        elif facet.field is Field.AUTHOR:
            nearest = self.nearest_author([word.text for word in words_of(facet.value)])
        else:
            return None if facet.field in (Field.SECTION, Field.LIST) else facet
        return replace(facet, value=nearest) if nearest else None

    def rows(self, facet: Facet) -> Bits:
        """Return the rows that meet one facet, its negation left aside."""
        if facet.field is Field.YEAR:
            first, last = facet.years
            return self._years.any_of(year for year in self._years if first <= year <= last)
        if facet.field is Field.AUTHOR:
            return self._by_author(tuple(word.text for word in words_of(facet.value)))
        if facet.field is Field.SECTION:
            return self._paths.any_of(self.sections.under(facet.value))
        key = self.venue_key(facet.value) if facet.field is Field.VENUE else facet.value.casefold()
        return self._rows.bits((facet.field, key))

    def newest_first(self, rows: Bits | None) -> list[int]:
        """Return the rows (None for all) by year, the latest first; within a year, and without one, in order."""
        left = (1 << len(self._entries)) - 1 if rows is None else rows
        found: list[int] = []
        for year in sorted(self._years, reverse=True):
            of_year = left & self._years.bits(year)
            found += rows_of(of_year)
            left &= ~of_year
        return [*found, *rows_of(left)]

    def has_venue(self, text: str) -> bool:
        """Say whether something in the catalog appeared at the venue."""
        return (Field.VENUE, self.venue_key(text)) in self._rows

    def nearest_venue(self, text: str) -> str | None:
        """Return the catalog's venue that a misspelt one stands for, if one is close."""
        key = self.venue_key(text)
        allowed = min(slips(key), 1) if len(key) > 4 else 0
        best = (
            process.extractOne(key, self.venue_names.keys(), scorer=OSA.distance, score_cutoff=allowed)
            if allowed
            else None
        )
        return self.venue_names[best[0]] if best else None

    def author(self, words: Sequence[str]) -> str | None:
        """Return the author of exactly these words, in any order."""
        return self._authors.get(" ".join(words)) or self._authors.get(" ".join(reversed(words)))

    def nearest_author(self, words: Sequence[str]) -> str | None:
        """Return the author whom a misspelt name stands for, if every word of it is close.

        One surname never passes for another because a first name fits.
        """
        readings = [[word] if word in self._author_spelling else self._respelt(word)[:_TRIED] for word in words]
        return next((name for reading in product(*readings) if (name := self.author(reading))), None)

    def _respelt(self, word: str) -> list[str]:
        """Return names that a word may be misspelt for; where no slip is forgiven, two letters may be exchanged."""
        if slips(word):
            return self._author_spelling.corrections(word)
        exchanged = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return [name for name in exchanged if name in self._author_spelling]

    def authors(self) -> Iterable[str]:
        """Return every author's name as written, in order of first appearance."""
        return self._authors.values()

    def author_rows(self, name: str) -> Bits:
        """Return the rows of an author's works."""
        return self._by_author(tuple(word.text for word in words_of(name)))

    @property
    def placed(self) -> Sequence[SectionPath]:
        """The sections in which entries stand, in order."""
        return tuple(self._paths)

    def section_rows(self, path: SectionPath) -> Sequence[int]:
        """Return the rows that stand in exactly this section."""
        return self._paths.rows(path)

    def _add(self, row: int, stored: CatalogEntry) -> None:
        entry = stored.entry
        if entry.venue:
            self._add_venue(row, entry.venue)
        if entry.year is not None:
            self._years.add(entry.year, row)
        for name in authors_of(entry):
            if words := [word.text for word in words_of(name)]:
                self._authors.setdefault(" ".join(words), name)
                for word in words:
                    self._author_words.add(word, row)
        for path in entry.sections:
            self._paths.add(path, row)
        self._rows.add((Field.KIND, entry.kind.value), row)
        self._rows.add((Field.LIST, stored.ref.list_name.casefold()), row)
        for kind in {link.kind.value for link in entry.links if link.url} | ({ANY_LINK} if entry.links else set()):
            self._rows.add((Field.HAS, kind), row)

    def _add_venue(self, row: int, venue: str) -> None:
        key, name, another = self._venue_keys(venue)
        self.venue_names.setdefault(key, name)
        self._rows.add((Field.VENUE, key), row)
        if another:
            self._rows.add((Field.VENUE, another), row)

    def _keys_of_venue(self, venue: str) -> tuple[str, str, str | None]:
        """Return a venue's key, its name, and the key of another that it belongs to: MobiSys for a MobiSys workshop."""
        canonical = self._venues.canonical(venue)
        first = words_of(venue)[:1]
        another = self.venue_key(first[0].text) if canonical is None and first and len(venue.split()) > 1 else None
        return self.venue_key(venue), canonical or venue, another

    def _venue_key(self, text: str) -> str:
        """Return what all spellings of one venue share."""
        text = _PUBLISHER.sub("", text.strip())
        return fold_venue(self._venues.canonical(text) or text)

    def _rows_by_author(self, words: tuple[str, ...]) -> Bits:
        full = [word for word in words if len(word) > 1]
        if not full:
            return 0
        rows = reduce(and_, map(self._author_words.bits, full))
        if len(words) == 1:
            return rows
        return bits_of([row for row in rows_of(rows) if any(_is_author(words, name) for name in self._names_of(row))])

    def _names_of(self, row: int) -> list[tuple[str, ...]]:
        names = authors_of(self._entries[row].entry)
        return [tuple(word.text for word in words_of(name)) for name in names]


def _is_author(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether every word of a typed name, initials included, belongs to one author."""
    return all(word in name or (len(word) == 1 and any(part.startswith(word) for part in name)) for word in words)
