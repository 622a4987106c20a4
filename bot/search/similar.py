"""Similarity: which entries are neighbours of one, and why.

Cosine of the rare words that titles and descriptions share, joined with how close the two are in meaning
where a sentence-embedding model tells; on top of it what people would name first: the same author, the same
section.  Venue and year make no neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from heapq import nsmallest
from itertools import islice
from typing import TypeAlias

from bot.domain.entries import Entry, EntryKind
from bot.domain.titles import title_key
from bot.search.bits import rows_of
from bot.search.documents import authors_of
from bot.search.explain import spans_of
from bot.search.index import COMMON, KEPT_DOCUMENTS, CatalogIndex
from bot.search.kinship import Likeness, kin_reasons
from bot.search.meaning import Meaning
from bot.search.results import Reason, SearchHit, Span
from bot.search.vocabulary import Vocabulary

SAME_AUTHOR = 0.2
SAME_SECTION = 0.25
"""What an author or a section in common adds to the cosine, which is seldom above 0.5 for different works."""

MEANING = 0.7
"""What closeness in meaning counts for, where shared words count the rest.  With sections hidden, leaving each list out
in turn, all others find most works of the same section from 0.65 to 0.75 (`scripts/bench recommending FOLDER`)."""

UNRELATED = 0.2
"""The cosine of works that have nothing to do with each other; closeness is counted from here."""

ALIKE = 0.05
"""What is less alike than this is no neighbour."""

CLOSE = 0.2
"""What a word counts for that only comes close in meaning to one that an entry has: `pruning` for `quantization`."""

STEEPNESS = 1.5
"""To which power rarity counts.  2 would be the usual tf-idf; on real lists with their sections hidden, less finds more
works of the same section."""

SAVED_TOGETHER = 0.3
"""What it adds, at most, that people saved both; three people are two thirds of it."""

TELLING = 0.4
"""What weighs less than this share of the most telling word in common is not named as a reason."""

_TELLING = 12
"""How many of an entry's rarest words its neighbours are looked for with."""

_CONSIDERED = 200
"""How many entries are compared that share words, an author, or a section."""


_NEAR = 60
"""How many are compared that come closest in meaning."""

KEPT_NEIGHBOURS = 128
"""Of how many entries the neighbours stay at hand; one question is about fewer."""

KEPT_WEIGHTS = 16_384
"""Of how many words it stays at hand what they weigh."""


@dataclass(frozen=True, slots=True)
class _Vector:
    """An entry's telling words, each with what it weighs in a product, and the length of the vector."""

    weights: dict[str, float]
    length: float


_Weighed: TypeAlias = tuple[float, Sequence[tuple[str, float]]]


class Neighbours:
    """Compares entries of one index, with a model of meaning if there is one."""

    def __init__(self, index: CatalogIndex, meaning: Meaning | None = None) -> None:
        self._index = index
        self._meaning = meaning
        weighed = lru_cache(maxsize=KEPT_WEIGHTS)(partial(_weighed, index))
        self._vector = lru_cache(maxsize=KEPT_DOCUMENTS)(partial(_vector_of, index, weighed))
        self._known: dict[int, Sequence[Likeness]] = {}  # a cache of a method would keep all this alive in a circle
        self._known_at = 0

    def of(self, row: int) -> Sequence[Likeness]:
        """Return an entry's neighbours, most alike first; never the entry itself or the same work on another list.

        Takes some ten milliseconds in a large catalog, and nothing for those that were asked for last, until vectors
        come or leave.
        """
        if self._meaning and self._known_at != self._meaning.changes:
            self._known.clear()
            self._known_at = self._meaning.changes
        known = self._known.get(row)
        if known is None:
            if len(self._known) >= KEPT_NEIGHBOURS:
                del self._known[next(iter(self._known))]
            known = self._known[row] = self._compared(row)
        return known

    def _compared(self, row: int) -> Sequence[Likeness]:
        title = title_key(self._index.entries[row].entry.title)
        others = (other for other in self._candidates(row) if other != row)
        found = [
            self.between(row, other) for other in others if title_key(self._index.entries[other].entry.title) != title
        ]
        return sorted(
            (each for each in found if each.score >= ALIKE and each.is_grounded),
            key=lambda each: (-each.score, each.row),
        )

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
        score, keys = self.cosine(row, other)
        mine, yours = self._index.entries[row].entry, self._index.entries[other].entry
        known = {name.casefold() for name in authors_of(mine)}
        authors = tuple(name for name in authors_of(yours) if name.casefold() in known)
        sections = tuple(dict.fromkeys(path[-1] for path in yours.sections if path and path in mine.sections))
        closeness = self._closeness(row, other)
        if closeness is not None:
            score = (1 - MEANING) * score + MEANING * max(closeness - UNRELATED, 0.0) / (1 - UNRELATED)
        score += (SAME_AUTHOR if authors else 0.0) + (SAME_SECTION if sections else 0.0)
        return Likeness(other, score, keys, authors, sections, _first_of_both(mine, yours), closeness)

    def cosine(self, row: int, other: int) -> tuple[float, frozenset[str]]:
        """Return how alike two entries' words are, from 0 to 1, and the words that they share."""
        one, two = self._vector(row), self._vector(other)
        shared = one.weights.keys() & two.weights.keys()
        length = one.length * two.length
        return (sum(one.weights[key] for key in shared) / length if length else 0.0), frozenset(shared)

    def hit(self, likeness: Likeness) -> SearchHit:
        """Say why an entry is a neighbour."""
        stored = self._index.entries[likeness.row]
        reasons, marks = self.reasons(likeness)
        return SearchHit(stored, round(likeness.score, 4), reasons, marks)

    def reasons(self, likeness: Likeness) -> tuple[tuple[Reason, ...], tuple[Span, ...]]:
        """Say why an entry is like the one that it was compared with, and what of its title that concerns."""
        lexicon = self._index.lexicon
        telling = self._telling(likeness)
        close = {key for key in self._index.topic(likeness.row) if not telling.isdisjoint(lexicon.near(key))}
        title = self._index.entries[likeness.row].entry.title
        return kin_reasons(self._index, replace(likeness, keys=telling)), spans_of(title, telling | close, lexicon)

    def _telling(self, likeness: Likeness) -> frozenset[str]:
        """Return those of the shared keys that make the likeness; what half the list is about does not."""
        weights = self._vector(likeness.row).weights
        least = TELLING * max((weights[key] for key in likeness.keys), default=0.0)
        return frozenset(key for key in likeness.keys if weights[key] >= least)

    def _candidates(self, row: int) -> dict[int, None]:
        entry = self._index.entries[row].entry
        weights = self._vector(row).weights
        telling = sorted(weights, key=lambda key: (-weights[key], key))
        shared: dict[int, float] = defaultdict(float)
        for key in [key for key in telling if 1 < self._index.vocabulary.frequency(key) <= COMMON][:_TELLING]:
            for other in self._index.keys.rows(key):
                shared[other] += weights[key]
        rows = dict.fromkeys(nsmallest(_CONSIDERED, shared, key=lambda other: (-shared[other], other)))
        for name in authors_of(entry):
            rows |= dict.fromkeys(islice(rows_of(self._index.facets.authors.rows(name)), _CONSIDERED))
        for path in filter(None, entry.sections):
            rows |= dict.fromkeys(self._index.facets.section_rows(path)[:_CONSIDERED])
        return rows | dict.fromkeys(self._near(row))

    def _near(self, row: int) -> Iterator[int]:
        """Yield the rows that come closest in meaning."""
        near = self._meaning.like(self._index.entries[row].ref, _NEAR) if self._meaning else ()
        return (self._index.rows[ref] for ref, _cosine in near if ref in self._index.rows)

    def _closeness(self, row: int, other: int) -> float | None:
        entries = self._index.entries
        return self._meaning.between(entries[row].ref, entries[other].ref) if self._meaning else None


def _vector_of(index: CatalogIndex, weighed: Callable[[str], _Weighed], row: int) -> _Vector:
    weights: dict[str, float] = {}
    close: dict[str, float] = {}
    for key in index.topic(row):
        weight, near = weighed(key)
        if weight:
            weights[key] = weight
            close.update(near)
    for key, weight in close.items():
        weights.setdefault(key, weight)
    return _Vector(weights, math.sqrt(sum(weights.values())))


def _weighed(index: CatalogIndex, key: str) -> _Weighed:
    """Return what a key weighs, and what else weighs because it comes close in meaning; 0 for what says nothing."""
    vocabulary, lexicon = index.vocabulary, index.lexicon
    if key in lexicon.ignored:
        return 0.0, ()
    near = tuple((other, CLOSE * _weight(vocabulary, other)) for other in lexicon.near(key) if vocabulary.knows(other))
    return _weight(vocabulary, key), near


def _weight(vocabulary: Vocabulary, key: str) -> float:
    weight: float = vocabulary.rarity(vocabulary.frequency(key)) ** STEEPNESS
    return weight


def _first_of_both(mine: Entry, yours: Entry) -> str | None:
    """Return the author who stands first on both of two papers; of a project the author is whoever made it."""
    if mine.kind is not EntryKind.PAPER or yours.kind is not EntryKind.PAPER:
        return None
    one, other = authors_of(mine)[:1], authors_of(yours)[:1]
    return other[0] if one and other and one[0].casefold() == other[0].casefold() else None
