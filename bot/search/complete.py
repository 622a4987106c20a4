"""Completion: what a person may be about to type.  Forgives slips, and is quick enough for every key press."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice, takewhile
from operator import and_, or_
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.search.bits import Bits, rows_of
from bot.search.index import CatalogIndex
from bot.search.kept import Kept, Part, pieces_of_list
from bot.search.names import LOOKED_THROUGH
from bot.search.postings import Postings
from bot.search.stems import stem
from bot.search.text import fold, key_of, words_of

_CLOSE = 72
_POOL = 60
_RESEMBLED = 12_000
"""How many names at most are compared with one that is misspelt."""

_T = TypeVar("_T")


class NameCompleter(Generic[_T]):
    """Completes from a set of names: authors, venues, sections."""

    def __init__(self, names: Iterable[tuple[Sequence[str], _T]]) -> None:
        """*names* are the folded words of each, and what it stands for."""
        self._values: list[_T] = []
        self._keys: list[str | None] = []
        self._words: Postings[str] = Postings()
        for words, value in names:
            self._append(words, value)
        self._sorted_words = sorted(self._words)
        self._rows: dict[_T, int] = {}

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name; values must be plain."""
        yield from pieces_of_list(f"{name}.values", self._values)
        yield from pieces_of_list(f"{name}.keys", self._keys)
        yield from self._words.state(f"{name}.words")

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._values = kept.values(f"{name}.values", self._values)
        self._keys = kept.values(f"{name}.keys", self._keys)
        self._words.restore(kept, f"{name}.words")
        self._sorted_words = sorted(self._words)

    def add(self, name: str, value: _T) -> None:
        """Complete to one more, the last where several fit as well."""
        words = [word.text for word in words_of(name)]
        fresh = [word for word in dict.fromkeys(words) if word not in self._words]
        if self._rows:
            self._rows[value] = len(self._values)
        self._append(words, value)
        for word in fresh:
            insort(self._sorted_words, word)

    def discard(self, name: str, value: _T) -> None:
        """Complete to a value no more, which must be one that there is, under the name that it has."""
        if not self._rows:
            self._rows = {value: row for row, value in enumerate(self._values) if self._keys[row] is not None}
        row = self._rows.pop(value)
        self._keys[row] = None
        words = {word.text for word in words_of(name)}
        self._words.discard_all(words, row)
        for word in words:
            if word not in self._words:
                del self._sorted_words[bisect_left(self._sorted_words, word)]

    def _append(self, words: Sequence[str], value: _T) -> None:
        self._words.add_all(words, len(self._values))
        self._values.append(value)
        self._keys.append("".join(words))

    def complete(self, typed: str, limit: int) -> tuple[_T, ...]:
        """Return names that start with what was typed, then those with words that do, then those that resemble it."""
        words = [word.text for word in words_of(typed[:100])]
        if not words:
            there = (value for value, key in zip(self._values, self._keys, strict=True) if key is not None)
            return tuple(islice(there, max(limit, 0)))
        key = "".join(words)
        rows = sorted(self._with_all(words), key=lambda row: (not (self._keys[row] or "").startswith(key), row))
        if len(rows) < limit and len(key) > 2:
            scorer = fuzz.partial_ratio if len(key) > 4 else fuzz.ratio
            like = process.extract(key, self._compared(words), scorer=scorer, score_cutoff=_CLOSE, limit=limit)
            rows = list(dict.fromkeys((*rows, *(row for _, _, row in like))))
        return tuple(self._values[row] for row in rows[: max(limit, 0)])

    def _compared(self, words: Sequence[str]) -> Sequence[str | None] | Mapping[int, str | None]:
        """Return the keys that what was typed may resemble: all, or of very many those with a word that starts alike.

        Alike is by two letters, of which a slip spoils at most those of one word; for one word, by its first.
        """
        if len(self._keys) <= LOOKED_THROUGH:
            return self._keys
        starts = {word[:2] for word in words} if len(words) > 1 else {word[:1] for word in words}
        near = reduce(or_, map(self._with, starts))
        return {row: self._keys[row] for row in islice(rows_of(near), _RESEMBLED)}

    def _with_all(self, words: Sequence[str]) -> Iterable[int]:
        return rows_of(reduce(and_, map(self._with, words)))

    def _with(self, beginning: str) -> Bits:
        words = islice(self._sorted_words, bisect_left(self._sorted_words, beginning), None)
        return self._words.any_of(takewhile(lambda word: word.startswith(beginning), words))


class EntryCompleter:
    """Completes to entries, by short name, title, or any of their words."""

    def __init__(self, index: CatalogIndex) -> None:
        self._index = index

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return the rows of entries that fit, the surest first; the first of the catalog for an empty text."""
        key = key_of(typed[:200])
        if not key:
            return list(range(min(max(limit, 0), len(self._index.entries))))
        rows = dict.fromkeys(self._index.names.starting(key, limit))
        if len(rows) < limit:
            rows |= dict.fromkeys(self._index.titles.starting(key, limit))
        if len(rows) < limit:
            rows |= dict.fromkeys(self._by_words([word.text for word in words_of(typed[:200])], key))
        if len(rows) < limit and len(key) > 3:
            rows |= dict.fromkeys(self._index.names.like(key, limit))
        return list(rows)[: max(limit, 0)]

    def _by_words(self, words: list[str], key: str) -> list[int]:
        """Find titles with all words, the last one unfinished; words that nobody knows are corrected."""
        if not words:
            return []
        vocabulary = self._index.vocabulary
        *whole, last = words
        requirement = [
            [stem(word) if vocabulary.knows(stem(word)) else stem(vocabulary.spelling.correct(word) or word)]
            for word in whole
        ]
        endings = vocabulary.spelling.starting(last) or vocabulary.spelling.beginning_like(last)
        requirement.append(list(dict.fromkeys(stem(word) for word in (*endings, last))))
        having = reduce(and_, map(self._index.titled.any_of, requirement))
        rows = list(islice(rows_of(having), _POOL))
        return sorted(rows, key=lambda row: -fuzz.partial_ratio(key, fold(self._index.entries[row].entry.title)))
