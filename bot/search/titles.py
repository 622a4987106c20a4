"""Titles: their words, their order, and which are short.

The documents' own titles are kept in `bot.search.corpus`, whose rows these are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from operator import or_

from bot.domain.catalog import CatalogEntry
from bot.domain.titles import derive_title_key
from bot.search.bits import Bits, bits_of
from bot.search.corpus import Corpus
from bot.search.documents import Document
from bot.search.kept import Kept, Part, pieces_of_list, pieces_of_table
from bot.search.ordered import Ordered

_SHORT = (3, 5, 7, 9, 12)
"""Numbers of words by which titles are told apart where more fit than can be looked at."""

_COUNTED_AT_ONCE = 8_000


class TitleIndex:
    """What titles have in common, and in which order they stand: of those that were entered, as soon as it is settled.

    `keys` are the rows in the order of their titles' keys; `short` several sets of rows whose titles have few words,
    each a part of the next.
    """

    def __init__(self, entries: Sequence[CatalogEntry], corpus: Corpus) -> None:
        self._corpus = corpus
        self._words: Counter[str] = Counter()
        self._entered: list[str] = []  # and still to be counted
        self._ordered = Ordered(lambda row: "".join(corpus.title(row)))
        self.keys = Ordered(lambda row: derive_title_key(entries[row].entry.title))
        self.short: list[Bits] = []
        self._is_settled = False

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        yield from pieces_of_table(f"{name}.words", self._words.items())
        yield from self._ordered.state(f"{name}.ordered")
        yield from self.keys.state(f"{name}.keys")
        yield from pieces_of_list(f"{name}.short", self.short)

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._words.update(kept.words(f"{name}.words"))
        self._ordered.restore(kept, f"{name}.ordered")
        self.keys.restore(kept, f"{name}.keys")
        self.short = kept.values(f"{name}.short", [0])
        self._is_settled = True

    def settle(self, count: int) -> None:
        """Put in order the so many titles that were entered; those that come later are put in their places."""
        self._words.update(self._entered)
        self._entered.clear()
        self._ordered.fill(count)
        self.keys.fill(count)
        by_length: dict[int, list[int]] = {most: [] for most in _SHORT}
        for row, words in enumerate(self._corpus.title_lengths()):
            if words <= _SHORT[-1]:
                by_length[next(most for most in _SHORT if words <= most)].append(row)
        self.short = list(accumulate(map(bits_of, by_length.values()), or_))
        self._is_settled = True

    def enter(self, row: int, document: Document) -> None:
        """Note the title of a row, of which the corpus has the document already."""
        self._entered += {*document.title, *document.names}
        if self._is_settled or len(self._entered) > _COUNTED_AT_ONCE:
            self._words.update(self._entered)
            self._entered.clear()
        if self._is_settled:
            self._ordered.add(row)
            self.keys.add(row)
            for at, most in enumerate(_SHORT):
                if len(document.title) <= most:
                    self.short[at] |= 1 << row

    def leave(self, row: int, document: Document) -> None:
        """Forget the title of a row, while the corpus still has its document."""
        self._ordered.discard(row)
        self.keys.discard(row)
        for word in {*document.title, *document.names}:
            self._words[word] -= 1
            if not self._words[word]:
                del self._words[word]
        for at in range(len(_SHORT)):
            self.short[at] &= ~(1 << row)

    def has(self, word: str) -> bool:
        """Say whether some title has a folded word, or some work it as its name."""
        return word in self._words

    def starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose title starts with a key."""
        return list(islice(self._ordered.starting(key), limit))
