"""A full-text index in SQLite's FTS5, in memory: derived from the catalog and thrown away with the process.

Does not fold, stem or rank: it is given words that are ready to compare and answers which rows hold them.
Words reach SQLite only as bound parameters, each quoted as an FTS5 string, so no text can be an operator.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from bot.search.fulltext import Requirement, Row

_COLUMNS = "title, description, authors, venue, sections, implied"
_WEIGHTS = "6.0, 3.0, 4.0, 4.0, 1.5, 3.0"
"""How much a word says about an entry by where it stands; title first, the section that many share last."""


class SqliteFullText:
    """Rows of words, searched with FTS5.  Calls take a fraction of a millisecond on lists of ordinary size."""

    def __init__(self, rows: Iterable[Row]) -> None:
        # Built in a worker thread and used from the event loop's: SQLite serialises calls by itself.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute(
            f"CREATE VIRTUAL TABLE words USING fts5({_COLUMNS},"
            " tokenize=\"unicode61 remove_diacritics 2 tokenchars '_'\")"
        )
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "INSERT INTO words(rowid, title, description, authors, venue, sections, implied)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((number, *row) for number, row in enumerate(rows)),
            )

    def match(self, any_of: Sequence[Requirement], limit: int) -> list[int]:
        """Return at most *limit* rows that meet one of the requirements, best by weighted bm25 first."""
        expression = " OR ".join(f"({_all_of(groups)})" for groups in any_of if groups and all(groups))
        if not expression:
            return []
        return self._rows(
            f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, {_WEIGHTS}), rowid LIMIT ?",  # noqa: S608
            expression,
            limit,
        )

    def first(self, requirement: Requirement, limit: int) -> list[int]:
        """Return rows in row order: sorting all that begin alike by bm25 would be the slowest query of all."""
        if not requirement or not all(requirement):
            return []
        expression = _all_of(requirement)
        return self._rows(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?",
            f"{{title implied}} : ({expression})",
            limit,
        )

    def _rows(self, statement: str, expression: str, limit: int) -> list[int]:
        return [row for (row,) in self._connection.execute(statement, (expression, limit))]


def _all_of(groups: Requirement) -> str:
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""').replace("\0", "") + '"'
