"""The index: everything that is derived from one snapshot of the catalog before anyone asks.

Built once, and kept up with small changes of the catalog in place: what it then answers is what an index that is
built anew would, but for the order among equals (see `CatalogIndex.update`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice, pairwise

from rapidfuzz import fuzz, process

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.keys import LinkKey, link_key
from bot.domain.titles import title_key
from bot.domain.venues import VenueTable
from bot.search.authors import Renamings
from bot.search.candidates import Candidates
from bot.search.corpus import TITLE_WEIGHT, Corpus
from bot.search.documents import Analysis, Document, analyse, fields_of
from bot.search.facets import FacetIndex
from bot.search.forms import KeyReader, read_field
from bot.search.kept import Kept, Part, pieces_of_list, pieces_of_table
from bot.search.lexicon import Lexicon
from bot.search.ordered import Ordered
from bot.search.postings import Bits, Postings, bits_of, rows_of
from bot.search.terms import Term, TermReader
from bot.search.text import key_of
from bot.search.vocabulary import Vocabulary

CANDIDATES = 80
"""How many documents are looked at closely for one query."""

COMMON = 2_000
"""A key that more entries hold than this says nothing about which are neighbours."""

KEPT_DOCUMENTS = 2_000
"""How many documents stay at hand as objects, at about 4 KB each."""

LOOKED_THROUGH = 5_000
"""How many names are compared with one that is misspelt."""

_SHORT = (3, 5, 7, 9, 12)
"""Numbers of words by which titles are told apart where more fit than can be looked at."""

_RESEMBLES = 70
_ASKED = 20


class CatalogIndex:
    """Entries with their documents, vocabulary and facets, and who holds what.  Rows are positions in `entries`."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon, venues: VenueTable, kept: Kept | None = None) -> None:
        """Derive everything from the catalog, or take it from what was *kept* of an index of the same catalog.

        Raises `KeyError` where that is of other entries.
        """
        self.entries: list[CatalogEntry] = list(catalog.entries) if kept is None else _in_order(catalog, kept)
        self.lexicon = lexicon
        self.rows: dict[EntryRef, int] = {entry.ref: row for row, entry in enumerate(self.entries)}
        self.names: Postings[str] = Postings()
        self.keys: Postings[str] = Postings()
        self.titled: Postings[str] = Postings()
        self._links: Postings[str] = Postings()
        self._title_words: Counter[str] = Counter()
        self._corpus = Corpus()
        self.document = lru_cache(maxsize=KEPT_DOCUMENTS)(self._corpus.document)
        self.facets = FacetIndex(self.entries, venues)
        # None of these knows the index, so that it goes at once when it is let go (see `bot.search.garbage`).
        entries, corpus = self.entries, self._corpus
        self._titles = Ordered(lambda row: "".join(corpus.title(row)))
        self.ids = Ordered(lambda row: entries[row].id.casefold())
        self.title_keys = Ordered(lambda row: title_key(entries[row].entry.title))
        spelt = self._take_in() if kept is None else self._restore(kept)
        self.vocabulary = Vocabulary(len(entries), self.keys, spelt)
        self.facets.settle()
        self._sorted_names = sorted(self.names)
        self._candidates = Candidates(self.keys, self.titled, self._short)
        self.reader = TermReader(
            self.vocabulary, lexicon, stand_together=partial(_stand_together, self.keys, entries, lexicon)
        )

    def state(self) -> Iterator[Part]:
        """Yield what is to be kept.  Nothing may be updated until all is taken; searches do no harm."""
        yield from pieces_of_list("refs", [tuple(entry.ref) for entry in self.entries])
        for name, postings in self._postings():
            yield from postings.state(name)
        yield from pieces_of_table("title_words", self._title_words.items())
        yield from pieces_of_table("spelt", self.vocabulary.spelling.counts())
        yield from self._corpus.state()
        yield from self.facets.state()
        yield from pieces_of_list("short", self._short)
        for name, ordered in self._orders():
            yield from ordered.state(name)

    def _restore(self, kept: Kept) -> dict[str, int]:
        """Take in what was kept, and return how often each word is spelt."""
        for name, postings in self._postings():
            postings.restore(kept, name)
        self._title_words.update(kept.words("title_words"))
        spelt = kept.words("spelt")
        self._corpus.restore(kept)
        self.facets.restore(kept)
        self._short = kept.values("short", [0])
        for name, ordered in self._orders():
            ordered.restore(kept, name)
        return spelt

    def _postings(self) -> Iterable[tuple[str, Postings[str]]]:
        return ("keys", self.keys), ("titled", self.titled), ("names", self.names), ("links", self._links)

    def _orders(self) -> Iterable[tuple[str, Ordered]]:
        return ("titles", self._titles), ("ids", self.ids), ("title_keys", self.title_keys)

    def update(self, put: Iterable[CatalogEntry], gone: Iterable[EntryRef]) -> Renamings:
        """Take in entries that came or changed, and let go of those that left; return authors' names before and after.

        An entry that changed keeps its row, and one that came has the last; the last row takes the place of one that
        left, so that there are never rows without entries.
        """
        reader = KeyReader(self.lexicon)
        for ref in gone:
            if ref in self.rows:
                self._drop(ref, reader)
        for stored in put:
            row = self.rows.setdefault(stored.ref, len(self.entries))
            self._replace(row, stored, reader)
        self.vocabulary.size = len(self.entries)
        self.document.cache_clear()
        return self.facets.settle()

    def candidates(self, terms: Sequence[Term], among: Bits | None = None, limit: int = CANDIDATES) -> list[int]:
        """Return rows worth a closer look, of those *among* which to look (None for all)."""
        return self._candidates.find(terms, among, limit)

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
        return list(self._links.rows(_link(key))) if key else []

    def names_starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose short name starts with a key, shortest names first among equals."""
        found: dict[int, None] = {}
        for at in range(bisect_left(self._sorted_names, key), len(self._sorted_names)):
            name = self._sorted_names[at]
            if len(found) >= limit or not name.startswith(key):
                break
            found |= dict.fromkeys(self.names.rows(name))
        return list(found)[:limit]

    def titles_starting(self, key: str, limit: int) -> list[int]:
        """Return rows whose title starts with a key."""
        return list(islice(self._titles.starting(key), limit))

    def names_like(self, key: str, limit: int) -> list[int]:
        """Return rows whose short name resembles a key, most alike first; of very many names, with its first letter."""
        names = self._sorted_names
        if len(names) > LOOKED_THROUGH and key:
            names = names[bisect_left(names, key[0]) : bisect_left(names, chr(ord(key[0]) + 1))]
        found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=_RESEMBLES, limit=limit)
        return [row for name, _, _ in found for row in self.names.rows(name)]

    def is_common(self, word: str) -> bool:
        """Say whether a word is one that titles use, or that says nothing."""
        return key_of(word) in self._title_words or word in self.lexicon.ignored

    def documents(self, rows: Iterable[int], terms: Sequence[Term]) -> Iterable[tuple[int, Document]]:
        """Give rows with their documents, which hold no more than what the terms ask for."""
        asked = self._corpus.numbers({key for term in terms for key in (*term.keys, *(part for part, _ in term.parts))})
        return ((row, self._corpus.document(row, asked)) for row in rows)

    def _take_in(self) -> Counter[str]:
        """Analyse every entry, note who holds what, and return how often each word is spelt."""
        spelt: Counter[str] = Counter()
        reader = KeyReader(self.lexicon)
        for row, stored in enumerate(self.entries):
            analysis = analyse(stored.entry, reader)
            self._enter(row, analysis)
            spelt.update(analysis.spelt)
        del reader  # with all the words that it remembers
        for titled, postings in enumerate((self.keys, self.titled)):
            postings.take(self._corpus.gather(range(len(self.entries)), titled=bool(titled)))
        for _name, ordered in self._orders():
            ordered.fill(len(self.entries))
        self._short = self._short_titles()
        return spelt

    def _enter(self, row: int, analysis: Analysis) -> None:
        """Note all that an entry's row holds, but for its keys, and what is kept in order."""
        document = analysis.document
        self._corpus.put(row, document)
        self._title_words.update({*document.title, *document.names})
        self.names.add_all(document.names, row)
        self._links.add_all(_links_of(self.entries[row]), row)
        self.facets.enter(row)

    def _drop(self, ref: EntryRef, reader: KeyReader) -> None:
        row, last = self.rows.pop(ref), self.entries[-1]
        self._leave(len(self.entries) - 1, reader)
        self.entries.pop()
        self._corpus.pop()
        if last.ref != ref:
            self._replace(row, last, reader)
            self.rows[last.ref] = row

    def _replace(self, row: int, stored: CatalogEntry, reader: KeyReader) -> None:
        """Let a row, or the next that there is to be, hold an entry."""
        if row < len(self.entries):
            self._leave(row, reader)
            self.entries[row] = stored
        else:
            self.entries.append(stored)
        analysis = analyse(stored.entry, reader)
        document = analysis.document
        fresh = [name for name in document.names if name not in self.names]
        self._enter(row, analysis)
        self.keys.add_all(document.weights, row)
        self.titled.add_all(_titled(document), row)
        for name in fresh:
            insort(self._sorted_names, name)
        for word in analysis.spelt:
            self.vocabulary.spelling.add(word)
        for ordered in (self._titles, self.ids, self.title_keys):
            ordered.add(row)
        for at, most in enumerate(_SHORT):
            if len(document.title) <= most:
                self._short[at] |= 1 << row

    def _leave(self, row: int, reader: KeyReader) -> None:
        """Forget all that a row holds, while its entry still stands there."""
        analysis = analyse(self.entries[row].entry, reader)
        document = analysis.document
        for ordered in (self._titles, self.ids, self.title_keys):
            ordered.discard(row)
        self.keys.discard_all(document.weights, row)
        self.titled.discard_all(_titled(document), row)
        self.names.discard_all(document.names, row)
        self._links.discard_all(_links_of(self.entries[row]), row)
        for name in document.names:
            if name not in self.names:
                del self._sorted_names[bisect_left(self._sorted_names, name)]
        for word in {*document.title, *document.names}:
            self._title_words[word] -= 1
            if not self._title_words[word]:
                del self._title_words[word]
        for word in analysis.spelt:
            self.vocabulary.spelling.discard(word)
        for at in range(len(_SHORT)):
            self._short[at] &= ~(1 << row)
        self.facets.leave(row)

    def _short_titles(self) -> list[Bits]:
        """Return the rows whose titles have few words: several sets, each a part of the next."""
        by_length: dict[int, list[int]] = {most: [] for most in _SHORT}
        for row in range(len(self.entries)):
            words = self._corpus.title_length(row)
            for most in _SHORT:
                if words <= most:
                    by_length[most].append(row)
        return [bits_of(rows) for rows in by_length.values()]


def _in_order(catalog: Catalog, kept: Kept) -> list[CatalogEntry]:
    """Return the entries by their rows, which updates may have put into another order than the catalog's."""
    by_ref: dict[tuple[str, str], CatalogEntry] = {entry.ref: entry for entry in catalog.entries}
    refs = kept.values("refs", [("", "")])
    if len(refs) != len(by_ref):
        raise KeyError(len(refs))
    return [by_ref[ref] for ref in refs]


def _stand_together(keys: Postings[str], entries: Sequence[CatalogEntry], lexicon: Lexicon, stems: str) -> bool:
    """Say whether two stems stand side by side in an entry, as far as the first few that have both tell."""
    one, other = stems.split(" ", 1)
    both = keys.any_of((one,)) & keys.any_of((other,))
    return any(
        (one, other) in pairwise(read_field(text, lexicon).stems)
        for row in islice(rows_of(both), _ASKED)
        for _kind, text in fields_of(entries[row].entry)
    )


def _titled(document: Document) -> list[str]:
    return [key for key, weight in document.weights.items() if weight >= TITLE_WEIGHT]


def _links_of(stored: CatalogEntry) -> list[str]:
    return [_link(key) for link in stored.entry.links if (key := link_key(link.url))]


def _link(key: LinkKey) -> str:
    return f"{key.scheme} {key.value}"
