"""Spelling: which known word a misspelt or unfinished one stands for.

Known words of the same first letter and about the length are compared.  Where there are thousands of them, the hundreds
that one slip can have come from are made and looked up before (Norvig, 2007: "How to write a spelling corrector").
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain, takewhile
from operator import neg

from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_COMPLETIONS = 12
_LONGEST = 24
_LOOKED_AT = 2_000
_LAST = "\U0010ffff"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

_RANKED = 12
"""How many words that are as close are told apart by how common they are."""

_MADE = 200
"""Of so many words for each letter of a misspelt one it is quicker to make and look up those one slip away."""
_SHORTEST = 4
"""Letters from which on a slip is forgiven (see `slips`)."""
_LONG_ENOUGH = 5
"""Letters from which on a word is known by all of them but the first."""


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
        self._letters = set(_LETTERS).union(*(word for word in words if not word.isascii() and word[0].isascii()))

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
            self._letters.update(word if word[0].isascii() else ())

    def discard(self, word: str) -> None:
        """Count a word once less, and forget it where that was the last time.  It must be known."""
        self._counts[word] -= 1
        if not self._counts[word]:
            del self._counts[word]
            for words in (self._sorted, self._buckets[word[0], len(word)]):
                del words[bisect_left(words, word)]

    def correct(self, word: str) -> str | None:
        """Return the known word that a misspelt one most likely stands for, if one is close enough.

        More is forgiven than to a name (see `corrections`): of four letters one more may be missing, and of longer
        words the first letter may be wrong.
        """
        close = self.corrections(word, 1) or (self._lacking_one(word) if len(word) == _SHORTEST else [])
        return next(iter(close or self._with_other_start(word)), None)

    def corrections(self, word: str, enough: int = _RANKED) -> list[str]:
        """Return known words that are close enough to a misspelt one, the likeliest first; all, or the best *enough*.

        The first letter must be right, or exchanged with the second; of four letters only neighbours may be
        exchanged.
        """
        allowed = slips(word)
        if not allowed:
            return []
        near = self._near(word, allowed)
        many = sum(map(len, near)) > _MADE * len(word)
        found = [(other, 1) for other in self._one_slip_away(word)] if many else []
        if len(found) < enough:
            words = list(chain.from_iterable(near))
            ranked = process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=_RANKED)
            found = [(other, distance) for other, distance, _ in ranked]
        if len(word) == _SHORTEST:
            found = [item for item in found if sorted(item[0]) == sorted(word)]
        found.sort(key=lambda item: (item[1], -_shared_start(word, item[0]), -self._counts[item[0]]))
        return [other for other, _ in found[:enough]]

    def _one_slip_away(self, word: str) -> list[str]:
        """Return known words that one slip makes this one, those of its first letter and the shortest first."""
        heads = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
        made = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
        made.update(head + tail[1:] for head, tail in heads if len(word) > 4)
        made.update(head + letter + tail for head, tail in heads for letter in self._letters)
        made.update(head + letter + tail[1:] for head, tail in heads[:-1] for letter in self._letters)
        known = made & self._counts.keys()
        return sorted(known, key=lambda other: (other[0] != word[0], len(other), other))[:_RANKED]

    def starting(self, prefix: str, limit: int = MAX_COMPLETIONS) -> list[str]:
        """Return words that start with the prefix, the most common first."""
        start = bisect_left(self._sorted, prefix)
        following = self._sorted[start : start + _LOOKED_AT]
        words = following[: bisect_left(following, prefix + _LAST)]
        counts = map(neg, map(self._counts.__getitem__, words))
        return [word for _, _, word in nsmallest(limit, zip(counts, map(len, words), words, strict=True))]

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

    def _lacking_one(self, word: str) -> list[str]:
        """Return known words of which one letter but the first is missing, the most common first."""
        made = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in self._letters}
        return sorted(made & self._counts.keys(), key=lambda other: (-self._counts[other], other))

    def _with_other_start(self, word: str) -> list[str]:
        """Return known words that differ in their first letter alone: another one, one too many, or one missing."""
        if len(word) < _LONG_ENOUGH:
            return []
        made = {word[1:], *(letter + tail for tail in (word, word[1:]) for letter in self._letters)}
        return sorted(made & self._counts.keys(), key=lambda other: (-self._counts[other], other))

    def _near(self, word: str, allowed: int) -> list[Sequence[str]]:
        """Return the buckets of words that so many slips may make of a word."""
        lengths = range(max(len(word) - allowed, 4), len(word) + allowed + 1)
        near: list[Sequence[str]] = [self._buckets.get((word[0], length), ()) for length in lengths]
        if word[0] != word[1]:
            near.append([other for other in self._buckets.get((word[1], len(word)), ()) if other[1] == word[0]])
        return near


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
