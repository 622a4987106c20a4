"""Sets of rows that combine in microseconds: integers with a bit for each row.

Of 100,000 rows a set takes 12.5 KB, and `&` and `|` of two of them a microsecond or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TypeAlias

Bits: TypeAlias = int
"""A set of rows: bit *n* is set if row *n* belongs to it."""

FEW = 24
"""Up to so many rows are put together one by one."""

_TAKEN_OUT = 128
"""... and up to so many taken out one by one."""

_HELD = re.compile(rb"[\1-\xff]")
_OFFSETS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bits_of(rows: Sequence[int]) -> Bits:
    """Make a set of rows."""
    if len(rows) <= FEW:
        return reduce(lambda bits, row: bits | 1 << row, rows, 0)
    held = bytearray(max(rows) // 8 + 1)
    for row in rows:
        held[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(held, "little")


def rows_of(bits: Bits) -> Iterator[int]:
    """Give the rows of a set, in order."""
    if bits.bit_count() > _TAKEN_OUT:
        return _rows_in(bits.to_bytes((bits.bit_length() + 7) // 8, "little"))
    found: list[int] = []
    while bits:
        row = bits.bit_length() - 1
        found.append(row)
        bits ^= 1 << row
    return reversed(found)


def _rows_in(held: bytes) -> Iterator[int]:
    for match in _HELD.finditer(held):
        start = match.start()
        for offset in _OFFSETS[held[start]]:
            yield start * 8 + offset
