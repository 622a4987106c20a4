"""Vectors of many entries in little memory, and the nearest of them to one.

A vector is kept as one byte a dimension, which tells cosines to about a hundredth, and as one bit a dimension: its
signs.  Where there are many, bits are compared first (the number that differ grows with the angle: Charikar, STOC
2002), and only the vectors that come closest by them are measured.  Contains no locks: its owner has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from bot.domain.catalog import EntryRef
from bot.meaning.arrays import Bytes, Floats

MEASURED_AT_LEAST = 3_000
"""How many vectors are measured, of those that come closest by their signs; up to twice as many, all are."""


class VectorTable:
    """The vectors of entries by row.  Rows are without gaps and change when an entry is dropped."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._vectors: Bytes = np.zeros((0, dimensions), np.int8)
        self._sizes: Floats = np.zeros(0, np.float32)  # 1 / the length of the vector as it is kept
        self._signs = [np.zeros(0, np.uint64) for _word in range(-(-dimensions // 64))]
        self._digests: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._refs: list[EntryRef] = []
        self._rows: dict[EntryRef, int] = {}

    def __len__(self) -> int:
        return len(self._refs)

    def digests(self) -> dict[EntryRef, int]:
        """Return what each entry's vector was put in with."""
        return dict(zip(self._refs, self._digests[: len(self)].tolist(), strict=True))

    def reserve(self, rows: int) -> None:
        """Make room for so many rows in all, in place: nothing else looks at these arrays, and none is copied."""
        if rows <= len(self._sizes):
            return
        self._vectors.resize((rows, self._dimensions), refcheck=False)
        self._sizes.resize(rows, refcheck=False)
        self._digests.resize(rows, refcheck=False)
        for ours in self._signs:
            ours.resize(rows, refcheck=False)

    def put(self, refs: Sequence[EntryRef], digests: Sequence[int], vectors: Bytes) -> None:
        """Take in the vectors of entries, (entries, dimensions), none of them zero."""
        if (most := len(self) + len(refs)) > len(self._sizes):
            self.reserve(max(most, len(self._sizes) * 17 // 16))
        rows = [self._row_for(ref) for ref in refs]
        self._vectors[rows] = vectors
        self._sizes[rows] = 1 / np.linalg.norm(vectors.astype(np.float32), axis=1)
        for ours, words in zip(self._signs, _signs(vectors).T, strict=True):
            ours[rows] = words
        self._digests[rows] = digests

    def drop(self, refs: Iterable[EntryRef]) -> None:
        """Forget entries; the last row moves to where each was."""
        for ref in refs:
            row = self._rows.pop(ref, None)
            if row is None:
                continue
            last = len(self) - 1
            moved = self._refs.pop()
            if row != last:
                self._refs[row] = moved
                self._rows[moved] = row
                self._vectors[row] = self._vectors[last]
                self._sizes[row] = self._sizes[last]
                for ours in self._signs:
                    ours[row] = ours[last]
                self._digests[row] = self._digests[last]

    def vector(self, ref: EntryRef) -> Floats | None:
        """Return an entry's vector, of length 1."""
        row = self._rows.get(ref)
        return None if row is None else self._vectors[row].astype(np.float32) * self._sizes[row]

    def cosines(self, vector: Floats, refs: Sequence[EntryRef]) -> list[float | None]:
        """Return the cosine of a vector of length 1 and each entry's."""
        rows = [self._rows.get(ref, -1) for ref in refs]
        known = [row for row in rows if row >= 0]
        found = iter(self._measured(vector, np.array(known, np.int64)).tolist())
        return [next(found) if row >= 0 else None for row in rows]

    def nearest(self, vector: Floats, limit: int) -> list[tuple[EntryRef, float]]:
        """Return the entries with the highest cosine to a vector of length 1, the highest first."""
        if limit <= 0 or not self._refs:
            return []
        rows = self._likely(vector, max(MEASURED_AT_LEAST, 4 * limit))
        cosines = self._measured(vector, rows)
        if limit < len(rows):
            best = np.argpartition(-cosines, limit - 1)[:limit]
            rows, cosines = rows[best], cosines[best]
        order = np.lexsort((rows, -cosines))
        return [(self._refs[row], cosine) for row, cosine in zip(rows[order], cosines[order].tolist(), strict=True)]

    def _likely(self, vector: Floats, count: int) -> npt.NDArray[np.int64]:
        """Return at least so many rows, those whose signs differ least from a vector's; all, where they are few."""
        rows = len(self)
        if rows <= 2 * count:
            return np.arange(rows)
        differing = np.zeros(rows, np.uint16)
        for ours, theirs in zip(_signs(vector[None])[0], self._signs, strict=True):
            differing += np.bitwise_count(theirs[:rows] ^ ours)
        most = np.searchsorted(np.cumsum(np.bincount(differing)), count)
        return np.flatnonzero(differing <= most)

    def _measured(self, vector: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        cosines: Floats = (self._vectors[rows].astype(np.float32) @ vector) * self._sizes[rows]
        return np.clip(cosines, -1, 1)

    def _row_for(self, ref: EntryRef) -> int:
        row = self._rows.get(ref)
        if row is None:
            row = self._rows[ref] = len(self._refs)
            self._refs.append(ref)
        return row


def pack(vectors: Floats) -> list[bytes]:
    """Return vectors as bytes, one a dimension: only their directions count."""
    most = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.float32(1e-12))
    return [row.tobytes() for row in np.rint(vectors / most * 127).astype(np.int8)]


def _signs(vectors: Floats | Bytes) -> npt.NDArray[np.uint64]:
    """Return the signs of vectors as bits, (vectors, dimensions / 64), filled up with zeros."""
    bits = np.packbits(vectors > 0, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8))).view(np.uint64)
