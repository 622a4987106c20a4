"""The index: everything that is derived from one snapshot of the catalog before anyone asks.

Built once for each version of the catalog and never changed afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.keys import LinkKey, link_key
from bot.domain.venues import VenueTable
from bot.search.documents import Document, analyse
from bot.search.facets import FacetIndex
from bot.search.fulltext import FullTextFactory, Row
from bot.search.lexicon import Lexicon
from bot.search.terms import Term, TermReader
from bot.search.text import key_of
from bot.search.vocabulary import Vocabulary

CANDIDATES = 150
"""How many documents are looked at closely for one query."""

COMMON = 2_000
"""A key that more entries hold than this is never searched alone: ordering them all would take too long."""

_KEPT_DOCUMENTS = 5_000
_RESEMBLES = 70


class CatalogIndex:
    """Entries with their documents, vocabulary, facets and full text.  Rows are positions in `entries`."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon, venues: VenueTable, fulltext: FullTextFactory) -> None:
        self.entries: Sequence[CatalogEntry] = catalog.entries
        self.lexicon = lexicon
        self.rows: dict[EntryRef, int] = {entry.ref: row for row, entry in enumerate(self.entries)}
        self.names: dict[str, list[int]] = defaultdict(list)
        self.links: dict[LinkKey, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self.document = lru_cache(maxsize=_KEPT_DOCUMENTS)(self._document)
        keys: Counter[str] = Counter()
        spelt: Counter[str] = Counter()
        self.fulltext = fulltext(self._rows(keys, spelt))
        self.vocabulary = Vocabulary(len(self.entries), keys, spelt)
        self._sorted_names = sorted(self.names)
        self._sorted_titles = sorted(self._titles)
        self.facets = FacetIndex(self.entries, venues)
        self.reader = TermReader(self.vocabulary, lexicon, stand_together=self._stand_together)

    def candidates(self, terms: Sequence[Term], limit: int = CANDIDATES) -> list[int]:
        """Return rows worth a closer look: those with all terms, then with the rarest pairs, then with rare ones alone.

        Asking for any word at once would make a large catalog order nearly all that it holds.
        """
        groups = [tuple(term.keys) for term in sorted(terms, key=lambda term: -term.importance) if not term.weak] or [
            tuple(term.keys) for term in terms
        ]
        known = [group for group in groups if any(map(self.vocabulary.knows, group))]
        rows = dict.fromkeys(self.fulltext.match([known], limit))
        if len(rows) < limit:
            rarest = known[:5]
            pairs = [(one, other) for at, one in enumerate(rarest) for other in rarest[at + 1 :]]
            rows |= dict.fromkeys(self.fulltext.match(pairs, limit))
        if len(rows) < limit:
            alone = [(group,) for group in known if sum(map(self.vocabulary.frequency, group)) <= COMMON]
            rows |= dict.fromkeys(self.fulltext.match(alone, limit))
        return list(rows)

    def linked(self, word: str) -> list[int]:
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
        return self.links.get(key, []) if key else []

    def names_starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose short name starts with a key, shortest names first among equals."""
        return self._starting(self._sorted_names, self.names, key, limit)

    def titles_starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose title starts with a key."""
        return self._starting(self._sorted_titles, self._titles, key, limit)

    def names_like(self, key: str, limit: int) -> list[int]:
        """Return rows whose short name resembles a key, most alike first."""
        found = process.extract(key, self._sorted_names, scorer=fuzz.ratio, score_cutoff=_RESEMBLES, limit=limit)
        return [row for name, _, _ in found for row in self.names[name]]

    @staticmethod
    def _starting(names: Sequence[str], rows: Mapping[str, Sequence[int]], key: str, limit: int) -> list[int]:
        found: dict[int, None] = {}
        for at in range(bisect_left(names, key), len(names)):
            if len(found) >= limit or not names[at].startswith(key):
                break
            found |= dict.fromkeys(rows[names[at]])
        return list(found)[:limit]

    def is_common(self, word: str) -> bool:
        """Say whether a word is one that titles use, or that says nothing."""
        return key_of(word) in self._title_words or word in self.lexicon.ignored

    def documents(self, rows: Iterable[int]) -> Iterable[tuple[int, Document]]:
        """Give rows with their documents."""
        return ((row, self.document(row)) for row in rows)

    def _document(self, row: int) -> Document:
        return analyse(self.entries[row].entry, self.lexicon)[0]

    def _rows(self, keys: Counter[str], spelt: Counter[str]) -> Iterable[Row]:
        """Analyse every entry, counting its words on the way."""
        self._title_words: set[str] = set()
        for position in range(len(self.entries)):
            document, row = analyse(self.entries[position].entry, self.lexicon)
            keys.update(document.weights.keys())
            spelt.update(document.spelt)
            self._title_words.update((*document.title, *document.names))
            for name in document.names:
                self.names[name].append(position)
            self._titles["".join(document.title)].append(position)
            for link in self.entries[position].entry.links:
                if key := link_key(link.url):
                    self.links[key].append(position)
            yield row

    def _stand_together(self, stems: str) -> bool:
        return bool(self.fulltext.match([[[stems]]], 1))
