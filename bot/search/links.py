"""Links: which entries a link leads to, in whichever of its forms people type it.

Most links are of one entry only, so they are kept as eight bytes each: a few letters' worth of a digest, and the row.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from bot.domain.catalog import CatalogEntry
from bot.domain.keys import LinkKey, derive_link_key, link_key
from bot.search.kept import Kept, Part, pieces_of_array

_ROW_BITS = 24
_DIGEST_BYTES = 5


class LinkIndex:
    """The rows of each link: of those that were entered, as soon as it is settled."""

    def __init__(self, entries: Sequence[CatalogEntry]) -> None:
        self._entries = entries
        self._marks = array("Q")
        self._is_settled = False

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        return pieces_of_array(name, self._marks)

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._marks = kept.numbers(name, "Q")
        self._is_settled = True

    def settle(self) -> None:
        """Put in order the links that were entered; those that come later are put in their places."""
        self._marks = array("Q", sorted(self._marks))
        self._is_settled = True

    def enter(self, row: int) -> None:
        """Note where the links of a row's entry lead."""
        marks = {_mark(key, row) for key in _keys_of(self._entries[row])}
        if not self._is_settled:
            self._marks.extend(marks)
            return
        for mark in marks:
            insort(self._marks, mark)

    def leave(self, row: int) -> None:
        """Forget where the links of a row's entry lead, while it still stands there."""
        for mark in {_mark(key, row) for key in _keys_of(self._entries[row])}:
            del self._marks[bisect_left(self._marks, mark)]

    def rows(self, word: str) -> list[int]:
        """Return the rows that a link leads to: a URL, an arXiv id, a DOI, a repository's `owner/name`."""
        if bare := re.fullmatch(r"(?:arxiv:?)?(\d{4}\.\d{4,5})(?:v\d+)?", word, re.I | re.ASCII):
            word = f"https://arxiv.org/abs/{bare[1]}"
        elif re.match(r"10\.\d{4,9}/", word):
            word = f"https://doi.org/{word}"
        elif re.fullmatch(r"[\w.-]+/[\w.-]+", word, re.ASCII):
            word = f"https://github.com/{word}"
        elif not re.match(r"https?://|doi:|www\.|[\w-]+\.[\w.-]+/", word, re.I):
            return []
        key = link_key(word)
        return self._rows_of(key) if key else []

    def _rows_of(self, key: LinkKey) -> list[int]:
        first, after = (bisect_left(self._marks, _mark(key, 0) + rows) for rows in (0, 1 << _ROW_BITS))
        rows = (mark & ((1 << _ROW_BITS) - 1) for mark in self._marks[first:after])
        return [row for row in rows if key in _keys_of(self._entries[row])]  # two links may have one digest


def _keys_of(stored: CatalogEntry) -> list[LinkKey]:
    return [key for link in stored.entry.links if (key := derive_link_key(link.url))]


def _mark(key: LinkKey, row: int) -> int:
    """Return a number by which the rows of one link stand together, in order."""
    spelt = f"{key.scheme} {key.value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(spelt, digest_size=_DIGEST_BYTES).digest(), "big") << _ROW_BITS | row
