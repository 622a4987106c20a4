"""The vocabulary: every word that the catalog knows, how common it is, and what a misspelt one may mean."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

UNKNOWN = 0.7
"""In how many entries a word is taken to stand that stands in none."""

MAX_COMPLETIONS = 12
MAX_WORD = 24


class Vocabulary:
    """Words as spelt (for correction and completion) and keys as indexed (for rarity)."""

    def __init__(self, size: int, keys: Counter[str], spelt: Counter[str]) -> None:
        self._size = size
        self._keys = keys
        self._spelt = spelt
        self._sorted = sorted(spelt)
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._sorted:
            self._buckets[word[0], len(word)].append(word)

    def knows(self, key: str) -> bool:
        """Say whether any entry holds the key (a stem or a concept)."""
        return key in self._keys

    def frequency(self, key: str) -> int:
        """Return how many entries hold the key."""
        return self._keys[key]

    def rarity(self, frequency: float) -> float:
        """Return how much a word says that so many entries hold: ln(1 + N / n), for n of at least `UNKNOWN`."""
        return math.log(1 + max(self._size, 1) / max(frequency, UNKNOWN))

    def starting(self, prefix: str, limit: int = MAX_COMPLETIONS) -> list[str]:
        """Return words that start with the prefix, the most common first."""
        start = bisect_left(self._sorted, prefix)
        words = takewhile(lambda word: word.startswith(prefix), (self._sorted[i] for i in self._from(start)))
        return sorted(words, key=lambda word: (-self._spelt[word], len(word), word))[:limit]

    def correct(self, word: str) -> str | None:
        """Return the known word that a misspelt one most likely stands for, if one is close enough.

        Short words are names and acronyms, where one letter makes another word: see `slips`; of four
        letters only neighbours may be exchanged.  The first letter must be right, or exchanged with the second.
        """
        allowed = slips(word)
        if not allowed:
            return None
        found = process.extract(
            word, list(self._near_words(word, allowed)), scorer=OSA.distance, score_cutoff=allowed, limit=12
        )
        if len(word) == 4:
            found = [item for item in found if sorted(item[0]) == sorted(word)]
        best = min(
            found, key=lambda item: (item[1], -_shared_start(word, item[0]), -self._spelt[item[0]]), default=None
        )
        return best[0] if best else None

    def beginning_like(self, prefix: str, limit: int = MAX_COMPLETIONS) -> list[str]:
        """Return words whose beginning is a slip of the finger away from what was typed, nearest first."""
        allowed = slips(prefix)
        if not allowed:
            return []
        words = [word for size in range(len(prefix) - 1, MAX_WORD) for word in self._buckets.get((prefix[0], size), ())]
        beginnings = [word[: len(prefix)] for word in words]
        found = process.extract(prefix, beginnings, scorer=OSA.distance, score_cutoff=allowed, limit=limit * 4)
        ranked = sorted(found, key=lambda item: (item[1], -self._spelt[words[item[2]]]))
        return [words[position] for _, _, position in ranked[:limit]]

    def _from(self, start: int) -> range:
        return range(start, min(start + 2_000, len(self._sorted)))

    def _near_words(self, word: str, allowed: int) -> Iterator[str]:
        for length in range(max(len(word) - allowed, 4), len(word) + allowed + 1):
            yield from self._buckets.get((word[0], length), ())
        yield from (other for other in self._buckets.get((word[1], len(word)), ()) if other[1] == word[0] != word[1])


def slips(word: str) -> int:
    """Return how many slips of the finger a word of this length is forgiven."""
    if len(word) < 4 or not word.isascii() or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2 if len(word) < 12 else 3


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
