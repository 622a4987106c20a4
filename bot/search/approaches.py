"""Same problem, other approach: works that share rare words of their topic, and stand in different sections.

A list's sections are its ways to go about things; what a work's own headings say is its approach, and what is left
of its topic is its problem.  Two works whose problems have rare words in common, under headings that differ, are a
pair.  Where a sentence-embedding model tells, closeness in meaning supports a pair; where two works mean nothing alike,
their rare words are a coincidence.  Deterministic; the pairs of a whole list take a pass over all its entries, which is
for another thread.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import heappush, heappushpop, nlargest
from typing import TypeAlias

from bot.domain.entries import SectionPath
from bot.domain.titles import title_key
from bot.search.index import KEPT_DOCUMENTS, CatalogIndex
from bot.search.kinship import CLOSE_IN_MEANING, shared_phrases
from bot.search.lexicon import Lexicon, stems_of
from bot.search.meaning import Meaning
from bot.search.results import Reason, ReasonKind, SearchHit
from bot.search.similar import KEPT_WEIGHTS, STEEPNESS, UNRELATED

SHARE = 0.12
"""Words that more than this share of the entries has name a field, not a problem."""

MOST = 40
"""Words that more entries have name no problem either, however long the list."""

FEWEST = 3
"""Words that so few entries have may name one, however short the list."""

ALIKE = 0.16
"""How alike two problems are at least."""

IN_WORDS = 0.12
"""... and by their words alone, whatever a model says: without words in common no problem can be named."""

SUPPORT = 0.2
"""What closeness in meaning adds, at most, to how alike two problems are."""

_TELLING = 8
"""How many of an entry's rarest words pairs are looked for with."""

_CONSIDERED = 40
_CONSIDERED_OF_ALL = 8
"""How many works that share words with an entry are compared with it: of one entry, and of each of all."""

_FROM_ONE_SECTION = 2
_STRONGEST = 400

_ROUNDING = 1e-6
"""What sums may be off by."""

_Strength: TypeAlias = tuple[float, int, int]
_Weighed: TypeAlias = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two works on one problem, by row: how alike the problems are, the words in common, where each stands.

    `closeness` is the cosine of what they mean, where that is known.
    """

    row: int
    other: int
    score: float
    keys: frozenset[str]
    sections: tuple[SectionPath, SectionPath]
    closeness: float | None = None


class Approaches:
    """Finds pairs in one index, with a model of meaning if there is one."""

    def __init__(self, index: CatalogIndex, meaning: Meaning | None = None) -> None:
        self._index = index
        self._meaning = meaning
        rare = max(FEWEST, min(MOST, int(len(index.entries) * SHARE)))
        headings = lru_cache(maxsize=4_096)(partial(_keys_of_path, index.lexicon))
        weighed = lru_cache(maxsize=KEPT_WEIGHTS)(partial(_weighed, index, rare))
        self._problem = lru_cache(maxsize=KEPT_DOCUMENTS)(partial(_problem_of, index, weighed, headings))
        self._length = lru_cache(maxsize=KEPT_DOCUMENTS)(partial(_length_of, index, weighed))

    def of(self, row: int, limit: int) -> list[Pair]:
        """Return pairs of an entry with others, the most alike first, from several sections."""
        found = sorted(self._pairs_with(row, -1, _CONSIDERED), key=lambda pair: (-pair.score, pair.other))
        used: dict[SectionPath, int] = defaultdict(int)
        kept: list[Pair] = []
        for pair in found:
            used[pair.sections[1]] += 1
            if used[pair.sections[1]] <= _FROM_ONE_SECTION:
                kept.append(pair)
        return kept[: max(limit, 0)]

    def strongest(self, limit: int) -> list[Pair]:
        """Return the strongest pairs of all, no entry and, while there are others, no two sections twice."""
        strong = self._best_of_each(_STRONGEST)
        kept: list[Pair] = []
        for again in (False, True):
            for pair in strong:
                entries = {each for one in kept for each in (one.row, one.other)}
                sections = {frozenset(one.sections) for one in kept}
                fresh = not entries & {pair.row, pair.other} and (again or frozenset(pair.sections) not in sections)
                if fresh and len(kept) < limit:
                    kept.append(pair)
        return sorted(kept, key=_strength, reverse=True)

    def hit(self, pair: Pair, *, first: bool = False) -> SearchHit:
        """Show the second work of a pair, or its first, with the problem and its approach."""
        row = pair.row if first else pair.other
        section, opposite = pair.sections if first else pair.sections[::-1]
        approach = section[-1] if section[-1] != opposite[-1] else " / ".join(section)
        phrases = shared_phrases(self._index, row, pair.keys)
        close = (Reason(ReasonKind.MEANING),) if (pair.closeness or 0.0) >= CLOSE_IN_MEANING else ()
        reasons = (Reason(ReasonKind.PROBLEM, phrases), *close, Reason(ReasonKind.APPROACH, (approach,)))
        return SearchHit(self._index.entries[row], round(pair.score, 4), reasons)

    def _best_of_each(self, count: int) -> list[Pair]:
        """Return the best pairs with an entry after them, one for each, the so many strongest of these.

        What cannot be among them, whatever the two entries turn out to share, is not compared.
        """
        lengths = array("d", map(self._length, range(len(self._index.entries))))
        support = SUPPORT if self._meaning else 0.0
        strong: list[tuple[_Strength, Pair]] = []
        least = ALIKE
        for row, length in enumerate(lengths):
            mine = self._problem(row)
            best: tuple[_Strength, Pair] | None = None
            for other, shared in self._candidates(row, mine, row, _CONSIDERED_OF_ALL):
                if shared < (least - support) * length * lengths[other]:
                    continue
                pair = self._pair(row, other, mine)
                if pair and (best is None or _strength(pair) > best[0]):
                    best = _strength(pair), pair
            if best:
                (heappush if len(strong) < count else heappushpop)(strong, best)
                least = strong[0][0][0] if len(strong) == count else ALIKE
        return [pair for _, pair in sorted(strong, reverse=True)]

    def _pairs_with(self, row: int, after: int, considered: int) -> Iterator[Pair]:
        """Yield the pairs of an entry with those that come after a row."""
        mine = self._problem(row)
        for other, _shared in self._candidates(row, mine, after, considered):
            if pair := self._pair(row, other, mine):
                yield pair

    def _candidates(
        self, row: int, mine: Mapping[str, float], after: int, considered: int
    ) -> Iterable[tuple[int, float]]:
        """Return so many entries after a row that share most with it, and what the shared words weigh at the most."""
        told = sorted(mine, key=lambda key: (-mine[key], key))
        shared: dict[int, float] = defaultdict(float)
        for key in told[:_TELLING]:
            others = self._index.keys.rows(key)
            weight = mine[key]
            for other in others[bisect_right(others, after) :]:
                shared[other] += weight
        shared.pop(row, None)
        more = sum(mine[key] for key in told[_TELLING:]) + _ROUNDING
        most = (
            nlargest(considered, shared, key=lambda each: (shared[each], -each)) if len(shared) > considered else shared
        )
        return [(other, shared[other] + more) for other in most]

    def _pair(self, row: int, other: int, mine: Mapping[str, float]) -> Pair | None:
        one, two = self._index.entries[row].entry, self._index.entries[other].entry
        sections = _apart(one.sections, two.sections)
        if sections is None:
            return None
        keys = frozenset(mine.keys() & self._problem(other).keys())
        length = self._length(row) * self._length(other)
        score = sum(mine[key] for key in keys) / length if length else 0.0
        closeness = self._closeness(row, other) if score >= IN_WORDS else None
        if closeness is not None:
            if closeness < UNRELATED:
                return None
            score += SUPPORT * (closeness - UNRELATED) / (1 - UNRELATED)
        if score < ALIKE or title_key(one.title) == title_key(two.title):
            return None
        return Pair(row, other, score, keys, sections, closeness)

    def _closeness(self, row: int, other: int) -> float | None:
        entries = self._index.entries
        return self._meaning.between(entries[row].ref, entries[other].ref) if self._meaning else None


def _problem_of(
    index: CatalogIndex,
    weighed: Callable[[str], _Weighed],
    keys_of: Callable[[SectionPath], frozenset[str]],
    row: int,
) -> dict[str, float]:
    """Return the rare words of an entry's topic that none of its headings has, each with what it weighs."""
    headings = frozenset[str]().union(*map(keys_of, index.entries[row].entry.sections))
    found: dict[str, float] = {}
    for key in index.topic(row):
        weight, is_rare = weighed(key)
        if is_rare and key not in headings:
            found[key] = weight
    return found


def _length_of(index: CatalogIndex, weighed: Callable[[str], _Weighed], row: int) -> float:
    """Return the length of an entry's whole topic, so that one rare word in common is not all that counts."""
    return math.sqrt(sum([weighed(key)[0] for key in index.topic(row)]))


def _weighed(index: CatalogIndex, rare: int, key: str) -> _Weighed:
    """Return what a word weighs, and whether it may name a problem; 0 and no for what says nothing."""
    if key in index.lexicon.ignored:
        return 0.0, False
    frequency = index.vocabulary.frequency(key)
    return index.vocabulary.rarity(frequency) ** STEEPNESS, frequency <= rare


def _keys_of_path(lexicon: Lexicon, path: SectionPath) -> frozenset[str]:
    stems = [stem for heading in path for stem in stems_of(heading)]
    return frozenset((*stems, *(concept.marker for concept in lexicon.concepts_in(stems))))


def _strength(pair: Pair) -> _Strength:
    return pair.score, -pair.row, -pair.other


def _apart(ones: Sequence[SectionPath], others: Sequence[SectionPath]) -> tuple[SectionPath, SectionPath] | None:
    """Return a section of each of two entries; None where they stand together, or one in a part of the other's."""
    placed = [path for path in ones if path], [path for path in others if path]
    if not all(placed):
        return None
    together = any(one[: len(other)] == other or other[: len(one)] == one for one in placed[0] for other in placed[1])
    return None if together else (placed[0][0], placed[1][0])
