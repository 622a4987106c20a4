"""Rows in the order of a text that each has, for finding those that are, or start with, what was typed.

Keeps only the order: the texts are derived again for the few rows that a look-up compares.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator

from bot.search.kept import Kept, Part, pieces_of_array


class Ordered:
    """Rows, ordered by their texts and among equals by number."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._rows = array("I")
        self._text_of = text_of

    def fill(self, count: int) -> None:
        """Put so many rows in order."""
        texts = [self._text_of(row) for row in range(count)]
        self._rows = array("I", sorted(range(count), key=texts.__getitem__))

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        return pieces_of_array(name, self._rows)

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._rows = kept.numbers(name)

    def add(self, row: int) -> None:
        """Put a row where it belongs."""
        self._rows.insert(self._at(row), row)

    def discard(self, row: int) -> None:
        """Take a row out; its text must still be what it was when it was put in."""
        at = self._at(row)
        if self._rows[at : at + 1] == array("I", (row,)):
            del self._rows[at]

    def equal(self, text: str) -> list[int]:
        """Return the rows with just this text."""
        found = []
        for row in self._from(text):
            if self._text_of(row) != text:
                break
            found.append(row)
        return found

    def starting(self, beginning: str) -> Iterator[int]:
        """Yield the rows whose texts start so, in the order of the texts."""
        for row in self._from(beginning):
            if not self._text_of(row).startswith(beginning):
                return
            yield row

    def _from(self, text: str) -> Iterator[int]:
        for at in range(bisect_left(self._rows, text, key=self._text_of), len(self._rows)):
            yield self._rows[at]

    def _at(self, row: int) -> int:
        return bisect_left(self._rows, (self._text_of(row), row), key=lambda other: (self._text_of(other), other))
