"""Resolution: which one entry a person's words mean ("poet", "awesome/poet", a link, half a title).

Tries the surest reading first and asks back where two entries fit as well.  Versions are names of their
own: `MobileNetV3` is never taken for `MobileNetV2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz

from bot.domain.catalog import CatalogEntry
from bot.domain.titles import normal_title, title_key, version_marks
from bot.search.documents import short_name
from bot.search.index import CatalogIndex
from bot.search.results import Resolution
from bot.search.text import key_of

MAX_CANDIDATES = 8
MAX_NEAREST = 3
SURE = 88
"""From this likeness (0 to 100) of a name or title on, a misspelt one is understood."""

MARGIN = 4
"""By how much the best must be ahead of the next to be taken without asking."""

Ranked = Callable[[str], list[tuple[int, float]]]
"""Finds rows for free words, best first, each with how much of what was asked for it covers (0 to 1)."""


class Resolver:
    """Resolves words to entries of one index."""

    def __init__(self, index: CatalogIndex, ranked: Ranked) -> None:
        self._index = index
        self._ranked = ranked

    def resolve(self, text: str) -> Resolution:
        """Return the entry that is meant, or those between which to ask, or the nearest titles."""
        words = " ".join(text.split())[:400].strip("\"'“”‘’` ")
        if not key_of(words):
            return Resolution()
        for find in (self._by_id, self._index.links.rows, self._by_name, self._by_title, self._by_beginning):
            if rows := list(dict.fromkeys(find(words))):
                return self._one_or_ask(rows)
        return self._by_likeness(words)

    def _by_id(self, words: str) -> Sequence[int]:
        """Find an id, or a list's name, a slash and an id."""
        list_name, slash, name = words.casefold().rpartition("/")
        rows = self._index.ids.equal(name)
        if not slash:
            return rows
        return [row for row in rows if self._index.entries[row].ref.list_name.casefold() == list_name]

    def _by_name(self, words: str) -> Sequence[int]:
        return self._index.names.rows(key_of(words))

    def _by_title(self, words: str) -> Sequence[int]:
        return self._index.titles.keys.equal(title_key(words))

    def _by_beginning(self, words: str) -> list[int]:
        """Find names, then titles, that start with the words; a name without its version is a beginning, too."""
        key = key_of(words)
        if len(key) < 3:
            return []
        return self._index.names.starting(key, MAX_CANDIDATES + 1) or (
            list(self._index.titles.keys.starting(key)) if len(key) >= 8 else []
        )

    def _by_likeness(self, words: str) -> Resolution:
        ranked = self._ranked(words)
        fitting = [row for row, coverage in ranked if coverage > 0.99 and self._same_version(words, row)]
        if fitting:
            return self._one_or_ask(fitting)
        likeness = self._likenesses(words, [row for row, _ in ranked])
        sure = [row for row, score in likeness if score >= SURE and self._same_version(words, row)]
        if sure and (len(sure) == 1 or likeness[0][1] - likeness[1][1] >= MARGIN):
            return Resolution(entry=self._index.entries[sure[0]])
        if sure:
            return Resolution(candidates=self._entries(sure, MAX_CANDIDATES))
        return Resolution(nearest=self._entries([row for row, score in likeness if score >= 50], MAX_NEAREST))

    def _likenesses(self, words: str, ranked: list[int]) -> list[tuple[int, float]]:
        """Compare with names as well as titles: people shorten, and a slip weighs more in a short name."""
        rows = dict.fromkeys((*ranked, *self._index.names.like(key_of(words), MAX_CANDIDATES)))
        wanted, key = normal_title(words), key_of(words)
        scores = []
        for row in rows:
            entry = self._index.entries[row].entry
            name = key_of(short_name(entry) or "")
            scores.append((row, max(fuzz.ratio(wanted, normal_title(entry.title)), fuzz.ratio(key, name))))
        return sorted(scores, key=lambda item: -item[1])

    def _same_version(self, words: str, row: int) -> bool:
        entry = self._index.entries[row].entry
        marks = set(version_marks(words))
        return marks <= set(version_marks(entry.title)) and (
            bool(marks)
            or not version_marks(short_name(entry) or "")
            or key_of(words) != key_of(short_name(entry) or "")
        )

    def _one_or_ask(self, rows: list[int]) -> Resolution:
        if len(rows) == 1:
            return Resolution(entry=self._index.entries[rows[0]])
        return Resolution(candidates=self._entries(rows, MAX_CANDIDATES))

    def _entries(self, rows: Iterable[int], limit: int) -> tuple[CatalogEntry, ...]:
        return tuple(self._index.entries[row] for row in list(rows)[:limit])
