"""What is kept of an index from one process to the next: plain data, in parts that take milliseconds each.

Says how the parts are made and put together again.  Where they are kept, and whether what is read is what was
written, is not its business.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, TypeAlias, TypeVar, cast

Part: TypeAlias = tuple[str, object]
"""A piece of something, under its name: a dict, list or bytes of numbers, strings, bytes and tuples of these."""

_PIECE = 16_384
_BYTES = 1 << 20

_K = TypeVar("_K")
_V = TypeVar("_V")
_P = TypeVar("_P")


def pieces_of_table(name: str, table: Iterable[tuple[_K, _V]]) -> Iterator[Part]:
    """Yield the items of a table in pieces."""
    items = iter(table)
    while piece := dict(islice(items, _PIECE)):
        yield name, piece


def pieces_of_list(name: str, values: Sequence[object]) -> Iterator[Part]:
    """Yield a list in pieces."""
    for start in range(0, len(values), _PIECE):
        yield name, list(values[start : start + _PIECE])


def pieces_of_array(name: str, values: array[int] | bytearray) -> Iterator[Part]:
    """Yield numbers as bytes, in pieces."""
    held = memoryview(values).cast("B")
    for start in range(0, len(held), _BYTES):
        yield name, bytes(held[start : start + _BYTES])


class Kept:
    """What was kept, taken in the order in which it was given, so that no more of it than a piece is held twice."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = iter(parts)
        self._next: Part | None = next(self._parts, None)
        self._texts: dict[str, str] = {}
        self._numbers: list[int] = []

    def table(self, name: str, _like: Mapping[_K, _V] | None = None) -> dict[_K, _V]:
        """Take a table, of the same types as another."""
        found: dict[_K, _V] = {}
        for piece in self._pieces(name):
            found |= cast("dict[_K, _V]", piece)
        return found

    def words(self, name: str) -> dict[str, int]:
        """Take a table of how often there is each word."""
        share, number = self.shared, self.shared_number
        tables = (cast("dict[str, int]", piece) for piece in self._pieces(name))
        return {share(key): number(count) for table in tables for key, count in table.items()}

    def rows(self, name: str, unfold: Callable[[_P], _V]) -> dict[_K, int | _V]:
        """Take a table of one number, or something to *unfold*, for each key."""
        share, number = self.shared, self.shared_number
        tables = (cast("dict[_K, int | _P]", piece) for piece in self._pieces(name))
        return {
            share(key): number(held) if isinstance(held, int) else unfold(held)
            for table in tables
            for key, held in table.items()
        }

    def texts(self, name: str) -> list[str]:
        """Take a list of words."""
        return [self.shared(text) for piece in self._pieces(name) for text in cast("list[str]", piece)]

    def values(self, name: str, _like: Sequence[_V] = ()) -> list[_V]:
        """Take a list, of the same type as another."""
        return [value for piece in self._pieces(name) for value in cast("list[_V]", piece)]

    def numbers(self, name: str, typecode: Literal["I", "Q"] = "I") -> array[int]:
        """Take numbers, of 32 bits or (`Q`) of 64."""
        found = array(typecode)
        for piece in self._pieces(name):
            found.frombytes(cast("bytes", piece))
        return found

    def bytes(self, name: str) -> bytearray:
        """Take bytes."""
        found = bytearray()
        for piece in self._pieces(name):
            found += cast("bytes", piece)
        return found

    def shared(self, key: _K) -> _K:
        """Return the same object for equal words, of which an index has most in several places."""
        return cast("_K", self._texts.setdefault(key, key)) if isinstance(key, str) else key

    def shared_number(self, number: int) -> int:
        """Return the same object for equal numbers of entries."""
        if number >= len(self._numbers):
            self._numbers += range(len(self._numbers), number + 1)
        return self._numbers[number]

    def _pieces(self, name: str) -> Iterator[object]:
        while self._next is not None and self._next[0] == name:
            piece = self._next[1]
            self._next = next(self._parts, None)
            yield piece
