"""The vocabulary: every word and meaning that the catalog has, how common each is, and how words are spelt."""

from __future__ import annotations

import math

from bot.search.postings import Postings
from bot.search.spelling import Speller

UNKNOWN = 0.7
"""In how many entries a word is taken to stand that stands in none."""


class Vocabulary:
    """Keys as indexed, with the entries that hold them, and words as spelt."""

    def __init__(self, size: int, keys: Postings[str], spelt: dict[str, int]) -> None:
        """*size* is how many entries there are, of which the index keeps count later."""
        self.size = size
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
        return math.log(1 + max(self.size, 1) / max(frequency, UNKNOWN))
