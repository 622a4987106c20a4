"""Plain-language facets: "papers from mobisys 2022 with code", "since 2024", "by song han", "mobicom 23".

Reads only what the catalog's own venues and authors make sure; everything else stays a free word.  A
facet that was recognised here keeps the words that it was read from, so that a search that finds nothing
can take it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.search.facets import FacetIndex
from bot.search.query import Facet, Field, Query
from bot.search.text import words_of

_LINK_WORDS = {"code": "code", "slides": "slides", "video": "video", "videos": "video", "github": "code",
               "implementation": "code", "pdf": "paper"}  # fmt: skip
_BEFORE_FACETS = frozenset({"in", "from", "at", "since", "after", "before", "until", "by", "with", "and", "between"})
_PLACES = frozenset({"in", "at", "from", "of"})
_WORKS = frozenset({"paper", "papers", "work", "works", "publications", "articles", "proceedings"})
_LONGEST_VENUE = 10
_Found = tuple[list[Facet], int]


def with_plain_facets(query: Query, index: FacetIndex, *, common: Callable[[str], bool]) -> Query:
    """Return the query with the facets that its free words spell out.

    *common* says whether a word is one that titles use: then it is no venue unless something else says so.
    """
    reader = _PlainReader(query.words, index, common)
    facets, words = reader.read()
    return replace(query, words=tuple(words), facets=(*query.facets, *facets)) if facets else query


def without_plain_facets(query: Query) -> Query:
    """Return the query with recognised facets read as ordinary words again."""
    said = tuple(word for facet in query.facets for word in facet.said)
    return replace(query, words=(*query.words, *said), facets=tuple(facet for facet in query.facets if not facet.said))


class _PlainReader:
    def __init__(self, words: Sequence[str], index: FacetIndex, common: Callable[[str], bool]) -> None:
        self._words = words
        self._plain = [word.strip(".,;:!?()[]'’").casefold() for word in words]
        self._index = index
        self._common = common

    def read(self) -> tuple[list[Facet], list[str]]:
        facets: list[Facet] = []
        words: list[str] = []
        at = 0
        while at < len(self._words):
            found, taken = self._facet_at(at)
            if found:
                facets += found
                at += taken
            else:
                words.append(self._words[at])
                at += 1
        return facets, words

    def _facet_at(self, at: int) -> _Found:
        for rule in (self._venue, self._years, self._by, self._links, self._author):
            found, taken = rule(at)
            if found:
                said = tuple(self._words[at : at + taken])
                return [replace(found[0], said=said), *(replace(facet, said=("",)) for facet in found[1:])], taken
        return [], 0

    def _years(self, at: int) -> _Found:
        years, taken = self._years_at(at)
        return ([Facet(Field.YEAR, f"{years[0]}..{years[1]}", years)], taken) if years else ([], 0)

    def _years_at(self, at: int) -> tuple[tuple[int, int] | None, int]:
        word = self._plain[at]
        if range_ := re.fullmatch(r"((?:19|20)\d{2})(?:\.\.+|[-–—/])((?:19|20)\d{2})", word):
            return _ordered(int(range_[1]), int(range_[2])), 1
        year = self._year(at + 1)
        last = self._year(at + 3)
        if (
            word in ("between", "from")
            and year
            and last
            and self._at(at + 2) in ("and", "to", "until", "till", "-", "–")
        ):
            return _ordered(year, last), 4
        if year and word in _OPEN_RANGES:
            return _OPEN_RANGES[word](year), 2
        if word == "up" and self._at(at + 1) == "to" and (last := self._year(at + 2)):
            return (0, last), 3
        if year and word in _PLACES:
            return (year, year), 2
        year = self._year(at)
        return ((year, year), 1) if year else (None, 0)

    def _venue(self, at: int) -> _Found:
        start = at + 1 if self._plain[at] in _PLACES and at + 1 < len(self._plain) else at
        for length in range(min(_LONGEST_VENUE, len(self._words) - start), 0, -1):
            if found := self._venue_span(start, length, sure=start > at):
                return found[0], found[1] + start - at
        return [], 0

    def _venue_span(self, start: int, length: int, *, sure: bool) -> _Found | None:
        if length > 1 and self._plain[start + length - 1].isdigit():
            return None  # the year behind a venue is read by itself
        name = " ".join(self._plain[start : start + length])
        glued = re.fullmatch(r"([^\W\d]+)['’-]?(\d{2}|(?:19|20)\d{2})", name)
        year, taken = self._year_after(start + length)
        if glued and self._index.venues.has(glued[1]):
            name, year, taken = glued[1], _century(int(glued[2])), 0
        if not self._index.venues.has(name):
            return self._misspelt_venue(name, year, taken) if length == 1 else None
        alone = all(word in _WORKS for word in (*self._plain[:start], *self._plain[start + length :]))
        written = " ".join(self._words[start : start + length])
        ordinary = all(map(self._common, name.split()))
        if ordinary and not (sure or year or alone or written.isupper()):
            return None
        return _venue_facets(name, year), length + taken

    def _misspelt_venue(self, name: str, year: int | None, taken: int) -> _Found | None:
        """Read a misspelt venue only where a year or nothing else stands beside it."""
        if self._common(name) or not (year or len(self._plain) == 1):
            return None
        nearest = self._index.venues.nearest(name)
        return (_venue_facets(nearest, year), 1 + taken) if nearest else None

    def _by(self, at: int) -> _Found:
        if self._plain[at] != "by":
            return [], 0
        for length in range(min(4, len(self._words) - at - 1), 0, -1):
            name = " ".join(self._plain[at + 1 : at + 1 + length])
            facet = Facet(Field.AUTHOR, name)
            if self._index.rows(facet):
                return [facet], length + 1
            if length > 1 and (nearest := self._index.authors.nearest(name.split())):
                return [Facet(Field.AUTHOR, nearest)], length + 1
        return [], 0

    def _author(self, at: int) -> _Found:
        for length in range(min(4, len(self._words) - at), 1, -1):
            words = [word.text for word in words_of(" ".join(self._plain[at : at + length]))]
            name = self._index.authors.called(words) or self._initialled(words)
            if not name and not all(map(self._common, words)):
                name = self._index.authors.nearest(words)
            if name:
                return [Facet(Field.AUTHOR, name)], length
        return [], 0

    def _initialled(self, words: Sequence[str]) -> str | None:
        """Return a name of a surname and initials ("J. Mao"), if there is such an author."""
        full = [word for word in words if len(word) > 1]
        if not 0 < len(full) < len(words) or all(map(self._common, full)):
            return None
        name = " ".join(words)
        return name if self._index.authors.rows(name) else None

    def _links(self, at: int) -> _Found:
        if self._plain[at] not in ("with", "has", "have", "having"):
            return [], 0
        skip = 1 if self._at(at + 1) in ("source", "open", "public", "available", "a", "the", "official") else 0
        kind = _LINK_WORDS.get(self._at(at + 1 + skip))
        after = self._at(at + 2 + skip)
        if kind and (not after or after in _BEFORE_FACETS or self._year(at + 2 + skip)):
            return [Facet(Field.HAS, kind)], 2 + skip
        return [], 0

    def _at(self, position: int) -> str:
        return self._plain[position] if position < len(self._plain) else ""

    def _year(self, position: int) -> int | None:
        word = self._at(position)
        return int(word) if re.fullmatch(r"(?:19[5-9]|20\d)\d", word, re.ASCII) else None

    def _year_after(self, position: int) -> tuple[int | None, int]:
        """Read the year behind a venue: `2022`, `22`, `'22`."""
        word = self._at(position)
        if re.fullmatch(r"\d{2}|(?:19|20)\d{2}", word, re.ASCII):
            return _century(int(word)), 1
        return None, 0


_OPEN_RANGES: dict[str, Callable[[int], tuple[int, int]]] = {
    "since": lambda year: (year, 9999),
    "after": lambda year: (year + 1, 9999),
    "before": lambda year: (0, year - 1),
    "until": lambda year: (0, year),
    "till": lambda year: (0, year),
    "through": lambda year: (0, year),
}


def _venue_facets(name: str, year: int | None) -> list[Facet]:
    facets = [Facet(Field.VENUE, name)]
    if year:
        facets.append(Facet(Field.YEAR, str(year), (year, year)))
    return facets


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _century(year: int) -> int:
    return year if year > 99 else 1900 + year if year > 70 else 2000 + year
