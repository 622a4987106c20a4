"""The search engines that ours is compared with, each over the same catalog and used as people usually use it.

`bm25s`, `tantivy` and a model of meaning are loaded only where they are measured, and left out where they are not
installed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from rapidfuzz import fuzz, process

from benchmarks.meanings import meaning_of
from bot.bootstrap import engine_for
from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from bot.shipped import synonym_table, venue_table

_WORD = re.compile(r"\w+")


class System(Protocol):
    """Searches a catalog; rows are positions in it."""

    def search(self, text: str, limit: int) -> list[int]:
        """Return rows, best first; none where it thinks that nothing answers."""
        ...

    def complete(self, text: str, limit: int) -> list[int]:
        """Return rows whose title may be being typed."""
        ...


class Ours:
    """Our own engine."""

    def __init__(self, catalog: Catalog) -> None:
        self.engine = self._engine(catalog)
        self._rows = {stored.ref: row for row, stored in enumerate(catalog.entries)}

    def _engine(self, catalog: Catalog) -> SearchEngine:
        return engine_for(catalog)

    def search(self, text: str, limit: int) -> list[int]:
        """Search as the command does."""
        return [self._rows[hit.entry.ref] for hit in self.engine.search(text, limit=limit).hits]

    def complete(self, text: str, limit: int) -> list[int]:
        """Complete as every front-end does."""
        return [self._rows[stored.ref] for stored in self.engine.complete_entries(text, limit)]


class OursWithMeaning(Ours):
    """Our own engine with a model of meaning; encoding is part of building it."""

    def _engine(self, catalog: Catalog) -> SearchEngine:
        meaning = meaning_of(catalog)
        if meaning is None:
            raise ModuleNotFoundError(name="bot.meaning")
        return SearchEngine(catalog, venue_table(), synonym_table(), meaning)


class Fts5:
    """SQLite's FTS5: one column for the title and one for the rest, ranked by its bm25."""

    def __init__(
        self, catalog: Catalog, *, tokenize: str = "porter unicode61", joins: Sequence[str] = ("AND",)
    ) -> None:
        self._joins = joins
        self._trigram = tokenize == "trigram"
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(title, rest, tokenize='{tokenize}')")
        rows = ((row, *text) for row, text in enumerate(_texts(catalog)))
        self._connection.executemany("INSERT INTO texts(rowid, title, rest) VALUES (?, ?, ?)", rows)

    def search(self, text: str, limit: int) -> list[int]:
        """Ask for all words, then, if so made, for any."""
        for join in self._joins:
            found = self._ask(f" {join} ".join(f'"{piece}"' for piece in self._pieces(text)), limit)
            if found:
                return found
        return []

    def complete(self, text: str, limit: int) -> list[int]:
        """Ask for the words, of which the last is unfinished."""
        pieces = self._pieces(text)
        ending = "" if self._trigram else "*"
        expression = f" {self._joins[-1]} ".join(f'"{piece}"' for piece in pieces) + (ending if pieces else "")
        return self._ask(expression, limit)

    def _pieces(self, text: str) -> list[str]:
        words: list[str] = _WORD.findall(text.lower())
        if not self._trigram:
            return words
        return [word[at : at + 3] for word in words for at in range(len(word) - 2)]

    def _ask(self, expression: str, limit: int) -> list[int]:
        if not expression:
            return []
        statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 3.0, 1.0) LIMIT ?"
        return [row for (row,) in self._connection.execute(statement, (expression, limit))]


class WholeRatio:
    """rapidfuzz's WRatio over all titles; what is below 60 is no answer."""

    def __init__(self, catalog: Catalog) -> None:
        self._titles = [stored.entry.title.lower() for stored in catalog.entries]

    def search(self, text: str, limit: int) -> list[int]:
        """Compare with every title."""
        found = process.extract(text.lower(), self._titles, scorer=fuzz.WRatio, score_cutoff=60, limit=limit)
        return [row for _, _, row in found]

    complete = search


class Bm25s:
    """bm25s (scipy-free), Lucene's variant, with its own stop words and no stemmer."""

    def __init__(self, catalog: Catalog) -> None:
        import bm25s

        self._library = bm25s
        self._size = len(catalog.entries)
        self._index = bm25s.BM25(method="lucene")
        tokens = bm25s.tokenize([" ".join(text) for text in _texts(catalog)], stopwords="en", show_progress=False)
        self._index.index(tokens, show_progress=False)

    def search(self, text: str, limit: int) -> list[int]:
        """Rank everything that holds any of the words."""
        tokens = self._library.tokenize([text], stopwords="en", show_progress=False)
        rows, scores = self._index.retrieve(tokens, k=min(limit, self._size), show_progress=False)
        return [int(row) for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    complete = search


class Tantivy:
    """tantivy, each word with one slip forgiven; completing, the words are beginnings."""

    def __init__(self, catalog: Catalog) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=False, tokenizer_name="en_stem")
        builder.add_text_field("rest", stored=False, tokenizer_name="en_stem")
        builder.add_unsigned_field("row", stored=True, indexed=False)
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for row, (title, rest) in enumerate(_texts(catalog)):
            writer.add_document(tantivy.Document(title=title, rest=rest, row=row))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, text: str, limit: int) -> list[int]:
        """Ask for any of the words."""
        return self._ask(text, limit, beginnings=False)

    def complete(self, text: str, limit: int) -> list[int]:
        """Ask for any word that begins so."""
        return self._ask(text, limit, beginnings=True)

    def _ask(self, text: str, limit: int, *, beginnings: bool) -> list[int]:
        fuzzy = {"title": (beginnings, 1, True), "rest": (beginnings, 1, True)}
        words = " ".join(_WORD.findall(text))
        if not words:
            return []
        query = self._index.parse_query(words, ["title", "rest"], {"title": 3.0}, fuzzy)
        hits = self._searcher.search(query, limit).hits
        return [self._searcher.doc(address)["row"][0] for _, address in hits]


SYSTEMS: Mapping[str, Callable[[Catalog], System]] = {
    "ours": Ours,
    "ours, with meaning": OursWithMeaning,
    "FTS5, all words": Fts5,
    "FTS5, all, else any": lambda catalog: Fts5(catalog, joins=("AND", "OR")),
    "FTS5 trigram, any": lambda catalog: Fts5(catalog, tokenize="trigram", joins=("OR",)),
    "rapidfuzz WRatio": WholeRatio,
    "bm25s": Bm25s,
    "tantivy fuzzy": Tantivy,
}


def _texts(catalog: Catalog) -> list[tuple[str, str]]:
    """Return each entry's title and all else that it says of itself."""
    entries = [stored.entry for stored in catalog.entries]
    return [
        (
            entry.title,
            " ".join(
                filter(
                    None,
                    [entry.description, entry.authors, entry.venue, str(entry.year or ""), *sum(entry.sections, ())],
                )
            ),
        )
        for entry in entries
    ]
