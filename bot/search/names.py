"""Names: which entries are called so, by their short names' keys, begun or misspelt."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.search.kept import Kept, Part
from bot.search.postings import Postings

LOOKED_THROUGH = 5_000
"""How many names are compared with one that is misspelt."""

_RESEMBLES = 70


class NameIndex:
    """The rows of each name's key: of those that were entered, as soon as it is settled."""

    def __init__(self) -> None:
        self._rows: Postings[str] = Postings()
        self._sorted: list[str] = []
        self._is_settled = False

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        return self._rows.state(name)

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name; `settle` has to follow."""
        self._rows.restore(kept, name)

    def settle(self) -> None:
        """Put in order the names that were entered; those that come later are put in their places."""
        self._sorted = sorted(self._rows)
        self._is_settled = True

    def enter(self, row: int, keys: Collection[str]) -> None:
        """Note what the entry of a row is called."""
        if self._is_settled:
            for key in keys:
                if key not in self._rows:
                    insort(self._sorted, key)
        if keys:
            self._rows.add_all(keys, row)

    def leave(self, row: int, keys: Collection[str]) -> None:
        """Forget what the entry of a row is called."""
        self._rows.discard_all(keys, row)
        for key in keys:
            if key not in self._rows:
                del self._sorted[bisect_left(self._sorted, key)]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def rows(self, key: str) -> Sequence[int]:
        """Return the rows that are called so."""
        return self._rows.rows(key)

    def starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose name starts with a key, in the order of the names."""
        found: dict[int, None] = {}
        for at in range(bisect_left(self._sorted, key), len(self._sorted)):
            name = self._sorted[at]
            if len(found) >= limit or not name.startswith(key):
                break
            found |= dict.fromkeys(self._rows.rows(name))
        return list(found)[:limit]

    def like(self, key: str, limit: int) -> list[int]:
        """Return rows whose name resembles a key, most alike first; of very many names, with its first letter."""
        names = self._sorted
        if len(names) > LOOKED_THROUGH and key:
            names = names[bisect_left(names, key[0]) : bisect_left(names, chr(ord(key[0]) + 1))]
        found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=_RESEMBLES, limit=limit)
        return [row for name, _, _ in found for row in self._rows.rows(name)]
