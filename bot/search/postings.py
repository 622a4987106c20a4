"""Postings: which rows hold a key, small enough for millions of them, and sets of rows that combine in microseconds.

A set of rows is an integer with a bit for each (`Bits`): of 100,000 rows, 12.5 KB, and `&` and `|` of two of them
cost a microsecond or two.  Knows nothing of words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import repeat
from typing import Generic, TypeAlias, TypeVar

from bot.search.kept import Kept, Part, pieces_of_table

Bits: TypeAlias = int
"""A set of rows: bit *n* is set if row *n* belongs to it."""

_KEPT = 1_024
"""How many sets are kept as bits; of 100,000 rows that is 12 MB at most."""

_FEW = 24
"""Up to so many rows are put together one by one."""

_HELD = re.compile(rb"[^\0]")
_OFFSETS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))

_K = TypeVar("_K")
_L = TypeVar("_L")


class Postings(Generic[_K]):
    """The rows of each key, in growing order, each once.  Rows that are added in order cost least."""

    def __init__(self) -> None:
        self._rows: dict[_K, int | array[int]] = {}
        self._kept: dict[_K, Bits] = {}

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        rows = self._rows.items()
        return pieces_of_table(name, ((key, held if isinstance(held, int) else held.tobytes()) for key, held in rows))

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._rows = kept.rows(name, self._rows)

    def take(self, rows: dict[_K, int | array[int]]) -> None:
        """Hold these rows: for each key one, or several in growing order."""
        self._rows = rows

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
            if key in kept:
                kept[key] |= 1 << row
            if held is row:
                continue
            if isinstance(held, int):
                if held != row:
                    rows[key] = array("I", (held, row) if held < row else (row, held))
            elif held[-1] < row:
                held.append(row)
            elif held[at := bisect_left(held, row)] != row:
                held.insert(at, row)

    def discard_all(self, keys: Iterable[_K], row: int) -> None:
        """Note that a row no longer holds these keys, if it did."""
        for key in keys:
            held = self.rows(key)
            at = bisect_left(held, row)
            if held[at : at + 1] and held[at] == row:
                if key in self._kept:
                    self._kept[key] &= ~(1 << row)
                self._remove(key, held, at)

    def _remove(self, key: _K, held: Sequence[int], at: int) -> None:
        if not isinstance(held, array):
            del self._rows[key]
        elif len(held) == 2:
            self._rows[key] = held[1 - at]
        else:
            del held[at]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[_K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, key: _K) -> Sequence[int]:
        """Return the rows that hold a key, in order."""
        held = self._rows.get(key)
        return (held,) if isinstance(held, int) else held if held is not None else ()

    def count(self, key: _K) -> int:
        """Return how many rows hold a key."""
        held = self._rows.get(key)
        return len(held) if isinstance(held, array) else int(held is not None)

    def bits(self, key: _K) -> Bits:
        """Return the rows that hold a key as a set."""
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            known = self._kept[key] = bits_of(self.rows(key))
        return known

    def any_of(self, keys: Iterable[_K]) -> Bits:
        """Return the rows that hold one of the keys."""
        found = 0
        few: list[int] = []
        for key in keys:
            rows = self.rows(key)
            if len(rows) <= _FEW:
                few += rows
            else:
                found |= self.bits(key)
        return found | bits_of(few)


class Gathering:
    """Gathers the rows of keys that have numbers, each row after the one before, many keys at a time.

    For building postings of millions; a third of the time of `Postings.add_all`.
    """

    def __init__(self) -> None:
        self._rows = _Arrays()

    def add_all(self, numbers: Iterable[int], row: int) -> None:
        """Note that a row holds the keys of these numbers."""
        deque(map(array.append, map(self._rows.__getitem__, numbers), repeat(row)), maxlen=0)

    def named(self, keys: Sequence[str], rows: Sequence[int]) -> dict[str, int | array[int]]:
        """Give away the rows by what the numbers stand for; a row that is alone as the object that *rows* has of it."""
        taken = ((keys[number], self._rows.pop(number)) for number in sorted(self._rows))
        return {key: held if len(held) > 1 else rows[held[0]] for key, held in taken}


class _Arrays(dict[int, "array[int]"]):
    """Has an empty array for every number that is asked for."""

    def __missing__(self, number: int) -> array[int]:
        self[number] = made = array("I")
        return made


def bits_of(rows: Sequence[int]) -> Bits:
    """Make a set of rows."""
    if len(rows) <= _FEW:
        return reduce(lambda bits, row: bits | 1 << row, rows, 0)
    held = bytearray(max(rows) // 8 + 1)
    for row in rows:
        held[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(held, "little")


def rows_of(bits: Bits) -> Iterator[int]:
    """Yield the rows of a set, in order."""
    held = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for match in _HELD.finditer(held):
        start = match.start()
        for offset in _OFFSETS[held[start]]:
            yield start * 8 + offset
