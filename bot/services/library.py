"""Hold the catalog and its search index in memory, and replace both when the store has moved on.

The catalog is derived state: any process can build it from the store at any time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.ports import CatalogStore
from bot.search.engine import SearchEngine


class Library:
    """The catalog as of the last `refresh`, with an engine to search it."""

    def __init__(self, store: CatalogStore, build: Callable[[Catalog], SearchEngine]) -> None:
        self._store = store
        self._build = build
        self._lock = asyncio.Lock()
        self._engine: SearchEngine | None = None
        self._adopt(Catalog(version=0, lists=(), entries=()))

    @property
    def engine(self) -> SearchEngine:
        """The engine of the catalog, built when it is first asked."""
        if self._engine is None:
            self._engine = self._build(self.catalog)
        return self._engine

    async def refresh(self) -> None:
        """Load the catalog again if any process has written a revision since the last time."""
        if await self._store.version() == self.catalog.version:
            return
        async with self._lock:
            catalog = await self._store.load()
            if catalog.version != self.catalog.version:
                engine = await asyncio.to_thread(self._build, catalog)  # takes seconds for 10,000 entries
                self._adopt(catalog)
                self._engine = engine

    def entry(self, ref: EntryRef) -> CatalogEntry | None:
        """Return the entry that stands on its list under this id now."""
        return self._by_ref.get(ref)

    def followed(self, name: str) -> FollowedList:
        """Return the list of this name.  Raises `KeyError` for one that is not followed."""
        return self._lists[name]

    def _adopt(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._engine = None
        self._by_ref = {entry.ref: entry for entry in catalog.entries}
        self._lists = {each.name: each for each in catalog.lists}
