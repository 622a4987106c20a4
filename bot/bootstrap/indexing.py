"""Making search engines: of the index that is kept beside the database where that is of the same, else anew."""

from __future__ import annotations

import hashlib
import marshal
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot import __version__, domain, search, shipped
from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from bot.search.kept import Part
from bot.search.meaning import Meaning
from bot.storage.index_file import IndexFile

WORTH_KEEPING = 2_000
"""From so many entries on an index is kept; fewer are built within half a second."""


class EngineMaker:
    """Makes search engines, with the tables that ship: of what is kept in a file, else anew, and then keeps it."""

    def __init__(self, meaning: Meaning | None = None, file: IndexFile | None = None) -> None:
        self._meaning = meaning
        self._file = file

    def make(self, catalog: Catalog) -> SearchEngine:
        """Make the engine of a catalog.  Takes seconds for 10,000 entries, unless it was kept."""
        if self._file is None or len(catalog.entries) < WORTH_KEEPING:
            return self._engine(catalog)
        kept = self._restored(catalog, self._file)
        if kept:
            return kept
        engine = self._engine(catalog)
        self.keep(engine, catalog)
        return engine

    def keep(self, engine: SearchEngine, catalog: Catalog) -> None:
        """Write the index of a catalog to the file, where there is one and it is worth it."""
        if self._file and len(catalog.entries) >= WORTH_KEEPING:
            self._file.write(key_of(catalog), engine.state())

    def _restored(self, catalog: Catalog, file: IndexFile) -> SearchEngine | None:
        parts = file.read(key_of(catalog))
        if parts is None:
            return None
        try:
            return self._engine(catalog, parts)
        except (KeyError, OSError):  # of other entries, or gone while it was read
            return None

    def _engine(self, catalog: Catalog, kept: Iterable[Part] | None = None) -> SearchEngine:
        return SearchEngine(catalog, shipped.venue_table(), shipped.synonym_table(), self._meaning, kept=kept)


def key_of(catalog: Catalog) -> bytes:
    """Return what an index of the catalog, made by this very program with its tables, is to be known by."""
    lists = [(each.name, each.digest, str(each.changed_at)) for each in catalog.lists]
    made_of = (_program(), catalog.version, len(catalog.entries), lists)
    return hashlib.sha256(repr(made_of).encode("utf-8", "surrogatepass")).digest()


@cache
def _program() -> tuple[object, ...]:
    """Return what tells this program, its tables, and how this Python writes data, from others.

    Of its files the sizes and times, which change with every installation, and whenever someone works on them.
    """
    python = (sys.implementation.cache_tag, sys.byteorder, marshal.version, array("I").itemsize)
    tables = [hashlib.sha256((shipped.data_folder() / name).read_bytes()).hexdigest() for name in shipped.TABLES]
    sources = sorted(
        (file.name, (status := file.stat()).st_size, status.st_mtime_ns)
        for package in (search, domain)
        for folder in package.__path__
        for file in Path(folder).glob("*.py")
    )
    return __version__, python, tables, sources
