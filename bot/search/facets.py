"""Facets: which entries meet a condition on venue, year, author, section, kind, links or list.

An index over the whole catalog, so that a condition costs a look-up and not a scan.  Does not rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial, reduce
from itertools import product
from operator import and_, or_
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.domain.venues import VenueTable, fold_venue
from bot.search.documents import authors_of
from bot.search.kept import Kept, Part, pieces_of_table
from bot.search.postings import Bits, Postings, bits_of, rows_of
from bot.search.query import ALL_MUST_HOLD, ANY_LINK, Facet, Field
from bot.search.sections import SectionNames
from bot.search.spelling import Speller, slips
from bot.search.text import folded_words, words_of

_PUBLISHER = re.compile(
    r"^(?:proc(?:eedings|\.)?\s+(?:of\s+)?(?:the\s+)?)?(?:(?:acm|ieee|usenix|aaai)[\s/]+)+(?=\w)", re.I
)
"""Who publishes a venue's papers, which lists put before its name or leave out."""

Renamings: TypeAlias = list[tuple[str | None, str | None]]
"""Names as they were and as they are; None where one was not there, or no longer is."""

_KEPT_AUTHORS = 256

_TRIED = 4
"""How many corrections of each word of a name are tried."""


class FacetIndex:
    """Rows of entries by what is known about them: of those that were entered, as soon as it is settled."""

    def __init__(self, entries: Sequence[CatalogEntry], venues: VenueTable) -> None:
        self._entries = entries
        self._is_settled = False
        self._venues = venues
        self._rows: Postings[tuple[Field, str]] = Postings()
        self._years: Postings[int] = Postings()
        self._author_words: Postings[str] = Postings()
        self._paths: Postings[SectionPath] = Postings()
        self._authors: dict[str, str] = {}
        self.venue_names: dict[str, str] = {}
        self._touched_authors: dict[str, None] = {}
        self._touched_venues: dict[str, None] = {}
        self._author_spelling = Speller({})
        self._placed: Sequence[SectionPath] = ()
        self.sections = SectionNames(())
        self.venue_key = lru_cache(maxsize=4_096)(partial(_venue_key, venues))
        self._venue_keys = lru_cache(maxsize=1_024)(partial(_keys_of_venue, venues, self.venue_key))
        self._by_author: dict[tuple[str, ...], Bits] = {}

    @classmethod
    def of_one(cls, stored: CatalogEntry, venues: VenueTable) -> FacetIndex:
        """Make the index of a single entry, whose row is 0."""
        index = cls((stored,), venues)
        index.enter(0)
        index.settle()
        return index

    def state(self) -> Iterator[Part]:
        """Yield what is to be kept."""
        rows: Postings[tuple[str, str]] = Postings()
        rows.share(self._rows, lambda key: (key[0].value, key[1]))
        for name, postings in (
            ("rows", rows),
            ("years", self._years),
            ("words", self._author_words),
            ("paths", self._paths),
        ):
            yield from postings.state(f"facets.{name}")
        yield from pieces_of_table("facets.authors", self._authors.items())
        yield from pieces_of_table("facets.venues", self.venue_names.items())

    def restore(self, kept: Kept) -> None:
        """Take in what was kept; `settle` has to follow."""
        rows: Postings[tuple[str, str]] = Postings()
        rows.restore(kept, "facets.rows")
        self._rows.share(rows, lambda key: (Field(key[0]), key[1]))
        self._years.restore(kept, "facets.years")
        self._author_words.restore(kept, "facets.words")
        self._paths.restore(kept, "facets.paths")
        self._authors = kept.table("facets.authors", self._authors)
        self.venue_names = kept.table("facets.venues", self.venue_names)

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
            return self._rows_by_author(tuple(word.text for word in words_of(facet.value)))
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
        return self._rows_by_author(tuple(word.text for word in words_of(name)))

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

    def enter(self, row: int) -> None:
        """Note what is known about the entry of a row; `settle` has to follow."""
        stored = self._entries[row]
        for key, name, words in self._authors_of(stored):
            self._author_words.add_all(words, row)
            if self._is_settled:
                self._touched_authors[key] = None
            else:
                self._authors.setdefault(key, name)
        for key, name in self._venues_of(stored):
            if self._is_settled:
                self._touched_venues[key] = None
            else:
                self.venue_names.setdefault(key, name)
        self._paths.add_all(stored.entry.sections, row)
        if stored.entry.year is not None:
            self._years.add(stored.entry.year, row)
        self._rows.add_all(self._keys_of(stored), row)
        if self._is_settled:
            for word in self._words_of_authors(stored):
                self._author_spelling.add(word)

    def leave(self, row: int) -> None:
        """Forget what is known about the entry of a row, while it still stands there; `settle` has to follow."""
        stored = self._entries[row]
        for key, _name, words in self._authors_of(stored):
            self._author_words.discard_all(words, row)
            self._touched_authors[key] = None
        self._touched_venues |= dict.fromkeys(key for key, _name in self._venues_of(stored))
        self._paths.discard_all(stored.entry.sections, row)
        if stored.entry.year is not None:
            self._years.discard_all((stored.entry.year,), row)
        self._rows.discard_all(self._keys_of(stored), row)
        for word in self._words_of_authors(stored):
            self._author_spelling.discard(word)

    def settle(self) -> Renamings:
        """Bring names up to date with the rows that entered and left; return authors' names before and after."""
        if not self._is_settled:
            self._author_spelling = Speller({word: self._author_words.count(word) for word in self._author_words})
            self._is_settled = True
        authors = [(self._authors.get(key), self._spell_author(key)) for key in self._touched_authors]
        for key in self._touched_venues:
            self._spell_venue(key)
        self._touched_authors, self._touched_venues = {}, {}
        self._by_author.clear()
        if self.placed != self._placed:
            self._placed = self.placed
            self.sections = SectionNames(self._placed)
        return [(before, after) for before, after in authors if before != after]

    def _spell_author(self, key: str) -> str | None:
        """Call an author as the first entry does that has him; return how, None where none has."""
        rows = reduce(and_, map(self._author_words.bits, key.split(" ")))
        named = (each for row in rows_of(rows) for each in self._authors_of(self._entries[row]))
        name = next((name for other, name, _words in named if other == key), None)
        if name is None:
            self._authors.pop(key, None)
        else:
            self._authors[key] = name
        return name

    def _spell_venue(self, key: str) -> None:
        """Call a venue as the first entry does that appeared there."""
        rows = self._rows.rows((Field.VENUE, key))
        named = (each for row in rows for each in self._venues_of(self._entries[row]))
        name = next((name for other, name in named if other == key), None)
        if name is None:
            self.venue_names.pop(key, None)
        else:
            self.venue_names[key] = name

    def _authors_of(self, stored: CatalogEntry) -> list[tuple[str, str, list[str]]]:
        """Return the authors: what all spellings of a name share, the name, and its words."""
        read = [(name, folded_words(name)) for name in authors_of(stored.entry)]
        return [(" ".join(words), name, words) for name, words in read if words]

    def _words_of_authors(self, stored: CatalogEntry) -> set[str]:
        return {word for _key, _name, words in self._authors_of(stored) for word in words}

    def _venues_of(self, stored: CatalogEntry) -> list[tuple[str, str]]:
        """Return the venue, if there is one: what all its spellings share, and its name."""
        return [self._venue_keys(stored.entry.venue)[:2]] if stored.entry.venue else []

    def _keys_of(self, stored: CatalogEntry) -> list[tuple[Field, str]]:
        """Return the conditions that an entry meets: kind, list, links and venue."""
        entry = stored.entry
        links = {link.kind.value for link in entry.links if link.url} | ({ANY_LINK} if entry.links else set())
        keys = [(Field.KIND, entry.kind.value), (Field.LIST, stored.ref.list_name.casefold())]
        keys += [(Field.HAS, kind) for kind in links]
        if entry.venue:
            key, _name, another = self._venue_keys(entry.venue)
            keys += [(Field.VENUE, each) for each in (key, another) if each is not None]
        return keys

    def _rows_by_author(self, words: tuple[str, ...]) -> Bits:
        known = self._by_author.get(words)
        if known is None:
            if len(self._by_author) >= _KEPT_AUTHORS:
                self._by_author.clear()
            known = self._by_author[words] = self._find_author(words)
        return known

    def _find_author(self, words: tuple[str, ...]) -> Bits:
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


def _keys_of_venue(venues: VenueTable, key_of: Callable[[str], str], venue: str) -> tuple[str, str, str | None]:
    """Return a venue's key, its name, and the key of another that it belongs to: MobiSys for a MobiSys workshop."""
    canonical = venues.canonical(venue)
    first = words_of(venue)[:1]
    another = key_of(first[0].text) if canonical is None and first and len(venue.split()) > 1 else None
    return key_of(venue), canonical or venue, another


def _venue_key(venues: VenueTable, text: str) -> str:
    """Return what all spellings of one venue share."""
    text = _PUBLISHER.sub("", text.strip())
    return fold_venue(venues.canonical(text) or text)


def _is_author(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether every word of a typed name, initials included, belongs to one author."""
    return all(word in name or (len(word) == 1 and any(part.startswith(word) for part in name)) for word in words)
