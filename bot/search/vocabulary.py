"""The vocabulary: every word and meaning that the catalog has, how common each is, and how words are spelt."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.search.postings import Postings
from bot.search.spelling import Speller

UNKNOWN = 0.7
"""In how many entries a word is taken to stand that stands in none."""


class Vocabulary:
    """Keys as indexed, with the entries that hold them, and words as spelt."""

    def __init__(self, size: int, keys: Postings[str], spelt: Mapping[str, int]) -> None:
        self._size = size
        self._keys = keys
        self.spelling = Speller(spelt)

    def knows(self, key: str) -> bool:
        """Say whether any entry holds the key (a stem or a concept)."""
        return key in self._keys

    def frequency(self, key: str) -> int:
        """Return how many entries hold the key."""
        return self._keys.count(key)

    def rarity(self, frequency: float) -> float:
        """Return how much a word says that so many entries hold: ln(1 + N / n), for n of at least `UNKNOWN`."""
        return math.log(1 + max(self._size, 1) / max(frequency, UNKNOWN))
