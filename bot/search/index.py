"""The index: everything that is derived from one snapshot of the catalog before anyone asks.

Built once for each version of the catalog and never changed afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

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

KEPT_DOCUMENTS = 12_000
"""How many analysed entries stay in memory, at about 4 KB each."""

_RESEMBLES = 70
_PAIRED = 5
"""How many of the rarest terms are looked for in pairs."""


class CatalogIndex:
    """Entries with their documents, vocabulary, facets and full text.  Rows are positions in `entries`."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon, venues: VenueTable, fulltext: FullTextFactory) -> None:
        self.entries: Sequence[CatalogEntry] = catalog.entries
        self.lexicon = lexicon
        self.rows: dict[EntryRef, int] = {entry.ref: row for row, entry in enumerate(self.entries)}
        self.names: dict[str, list[int]] = defaultdict(list)
        self.links: dict[LinkKey, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._title_words: set[str] = set()
        self._fresh: dict[int, Document] = {}
        self.document = lru_cache(maxsize=KEPT_DOCUMENTS)(self._document)
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
        telling = [term for term in terms if not term.weak] or terms
        groups = [self._group(term) for term in sorted(telling, key=lambda term: -term.importance)]
        known = [group for group in groups if group]
        rows = dict.fromkeys(self.fulltext.match([known], limit))
        if len(rows) < limit < len(self.entries):
            rarest = known[:_PAIRED]
            rows |= dict.fromkeys(self.fulltext.match(list(combinations(rarest, 2)), limit))
        if len(rows) < limit:
            alone = [(group,) for group in known if sum(map(self.vocabulary.frequency, group)) <= COMMON]
            rows |= dict.fromkeys(self.fulltext.match(alone, limit))
        return list(rows)

    def _group(self, term: Term) -> tuple[str, ...]:
        """Return the keys by which a term can be found at all."""
        keys = dict.fromkeys((*term.keys, *(key for key, _ in term.parts)))
        return tuple(key for key in keys if self.vocabulary.knows(key))

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
        return self._fresh.pop(row, None) or analyse(self.entries[row].entry, self.lexicon).document

    def _rows(self, keys: Counter[str], spelt: Counter[str]) -> Iterable[Row]:
        """Analyse every entry, and note on the way what the rest of the index is made of."""
        for position, stored in enumerate(self.entries):
            analysis = analyse(stored.entry, self.lexicon)
            document = analysis.document
            if position < KEPT_DOCUMENTS:
                self._fresh[position] = document
            keys.update(document.weights.keys())
            spelt.update(analysis.spelt)
            self._title_words.update((*document.title, *document.names))
            for name in document.names:
                self.names[name].append(position)
            self._titles["".join(document.title)].append(position)
            for link in stored.entry.links:
                key = link_key(link.url)
                if key and position not in self.links[key][-1:]:
                    self.links[key].append(position)
            yield analysis.row

    def _stand_together(self, stems: str) -> bool:
        return bool(self.fulltext.match([[[stems]]], 1))
