"""Sets of rows that combine in microseconds: integers with a bit for each row.

Of 100,000 rows a set takes 12.5 KB, and `&` and `|` of two of them a microsecond or two.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import chain, compress, islice
from typing import TypeAlias, overload

Bits: TypeAlias = int
"""A set of rows: bit *n* is set if row *n* belongs to it."""

FEW = 24
"""Up to so many rows are put together one by one."""

_TAKEN_OUT = 128
"""... and up to so many taken out one by one."""

_PIECE = 512
"""So many bytes are looked through at a time: who asks for the first rows does not wait for the last."""

_DENSE = 8
"""From one row in so many on, every bit of a piece is looked at, and not only the bytes that hold any."""

_WRITTEN = 24
"""From one row in so many on, a set is made digit by digit."""

_DIGITS = bytes.maketrans(b"01", b"\0\1")
_ONE = ord("1")
_HELD = re.compile(rb"[\1-\xff]")
_OFFSETS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bits_of(rows: Sequence[int]) -> Bits:
    """Make a set of rows."""
    if len(rows) <= FEW:
        return reduce(lambda bits, row: bits | 1 << row, rows, 0)
    span = max(rows) + 1
    if len(rows) * _WRITTEN > span:
        digits = bytearray(b"0") * span
        for row in rows:
            digits[-1 - row] = _ONE
        return int(digits, 2)
    held = bytearray(span // 8 + 1)
    for row in rows:
        held[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(held, "little")


def rows_of(bits: Bits) -> Iterator[int]:
    """Give the rows of a set, in order."""
    if bits.bit_count() > _TAKEN_OUT:
        held = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
        return chain.from_iterable(_rows_in(held[at : at + _PIECE], at * 8) for at in range(0, len(held), _PIECE))
    found: list[int] = []
    while bits:
        row = bits.bit_length() - 1
        found.append(row)
        bits ^= 1 << row
    return reversed(found)


def flags_of(bits: Bits, count: int) -> bytes:
    """Return for so many rows whether each belongs to a set: 1 or 0."""
    return format(bits, f"0{count}b").encode().translate(_DIGITS)[::-1]


class _Rows(Sequence[int], ABC):
    """Rows of which only those that somebody looks at are found out."""

    @abstractmethod
    def _between(self, start: int, stop: int) -> list[int]:
        """Return the rows at some places; none of them is negative."""

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            wanted = range(len(self))[at]
            return self._between(wanted.start, wanted.stop) if wanted.step == 1 else list(self)[at]
        place = range(len(self))[at]
        return self._between(place, place + 1)[0]


class RowsAsNeeded(_Rows):
    """So many rows, in an order that is found out as far as somebody looks."""

    def __init__(self, count: int, in_order: Callable[[], Iterator[int]]) -> None:
        self._count = count
        self._in_order = in_order

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return self._in_order()

    def _between(self, start: int, stop: int) -> list[int]:
        return list(islice(self, start, stop))


class RowsInTurn(_Rows):
    """The rows of several sets, one set after the other; only those that somebody looks at are taken out."""

    def __init__(self, sets: Sequence[Bits]) -> None:
        self._sets = [bits for bits in sets if bits]
        self._counts = [bits.bit_count() for bits in self._sets]

    def __len__(self) -> int:
        return sum(self._counts)

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(map(rows_of, self._sets))

    def _between(self, start: int, stop: int) -> list[int]:
        found: list[int] = []
        for bits, count in zip(self._sets, self._counts, strict=True):
            if start < count and stop > 0:
                found += islice(rows_of(bits), max(start, 0), stop)
            start, stop = start - count, stop - count
        return found


def _rows_in(held: bytes, first: int) -> Iterator[int]:
    """Give the rows of a piece, of which the lowest bit stands for the *first*."""
    bits = int.from_bytes(held, "little")
    if bits.bit_count() * _DENSE > len(held) * 8:
        digits = format(bits, "b").encode().translate(_DIGITS)
        return compress(range(first, first + len(digits)), reversed(digits))
    return _rows_in_few_bytes(held, first)


def _rows_in_few_bytes(held: bytes, first: int) -> Iterator[int]:
    for match in _HELD.finditer(held):
        start = match.start()
        for offset in _OFFSETS[held[start]]:
            yield first + start * 8 + offset
