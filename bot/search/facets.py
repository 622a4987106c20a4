"""Facets: which entries meet a condition on venue, year, author, section, kind, links or list.

An index over the whole catalog, so that a condition costs a look-up and not a scan.  Does not rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.domain.venues import VenueTable, fold_venue
from bot.search.documents import authors_of
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
        self._venues = venues
        self._rows: dict[tuple[Field, str], set[int]] = defaultdict(set)
        self._years: dict[int, set[int]] = defaultdict(set)
        self._author_words: dict[str, set[int]] = defaultdict(set)
        self._paths: dict[SectionPath, set[int]] = defaultdict(set)
        self._authors: dict[tuple[str, ...], str] = {}
        self._names_of: list[tuple[tuple[str, ...], ...]] = []
        self.venue_names: dict[str, str] = {}
        for row, entry in enumerate(entries):
            self._add(row, entry)
        self.sections = SectionNames(self._paths)
        self._author_spelling = Speller({word: len(rows) for word, rows in self._author_words.items()})

    def rows_for(self, facets: Iterable[Facet]) -> set[int] | None:
        """Return the rows that meet every facet; None where there are none, or only negated ones.

        Several on one field are alternatives, but for authors and links, of which a work has many, and for
        years that overlap ("since 2020 until 2022").
        """
        by_field: dict[Field, list[set[int]]] = defaultdict(list)
        for facet in facets:
            if not facet.negated:
                by_field[facet.field].append(self.rows(facet))
        wanted = []
        for field, found in by_field.items():
            common = set.intersection(*found)
            all_hold = field in ALL_MUST_HOLD or (field is Field.YEAR and common)
            wanted.append(common if all_hold else set.union(*found))
        return set.intersection(*wanted) if wanted else None

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

    def rows(self, facet: Facet) -> set[int]:
        """Return the rows that meet one facet, its negation left aside."""
        if facet.field is Field.YEAR:
            first, last = facet.years
            return {row for year, rows in self._years.items() if first <= year <= last for row in rows}
        if facet.field is Field.AUTHOR:
            return self._by_author(tuple(word.text for word in words_of(facet.value)))
        if facet.field is Field.SECTION:
            return {row for path in self.sections.under(facet.value) for row in self._paths[path]}
        key = self.venue_key(facet.value) if facet.field is Field.VENUE else facet.value.casefold()
        return self._rows.get((facet.field, key), set())

    def venue_key(self, text: str) -> str:
        """Return what all spellings of one venue share."""
        text = _PUBLISHER.sub("", text.strip())
        return fold_venue(self._venues.canonical(text) or text)

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
        return self._authors.get(tuple(words)) or self._authors.get(tuple(reversed(words)))

    def nearest_author(self, words: Sequence[str]) -> str | None:
        """Return the author whom a misspelt name stands for, if every word of it is close.

        One surname never passes for another because a first name fits.
        """
        readings = [
            [word] if word in self._author_spelling else self._author_spelling.corrections(word)[:_TRIED]
            for word in words
        ]
        return next((name for reading in product(*readings) if (name := self.author(reading))), None)

    def authors(self) -> Iterable[str]:
        """Return every author's name as written, in order of first appearance."""
        return self._authors.values()

    def author_rows(self, name: str) -> set[int]:
        """Return the rows of an author's works."""
        return self._by_author(tuple(word.text for word in words_of(name)))

    def section_rows(self, path: SectionPath) -> set[int]:
        """Return the rows that stand in exactly this section."""
        return self._paths.get(path, set())

    def _add(self, row: int, stored: CatalogEntry) -> None:
        entry = stored.entry
        if entry.venue:
            self._add_venue(row, entry.venue)
        if entry.year is not None:
            self._years[entry.year].add(row)
        names = tuple(words for name in authors_of(entry) if (words := tuple(word.text for word in words_of(name))))
        self._names_of.append(names)
        for words, name in zip(names, authors_of(entry), strict=False):
            self._authors.setdefault(words, name)
            for word in words:
                self._author_words[word].add(row)
        for path in entry.sections:
            self._paths[path].add(row)
        self._rows[Field.KIND, entry.kind.value].add(row)
        self._rows[Field.LIST, stored.ref.list_name.casefold()].add(row)
        for kind in {link.kind.value for link in entry.links if link.url} | ({ANY_LINK} if entry.links else set()):
            self._rows[Field.HAS, kind].add(row)

    def _add_venue(self, row: int, venue: str) -> None:
        canonical = self._venues.canonical(venue)
        key = self.venue_key(venue)
        self.venue_names.setdefault(key, canonical or venue)
        self._rows[Field.VENUE, key].add(row)
        first = words_of(venue)[:1]
        if canonical is None and first and len(venue.split()) > 1:  # "MobiSys Workshop" is found at MobiSys, too
            self._rows[Field.VENUE, self.venue_key(first[0].text)].add(row)

    def _by_author(self, words: tuple[str, ...]) -> set[int]:
        full = [word for word in words if len(word) > 1]
        if not full:
            return set()
        rows = set.intersection(*(self._author_words.get(word, set()) for word in full))
        return {row for row in rows if any(_is_author(words, name) for name in self._names_of[row])}


def _is_author(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether every word of a typed name, initials included, belongs to one author."""
    return all(word in name or (len(word) == 1 and any(part.startswith(word) for part in name)) for word in words)
