"""Similarity: which entries are neighbours of one, and why.

Cosine of the rare words that titles and descriptions share, and on top of it what people would name
first: the same author, the same section.  Venue and year make no neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from heapq import nsmallest
from itertools import islice

from bot.domain.titles import title_key
from bot.search.documents import authors_of
from bot.search.explain import explain
from bot.search.index import COMMON, KEPT_DOCUMENTS, CatalogIndex
from bot.search.postings import rows_of
from bot.search.results import Reason, ReasonKind, SearchHit

SAME_AUTHOR = 0.2
SAME_SECTION = 0.25
"""What an author or a section in common adds to the cosine, which is seldom above 0.5 for different works."""

ALIKE = 0.05
"""What is less alike than this is no neighbour."""

CLOSE = 0.2
"""What a word counts for that only comes close in meaning to one that an entry has: `pruning` for `quantization`."""

STEEPNESS = 1.5
"""To which power rarity counts.  2 would be the usual tf-idf; on real lists with their sections hidden, less finds more
works of the same section."""

SAVED_TOGETHER = 0.3
"""What it adds, at most, that people saved both; three people are two thirds of it."""

_TELLING = 12
"""How many of an entry's rarest words its neighbours are looked for with."""

_CONSIDERED = 200
"""How many entries are compared that share words, an author, or a section."""

_TEXTUAL = (ReasonKind.TITLE, ReasonKind.DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two entries are, and by what; *together* counts the people who saved both."""

    row: int
    score: float
    keys: frozenset[str]
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    together: int = 0


@dataclass(frozen=True, slots=True)
class _Vector:
    """An entry's telling words, each with what it weighs in a product, and the length of the vector."""

    weights: dict[str, float]
    length: float


class Neighbours:
    """Compares entries of one index."""

    def __init__(self, index: CatalogIndex) -> None:
        self._index = index
        self._vector = lru_cache(maxsize=KEPT_DOCUMENTS)(partial(_vector_of, index))

    def of(self, row: int) -> list[Likeness]:
        """Return an entry's neighbours, most alike first; never the entry itself or the same work on another list."""
        title = title_key(self._index.entries[row].entry.title)
        others = (other for other in self._candidates(row) if other != row)
        found = [
            self.between(row, other) for other in others if title_key(self._index.entries[other].entry.title) != title
        ]
        return sorted((each for each in found if each.score >= ALIKE), key=lambda each: (-each.score, each.row))

    def saved_together(self, row: int, people: Mapping[int, int]) -> list[Likeness]:
        """Return the neighbours of an entry, and what many people saved with it, though the two may share no word.

        *people* says by row how many saved both.
        """
        found = {each.row: each for each in self.of(row)}
        for other, count in people.items():
            each = found.get(other) or self.between(row, other)
            bonus = SAVED_TOGETHER * (1 - 1 / count)
            found[other] = replace(each, score=each.score + bonus, together=count)
        return sorted(found.values(), key=lambda each: (-each.score, each.row))

    def between(self, row: int, other: int) -> Likeness:
        """Compare two entries, from 0 (nothing in common) to about 1.5."""
        cosine, keys = self.cosine(row, other)
        mine, yours = self._index.entries[row].entry, self._index.entries[other].entry
        known = {name.casefold() for name in authors_of(mine)}
        authors = tuple(name for name in authors_of(yours) if name.casefold() in known)
        sections = tuple(dict.fromkeys(path[-1] for path in yours.sections if path and path in mine.sections))
        score = cosine + (SAME_AUTHOR if authors else 0.0) + (SAME_SECTION if sections else 0.0)
        return Likeness(other, score, keys, authors, sections)

    def cosine(self, row: int, other: int) -> tuple[float, frozenset[str]]:
        """Return how alike two entries' words are, from 0 to 1, and the words that they share."""
        one, two = self._vector(row), self._vector(other)
        shared = one.weights.keys() & two.weights.keys()
        length = one.length * two.length
        return (sum(one.weights[key] for key in shared) / length if length else 0.0), frozenset(shared)

    def hit(self, likeness: Likeness) -> SearchHit:
        """Say why an entry is a neighbour."""
        stored = self._index.entries[likeness.row]
        lexicon = self._index.lexicon
        close = {
            key for key in self._index.document(likeness.row).topic if not likeness.keys.isdisjoint(lexicon.near(key))
        }
        reasons, marks = explain(stored.entry, likeness.keys | close, lexicon)
        textual = [reason for reason in reasons if reason.kind in _TEXTUAL]
        if likeness.authors:
            textual.append(Reason(ReasonKind.AUTHOR, likeness.authors))
        if likeness.together:
            textual.append(Reason(ReasonKind.TOGETHER, (str(likeness.together),)))
        if likeness.sections:
            textual.append(Reason(ReasonKind.SECTION, likeness.sections))
        return SearchHit(stored, round(likeness.score, 4), tuple(textual), marks)

    def _candidates(self, row: int) -> Iterable[int]:
        entry = self._index.entries[row].entry
        weights = self._vector(row).weights
        telling = sorted(weights, key=lambda key: (-weights[key], key))
        shared: dict[int, float] = defaultdict(float)
        for key in [key for key in telling if 1 < self._index.vocabulary.frequency(key) <= COMMON][:_TELLING]:
            for other in self._index.keys.rows(key):
                shared[other] += weights[key]
        rows = dict.fromkeys(nsmallest(_CONSIDERED, shared, key=lambda other: (-shared[other], other)))
        for name in authors_of(entry):
            rows |= dict.fromkeys(islice(rows_of(self._index.facets.author_rows(name)), _CONSIDERED))
        for path in filter(None, entry.sections):
            rows |= dict.fromkeys(self._index.facets.section_rows(path)[:_CONSIDERED])
        return rows


def _vector_of(index: CatalogIndex, row: int) -> _Vector:
    vocabulary, lexicon = index.vocabulary, index.lexicon
    keys = [key for key in index.document(row).topic if key not in lexicon.ignored]
    weights = {key: vocabulary.rarity(vocabulary.frequency(key)) ** STEEPNESS for key in keys}
    for near in {near for key in keys for near in lexicon.near(key)} - weights.keys():
        if vocabulary.knows(near):
            weights[near] = CLOSE * vocabulary.rarity(vocabulary.frequency(near)) ** STEEPNESS
    return _Vector(weights, math.sqrt(sum(weights.values())))
