"""Spelling: which known word a misspelt or unfinished one stands for.

Words are kept in buckets by first letter and length, so that a look-up compares a few hundred of them and
not a whole vocabulary.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_COMPLETIONS = 12
_LONGEST = 24
_LOOKED_AT = 2_000


def slips(word: str) -> int:
    """Return how many slips of the finger a word of this length is forgiven.

    Short words are names and acronyms, where one letter makes another word: up to three letters none is
    forgiven, up to seven one, up to eleven two, then three.
    """
    if len(word) < 4 or not word.isascii() or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2 if len(word) < 12 else 3


class Speller:
    """Known words, each with how often it stands somewhere."""

    def __init__(self, words: dict[str, int]) -> None:
        self._counts = words
        self._sorted = sorted(words)
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._sorted:
            self._buckets[word[0], len(word)].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def counts(self) -> Iterable[tuple[str, int]]:
        """Give every word with how often it stands somewhere."""
        return ((word, self._counts[word]) for word in self._sorted)

    def add(self, word: str) -> None:
        """Count a word once more."""
        self._counts[word] = count = self._counts.get(word, 0) + 1
        if count == 1:
            insort(self._sorted, word)
            insort(self._buckets[word[0], len(word)], word)

    def discard(self, word: str) -> None:
        """Count a word once less, and forget it where that was the last time.  It must be known."""
        self._counts[word] -= 1
        if not self._counts[word]:
            del self._counts[word]
            for words in (self._sorted, self._buckets[word[0], len(word)]):
                del words[bisect_left(words, word)]

    def correct(self, word: str) -> str | None:
        """Return the known word that a misspelt one most likely stands for, if one is close enough."""
        return next(iter(self.corrections(word)), None)

    def corrections(self, word: str) -> list[str]:
        """Return known words that are close enough to a misspelt one, the likeliest first.

        The first letter must be right, or exchanged with the second; of four letters only neighbours may be
        exchanged.
        """
        allowed = slips(word)
        if not allowed:
            return []
        near = self._near(word, allowed)
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=12)
        if len(word) == 4:
            found = [item for item in found if sorted(item[0]) == sorted(word)]
        found.sort(key=lambda item: (item[1], -_shared_start(word, item[0]), -self._counts[item[0]]))
        return [other for other, _, _ in found]

    def starting(self, prefix: str, limit: int = MAX_COMPLETIONS) -> list[str]:
        """Return words that start with the prefix, the most common first."""
        start = bisect_left(self._sorted, prefix)
        following = self._sorted[start : start + _LOOKED_AT]
        words = takewhile(lambda word: word.startswith(prefix), following)
        return sorted(words, key=lambda word: (-self._counts[word], len(word), word))[:limit]

    def beginning_like(self, prefix: str, limit: int = MAX_COMPLETIONS) -> list[str]:
        """Return words whose beginning is a slip of the finger away from what was typed, nearest first."""
        allowed = slips(prefix)
        if not allowed:
            return []
        words = [word for size in range(len(prefix) - 1, _LONGEST) for word in self._buckets.get((prefix[0], size), ())]
        beginnings = [word[: len(prefix)] for word in words]
        found = process.extract(prefix, beginnings, scorer=OSA.distance, score_cutoff=allowed, limit=limit * 4)
        found.sort(key=lambda item: (item[1], -self._counts[words[item[2]]]))
        return [words[position] for _, _, position in found[:limit]]

    def _near(self, word: str, allowed: int) -> list[str]:
        near: list[str] = []
        for length in range(max(len(word) - allowed, 4), len(word) + allowed + 1):
            near += self._buckets.get((word[0], length), ())
        if word[0] != word[1]:
            near += [other for other in self._buckets.get((word[1], len(word)), ()) if other[1] == word[0]]
        return near


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
