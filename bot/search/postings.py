"""Postings: which rows hold a key, small enough for millions of them.  Knows nothing of words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Generic, TypeAlias, TypeVar

from bot.search.bits import FEW, Bits, bits_of, rows_of
from bot.search.kept import Kept, Part, pieces_of_table

_KEPT = 1_024
"""How many sets are kept at hand that were made of rows; of 100,000 rows that is 12 MB at most."""

_WIDESPREAD = 100
"""From one in so many rows on, the rows of a key are held as a set: all in all that takes less, and nothing to make."""

_K = TypeVar("_K")
_L = TypeVar("_L")


@dataclass(slots=True)
class _Set:
    """Many rows: a bit for every row there is, instead of four bytes for each of them."""

    bits: Bits
    count: int

    @classmethod
    def of_bytes(cls, held: bytes) -> _Set:
        bits = int.from_bytes(held, "little")
        return cls(bits, bits.bit_count())

    def to_bytes(self) -> bytes:
        return self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "little")

    def put(self, row: int, *, there: bool) -> None:
        if there is not bool(self.bits >> row & 1):
            self.bits ^= 1 << row
            self.count += 1 if there else -1


Held: TypeAlias = "int | array[int] | _Set"
"""The rows of a key: one, or several in growing order, or a set."""


class Postings(Generic[_K]):
    """The rows of each key, each once.  Rows that are added in order cost least."""

    def __init__(self) -> None:
        self._rows: dict[_K, Held] = {}
        self._kept: dict[_K, Bits] = {}

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        return pieces_of_table(name, ((key, _plain(held)) for key, held in self._rows.items()))

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._rows = kept.rows(name, _unfold)

    def take(self, rows: dict[_K, Held]) -> None:
        """Hold these rows, and leave them to this object."""
        self._rows = rows
        self.pack()

    def pack(self) -> None:
        """Hold widespread keys' rows as sets."""
        for key, held in self._rows.items():
            if isinstance(held, array) and len(held) > max(FEW, held[-1] // _WIDESPREAD):
                self._rows[key] = _Set(bits_of(held), len(held))

    def fill(self, alike: Iterable[_L], rows: Sequence[int], keys_of: Callable[[_L], Iterable[_K]]) -> list[_L]:
        """Hold all *rows*, of each of which it is given what it is *alike* to others in, and so the keys that it has.

        Return what there is to be alike in, in order of first appearance.
        """
        gathered = _Arrays[_L]()
        deque(map(array.append, map(gathered.__getitem__, alike), rows), maxlen=0)
        parts: dict[_K, list[array[int]]] = {}
        for each, held in gathered.items():
            for key in dict.fromkeys(keys_of(each)):
                parts.setdefault(key, []).append(held)
        self._rows = {key: _joined(held, rows) for key, held in parts.items()}
        return list(gathered)

    def share(self, other: Postings[_L], rename: Callable[[_L], _K]) -> None:
        """Hold what another holds, under other keys."""
        self._rows = {rename(key): rows for key, rows in other._rows.items()}

    def add(self, key: _K, row: int) -> None:
        """Note that a row holds a key."""
        self.add_all((key,), row)

    def add_all(self, keys: Iterable[_K], row: int) -> None:
        """Note that a row holds each of these keys."""
        rows, kept = self._rows, self._kept
        for key in keys:
            held = rows.setdefault(key, row)
            if kept and key in kept:
                kept[key] |= 1 << row
            if held is row:
                continue
            if isinstance(held, int):
                if held != row:
                    rows[key] = array("I", (held, row) if held < row else (row, held))
            elif isinstance(held, _Set):
                held.put(row, there=True)
            elif held[-1] < row:
                held.append(row)
            elif held[at := bisect_left(held, row)] != row:
                held.insert(at, row)

    def discard_all(self, keys: Iterable[_K], row: int) -> None:
        """Note that a row no longer holds these keys, if it did."""
        for key in keys:
            held = self._rows.get(key)
            if key in self._kept:
                self._kept[key] &= ~(1 << row)
            if isinstance(held, _Set):
                held.put(row, there=False)
            elif isinstance(held, array) and (at := bisect_left(held, row)) < len(held) and held[at] == row:
                del held[at]
            if held == row or not self.count(key):
                self._rows.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[_K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, key: _K) -> Sequence[int]:
        """Return the rows that hold a key, in order; of very many, that takes milliseconds."""
        held = self._rows.get(key, ())
        if isinstance(held, int):
            return (held,)
        return tuple(rows_of(held.bits)) if isinstance(held, _Set) else held

    def count(self, key: _K) -> int:
        """Return how many rows hold a key."""
        held = self._rows.get(key, ())
        if isinstance(held, int):
            return 1
        return held.count if isinstance(held, _Set) else len(held)

    def bits(self, key: _K) -> Bits:
        """Return the rows that hold a key as a set."""
        known = self._kept.get(key)
        if known is None:
            held = self._rows.get(key)
            if isinstance(held, _Set):
                return held.bits
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            known = self._kept[key] = bits_of(self.rows(key))
        return known

    def bits_once(self, key: _K) -> Bits:
        """Return what `bits` does, without keeping it at hand: for who asks of every key in turn."""
        held = self._rows.get(key)
        return held.bits if isinstance(held, _Set) else bits_of(self.rows(key))

    def any_of(self, keys: Iterable[_K]) -> Bits:
        """Return the rows that hold one of the keys."""
        found = 0
        few: list[int] = []
        for key in keys:
            if self.count(key) <= FEW:
                few += self.rows(key)
            else:
                found |= self.bits(key)
        return found | bits_of(few)


def _plain(held: Held) -> int | bytes | tuple[bytes]:
    """Return the rows of a key as they are kept in a file."""
    if isinstance(held, int):
        return held
    return (held.to_bytes(),) if isinstance(held, _Set) else held.tobytes()


def _unfold(kept: bytes | tuple[bytes]) -> array[int] | _Set:
    return array("I", kept) if isinstance(kept, bytes) else _Set.of_bytes(kept[0])


class Gathering:
    """Gathers the rows of keys that have numbers, each row after the one before, many keys at a time.

    For building postings of millions; a third of the time of `Postings.add_all`.
    """

    def __init__(self) -> None:
        self._rows = _Arrays[int]()

    def add_all(self, numbers: Iterable[int], row: int) -> None:
        """Note that a row holds the keys of these numbers."""
        deque(map(array.append, map(self._rows.__getitem__, numbers), repeat(row)), maxlen=0)

    def named(self, keys: Sequence[str], rows: Sequence[int]) -> dict[str, Held]:
        """Give away the rows by what the numbers stand for; a row that is alone as the object that *rows* has of it."""
        taken = ((keys[number], self._rows.pop(number)) for number in sorted(self._rows))
        return {key: held if len(held) > 1 else rows[held[0]] for key, held in taken}


class _Arrays(dict[_K, "array[int]"]):
    """Has an empty array for everything that is asked for."""

    def __missing__(self, key: _K) -> array[int]:
        self[key] = made = array("I")
        return made


def _joined(parts: Sequence[array[int]], rows: Sequence[int]) -> Held:
    """Return rows that come in parts, in order, as an array of its own; one that is alone as the object in *rows*."""
    whole = array("I", sorted(chain.from_iterable(parts)) if len(parts) > 1 else parts[0])
    return whole if len(whole) > 1 else rows[whole[0]]
