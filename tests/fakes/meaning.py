"""A meaning without a model: texts are alike as far as they share letters.  Counts what it encodes."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from bot.domain.catalog import EntryRef
from bot.errors import ConfigError
from bot.ports import Vector, VectorMeaning


class LetterMeaning(VectorMeaning):
    """Knows nothing but letters; with *trouble*, not even these."""

    def __init__(self, trouble: str = "") -> None:
        self._trouble = trouble
        self.vectors: dict[EntryRef, Vector] = {}
        self.encoded: list[str] = []
        self.expected = 0
        self.prepared: set[str] = set()
        self.together: list[int] = []
        self.times = 0

    @property
    def model(self) -> str:
        return "letters"

    @property
    def changes(self) -> int:
        return self.times

    @property
    def trouble(self) -> str:
        return self._trouble

    def near(self, text: str, limit: int) -> Sequence[tuple[EntryRef, float]]:
        return self._ranked(_letters(text))[:limit]

    def closeness(self, text: str, refs: Sequence[EntryRef]) -> Sequence[float | None]:
        found = dict(self._ranked(_letters(text)))
        return [found.get(ref) for ref in refs]

    def like(self, ref: EntryRef, limit: int) -> Sequence[tuple[EntryRef, float]]:
        mine = self.vectors.get(ref)
        return [each for each in self._ranked(mine.data) if each[0] != ref][:limit] if mine else []

    def between(self, one: EntryRef, other: EntryRef) -> float | None:
        known = self.vectors.get(one), self.vectors.get(other)
        return _cosine(known[0].data, known[1].data) if known[0] and known[1] else None

    def is_ready(self, text: str) -> bool:
        return not self.vectors or text in self.prepared

    def prepare(self, texts: Sequence[str]) -> None:
        self.together.append(len(texts))
        self.prepared |= set(texts)

    def count(self) -> int:
        return len(self.vectors)

    def current(self) -> dict[EntryRef, int]:
        return {ref: each.digest for ref, each in self.vectors.items()}

    def expect(self, entries: int) -> None:
        self.expected = entries

    def put(self, vectors: Sequence[Vector]) -> int:
        self.times += 1
        self.vectors |= {each.ref: each for each in vectors}
        return len(vectors)

    def drop(self, refs: Collection[EntryRef]) -> None:
        self.times += 1
        for ref in refs:
            self.vectors.pop(ref, None)

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        if self._trouble:
            raise ConfigError(self._trouble)
        self.encoded += texts
        return [_letters(text) for text in texts]

    def _ranked(self, data: bytes) -> list[tuple[EntryRef, float]]:
        found = [(ref, _cosine(data, each.data)) for ref, each in self.vectors.items()]
        return sorted(found, key=lambda each: (-each[1], each[0]))


def _letters(text: str) -> bytes:
    return bytes(min(text.casefold().count(letter), 255) for letter in "abcdefghijklmnopqrstuvwxyz ")


def _cosine(one: bytes, other: bytes) -> float:
    size = math.sqrt(sum(x * x for x in one) * sum(x * x for x in other)) or 1
    return sum(x * y for x, y in zip(one, other, strict=True)) / size
