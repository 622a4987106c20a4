"""Completion: what a person may be about to type.  Forgives slips, and is quick enough for every key press."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice, takewhile
from operator import and_
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.search.index import CatalogIndex
from bot.search.postings import Bits, Postings, rows_of
from bot.search.stems import stem
from bot.search.text import fold, key_of, words_of

_CLOSE = 72
_POOL = 60
_T = TypeVar("_T")


class NameCompleter(Generic[_T]):
    """Completes from a fixed set of names: authors, venues, sections."""

    def __init__(self, names: Iterable[tuple[str, _T]]) -> None:
        """*names* are words and values; words that are folded already stay as they are."""
        self._values: list[_T] = []
        self._keys: list[str] = []
        self._words: Postings[str] = Postings()
        for row, (name, value) in enumerate(names):
            words = [word.text for word in words_of(name)]
            self._values.append(value)
            self._keys.append("".join(words))
            for word in words:
                self._words.add(word, row)
        self._sorted_words = sorted(self._words)

    def complete(self, typed: str, limit: int) -> tuple[_T, ...]:
        """Return names that start with what was typed, then those with words that do, then those that resemble it."""
        words = [word.text for word in words_of(typed[:100])]
        if not words:
            return tuple(self._values[: max(limit, 0)])
        key = "".join(words)
        rows = sorted(self._with_all(words), key=lambda row: (not self._keys[row].startswith(key), row))
        if len(rows) < limit and len(key) > 2:
            like = process.extract(key, self._keys, scorer=fuzz.partial_ratio if len(key) > 4 else fuzz.ratio,
                                   score_cutoff=_CLOSE, limit=limit)  # fmt: skip
            rows = list(dict.fromkeys((*rows, *(row for _, _, row in like))))
        return tuple(self._values[row] for row in rows[: max(limit, 0)])

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
        rows = dict.fromkeys(self._index.names_starting(key, limit))
        if len(rows) < limit:
            rows |= dict.fromkeys(self._index.titles_starting(key, limit))
        if len(rows) < limit:
            rows |= dict.fromkeys(self._by_words([word.text for word in words_of(typed[:200])], key))
        if len(rows) < limit and len(key) > 3:
            rows |= dict.fromkeys(self._index.names_like(key, limit))
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
