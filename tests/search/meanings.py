"""A meaning over vectors made by hand: each direction is a topic, and a text points where its words do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.catalog import Catalog, EntryRef

TOPICS: Mapping[str, tuple[str, ...]] = {
    "training": ("training", "learning", "backward"),
    "memory": ("memory", "paging", "rematerialization", "gigabytes"),
    "speed": ("fast", "latency", "accelerated", "hurry"),
    "language": ("language", "llm", "bert", "keyboard", "essay", "typing"),
    "vision": ("convolutional", "mobilenetv2", "pictures"),
    "people": ("privacy", "personalization", "federated", "discretion"),
}
"""Directions, and the words that point there."""

Vector = tuple[float, ...]


class HandMade:
    """Compares by the topics of words; a text without one is close to nothing, an entry without one has no vector."""

    model = "by hand"

    def __init__(self, catalog: Catalog) -> None:
        self.asked: list[str] = []
        self.changes = 0
        vectors = {stored.ref: _vector(stored.entry.title) for stored in catalog.entries}
        self._vectors = {ref: vector for ref, vector in vectors.items() if any(vector)}

    def without_vectors(self) -> HandMade:
        """Take the vectors away, for `with_vectors` to bring them later."""
        self._away, self._vectors = self._vectors, {}
        return self

    def with_vectors(self) -> None:
        self._vectors = self._away
        self.changes += 1

    def near(self, text: str, limit: int) -> Sequence[tuple[EntryRef, float]]:
        self.asked.append(text)
        return self._nearest(_vector(text), self._vectors, limit)

    def closeness(self, text: str, refs: Sequence[EntryRef]) -> Sequence[float | None]:
        vector = _vector(text)
        return [_cosine(vector, self._vectors[ref]) if ref in self._vectors else None for ref in refs]

    def like(self, ref: EntryRef, limit: int) -> Sequence[tuple[EntryRef, float]]:
        if ref not in self._vectors:
            return ()
        return self._nearest(self._vectors[ref], (other for other in self._vectors if other != ref), limit)

    def between(self, one: EntryRef, other: EntryRef) -> float | None:
        if one not in self._vectors or other not in self._vectors:
            return None
        return _cosine(self._vectors[one], self._vectors[other])

    def _nearest(self, vector: Vector, refs: Iterable[EntryRef], limit: int) -> list[tuple[EntryRef, float]]:
        found = [(ref, _cosine(vector, self._vectors[ref])) for ref in refs]
        return sorted(found, key=lambda item: -item[1])[:limit]


def _vector(text: str) -> Vector:
    words = text.lower().replace("-", " ").replace(":", " ").split()
    return tuple(float(sum(word in topic for word in words)) for topic in TOPICS.values())


def _cosine(one: Vector, other: Vector) -> float:
    length = math.hypot(*one) * math.hypot(*other)
    return sum(a * b for a, b in zip(one, other, strict=True)) / length if length else 0.0
