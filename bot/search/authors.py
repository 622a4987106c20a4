"""Authors: who wrote which entries, under whichever spelling of a name, and whom a misspelt one means.

A part of `bot.search.facets`.  Does not complete names: that is `bot.search.complete`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain, product
from operator import and_
from typing import TypeAlias

from bot.domain.catalog import CatalogEntry
from bot.search.bits import Bits, bits_of, rows_of
from bot.search.documents import Author, named_authors
from bot.search.kept import Kept, Part, pieces_of_table
from bot.search.postings import Postings
from bot.search.spelling import Speller, slips
from bot.search.text import words_of

Renamings: TypeAlias = list[tuple[str | None, str | None]]
"""Names as they were and as they are; None where one was not there, or no longer is."""

_KEPT = 256
"""Of so many authors, asked for last, the rows are kept."""

_TRIED = 4
"""How many corrections of each word of a name are tried."""


class AuthorIndex:
    """Authors with the rows of their works: of those that were entered, as soon as it is settled."""

    def __init__(self, entries: Sequence[CatalogEntry]) -> None:
        self._entries = entries
        self._is_settled = False
        self._words: Postings[str] = Postings()
        self._names: dict[str, str] = {}
        self._touched: dict[str, None] = {}
        self._spelling = Speller({})
        self._known_rows: dict[tuple[str, ...], Bits] = {}

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        yield from self._words.state(f"{name}.words")
        yield from pieces_of_table(f"{name}.names", self._names.items())

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name; `settle` has to follow."""
        self._words.restore(kept, f"{name}.words")
        self._names = kept.table(f"{name}.names", self._names)

    def enter(self, row: int, authors: Sequence[Author]) -> None:
        """Note who wrote the entry of a row; `settle` has to follow."""
        holding = dict.fromkeys(chain.from_iterable([words for _name, words in authors]))
        self._words.add_all(holding, row)
        for name, words in authors:
            if words and self._is_settled:
                self._touched[" ".join(words)] = None
            elif words:
                self._names.setdefault(" ".join(words), name)
        if self._is_settled:
            for word in holding:
                self._spelling.add(word)

    def leave(self, row: int) -> None:
        """Forget who wrote the entry of a row, while it still stands there; `settle` has to follow."""
        authors = named_authors(self._entries[row].entry)
        self._touched |= {" ".join(words): None for _name, words in authors if words}
        holding = {word for _name, words in authors for word in words}
        self._words.discard_all(holding, row)
        for word in holding:
            self._spelling.discard(word)

    def settle(self) -> Renamings:
        """Bring names up to date with the rows that entered and left; return names before and after."""
        if not self._is_settled:
            self._spelling = Speller({word: self._words.count(word) for word in self._words})
            self._is_settled = True
        changed = [(self._names.get(key), self._spell(key)) for key in self._touched]
        self._touched = {}
        self._known_rows.clear()
        return [(before, after) for before, after in changed if before != after]

    def _spell(self, key: str) -> str | None:
        """Call an author as the first entry does that has him; return how, None where none has."""
        rows = reduce(and_, map(self._words.bits, key.split(" ")))
        named = (each for row in rows_of(rows) for each in named_authors(self._entries[row].entry))
        name = next((name for name, words in named if " ".join(words) == key), None)
        if name is None:
            self._names.pop(key, None)
        else:
            self._names[key] = name
        return name

    def with_words(self) -> Iterator[Author]:
        """Give every author's name with its folded words, in order of first appearance."""
        return (Author(name, key.split(" ")) for key, name in self._names.items())

    def called(self, words: Sequence[str]) -> str | None:
        """Return the author of exactly these words, in any order."""
        return self._names.get(" ".join(words)) or self._names.get(" ".join(reversed(words)))

    def nearest(self, words: Sequence[str]) -> str | None:
        """Return the author whom a misspelt name stands for, if every word of it is close.

        One surname never passes for another because a first name fits.
        """
        readings: list[list[str]] = []
        for word in words:
            reading = [word] if word in self._spelling else self._respelt(word)
            if not reading:
                return None
            readings.append(reading)
        return next((name for reading in product(*readings) if (name := self.called(reading))), None)

    def _respelt(self, word: str) -> list[str]:
        """Return names that a word may be misspelt for; where no slip is forgiven, two letters may be exchanged."""
        if slips(word):
            return self._spelling.corrections(word, _TRIED)
        exchanged = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return [name for name in exchanged if name in self._spelling][:_TRIED]

    def rows(self, name: str) -> Bits:
        """Return the rows of the works of whoever has every word of a name, initials included."""
        words = tuple(word.text for word in words_of(name))
        known = self._known_rows.get(words)
        if known is None:
            if len(self._known_rows) >= _KEPT:
                self._known_rows.clear()
            known = self._known_rows[words] = self._find(words)
        return known

    def _find(self, words: tuple[str, ...]) -> Bits:
        full = [word for word in words if len(word) > 1]
        if not full:
            return 0
        rows = reduce(and_, map(self._words.bits, full))
        if len(words) == 1:
            return rows
        return bits_of([row for row in rows_of(rows) if any(_is_author(words, name) for name in self._names_of(row))])

    def _names_of(self, row: int) -> list[tuple[str, ...]]:
        return [tuple(words) for _name, words in named_authors(self._entries[row].entry)]


def _is_author(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether every word of a typed name, initials included, belongs to one author."""
    return all(word in name or (len(word) == 1 and any(part.startswith(word) for part in name)) for word in words)
