"""The index: everything that is derived from one snapshot of the catalog before anyone asks.

Built once, and kept up with small changes of the catalog in place: what it then answers is what an index that is
built anew would, but for the order among equals (see `CatalogIndex.update`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.venues import VenueTable
from bot.search.authors import Renamings
from bot.search.bits import Bits, rows_of
from bot.search.candidates import Candidates
from bot.search.corpus import TITLE_WEIGHT, Corpus
from bot.search.documents import Analysis, Document, analyse, fields_of
from bot.search.facets import FacetIndex
from bot.search.forms import KeyReader, read_field
from bot.search.kept import Kept, Part, pieces_of_list, pieces_of_table
from bot.search.lexicon import Lexicon
from bot.search.links import LinkIndex
from bot.search.names import NameIndex
from bot.search.ordered import Ordered
from bot.search.postings import Postings
from bot.search.terms import Term, TermReader
from bot.search.text import key_of
from bot.search.titles import TitleIndex
from bot.search.vocabulary import Vocabulary

CANDIDATES = 80
"""How many documents are looked at closely for one query."""

COMMON = 2_000
"""A key that more entries hold than this says nothing about which are neighbours."""

KEPT_DOCUMENTS = 2_000
"""Of how many entries stays at hand what is derived of their documents, at about a kilobyte each."""

_ASKED = 20

_REMEMBERED = 65_536
"""So many words stay at hand while a catalog is taken in."""

_COUNTED_AT_ONCE = 500
"""The words of so many entries are counted in one go, in half the time."""


class CatalogIndex:
    """Entries with their documents, vocabulary and facets, and who holds what.  Rows are positions in `entries`."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon, venues: VenueTable, kept: Kept | None = None) -> None:
        """Derive everything from the catalog, or take it from what was *kept* of an index of the same catalog.

        Raises `KeyError` where that is of other entries.
        """
        # None of the parts knows the index, so that it goes at once when it is let go (see `bot.search.garbage`).
        self.entries: list[CatalogEntry] = list(catalog.entries) if kept is None else _in_order(catalog, kept)
        self.lexicon = lexicon
        self.rows: dict[EntryRef, int] = {entry.ref: row for row, entry in enumerate(self.entries)}
        self.keys: Postings[str] = Postings()
        self.titled: Postings[str] = Postings()
        self.names = NameIndex()
        self.links = LinkIndex(self.entries)
        self._corpus = Corpus()
        self.document = self._corpus.document
        self.topic = self._corpus.topic
        self.facets = FacetIndex(self.entries, venues)
        self.titles = TitleIndex(self.entries, self._corpus)
        entries = self.entries
        self.ids = Ordered(lambda row: entries[row].id.casefold())
        spelt = self._take_in() if kept is None else self._restore(kept)
        self.vocabulary = Vocabulary(len(entries), self.keys, spelt)
        self.facets.settle()
        self.names.settle()
        self._candidates = Candidates(self.keys, self.titled, self.titles.short)
        self.reader = TermReader(
            self.vocabulary, lexicon, stand_together=partial(_stand_together, self.keys, entries, lexicon)
        )

    def state(self) -> Iterator[Part]:
        """Yield what is to be kept.  Nothing may be updated until all is taken; searches do no harm."""
        yield from pieces_of_list("refs", [tuple(entry.ref) for entry in self.entries])
        yield from self.keys.state("keys")
        yield from self.titled.state("titled")
        yield from self.names.state("names")
        yield from self.links.state("links")
        yield from pieces_of_table("spelt", self.vocabulary.spelling.counts())
        yield from self._corpus.state()
        yield from self.facets.state()
        yield from self.titles.state("titles")
        yield from self.ids.state("ids")

    def _restore(self, kept: Kept) -> dict[str, int]:
        """Take in what was kept, and return how often each word is spelt."""
        self.keys.restore(kept, "keys")
        self.titled.restore(kept, "titled")
        self.names.restore(kept, "names")
        self.links.restore(kept, "links")
        spelt = kept.words("spelt")
        self._corpus.restore(kept)
        self.facets.restore(kept)
        self.titles.restore(kept, "titles")
        self.ids.restore(kept, "ids")
        return spelt

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
        return self.facets.settle()

    def candidates(self, terms: Sequence[Term], among: Bits | None = None, limit: int = CANDIDATES) -> list[int]:
        """Return rows worth a closer look, of those *among* which to look (None for all)."""
        return self._candidates.find(terms, among, limit)

    def is_common(self, word: str) -> bool:
        """Say whether a word is one that titles use, or that says nothing."""
        return self.titles.has(key_of(word)) or word in self.lexicon.ignored

    def documents(self, rows: Iterable[int], terms: Sequence[Term]) -> Iterable[tuple[int, Document]]:
        """Give rows with their documents, which hold no more than what the terms ask for."""
        asked = self._corpus.numbers({key for term in terms for key in (*term.keys, *(part for part, _ in term.parts))})
        return ((row, self._corpus.document(row, asked)) for row in rows)

    def _take_in(self) -> Counter[str]:
        """Analyse every entry, note who holds what, and return how often each word is spelt."""
        spelt: Counter[str] = Counter()
        reader = KeyReader(self.lexicon, remembered=_REMEMBERED)
        rows = list(self.rows.values())  # each number once, however many hold it
        for start in range(0, len(rows), _COUNTED_AT_ONCE):
            words: list[str] = []
            for row in rows[start : start + _COUNTED_AT_ONCE]:
                analysis = analyse(self.entries[row].entry, reader)
                self._enter(row, analysis)
                self.facets.authors.enter(row, analysis.authors)
                words += analysis.spelt
            spelt.update(words)
        del reader  # with all the words that it remembers
        self.facets.fill(rows)
        for titled, postings in enumerate((self.keys, self.titled)):
            postings.take(self._corpus.gather(rows, titled=bool(titled)))
        self.links.settle()
        self.titles.settle(len(self.entries))
        self.ids.fill(len(self.entries))
        return spelt

    def _enter(self, row: int, analysis: Analysis) -> None:
        """Note all that an entry's row holds, but for its keys, its facets, and what is kept in order."""
        document = analysis.document
        self._corpus.put(row, document)
        self.titles.enter(row, document)
        self.names.enter(row, document.names)
        self.links.enter(row)

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
        self._enter(row, analysis)
        self.facets.enter(row, analysis.authors)
        self.keys.add_all(document.weights, row)
        self.titled.add_all(_titled(document), row)
        for word in analysis.spelt:
            self.vocabulary.spelling.add(word)
        self.ids.add(row)

    def _leave(self, row: int, reader: KeyReader) -> None:
        """Forget all that a row holds, while its entry still stands there."""
        analysis = analyse(self.entries[row].entry, reader)
        document = analysis.document
        self.ids.discard(row)
        self.titles.leave(row, document)
        self.keys.discard_all(document.weights, row)
        self.titled.discard_all(_titled(document), row)
        self.names.leave(row, document.names)
        self.links.leave(row)
        for word in analysis.spelt:
            self.vocabulary.spelling.discard(word)
        self.facets.leave(row)


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
