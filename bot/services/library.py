"""Hold the catalog and its search index in memory, and replace both when the store has moved on.

The catalog is derived state: any process can build it from the store at any time.  Nobody is answered from an
older one than the store had when they asked, but for completions, which cannot wait (`refresh_soon`).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.catalog_delta import later_catalog
from bot.domain.contents import Contents
from bot.errors import BotError
from bot.ports import CatalogLoader
from bot.search.engine import SearchEngine
from bot.search.garbage import Leaving, without_collecting

_log = logging.getLogger(__name__)

PAUSE = 3.0
"""Seconds from one look in the background to the next."""

LARGE = 2_000
"""From so many entries on small changes are taken in place; for fewer, to begin anew costs as little and is tidier."""

MOST = 30
"""How many entries may have changed to be taken in place, which keeps the event loop for about a millisecond each."""

RENEWED = 0.05
"""Once this share of the entries was taken in place, all is built anew: in order, and without what is left over."""


KEPT_AFTER = 120.0
"""Seconds after a change was taken in place until the index is kept anew, with whatever else came meanwhile."""


class Library:
    """The catalog as of the last `refresh`, with an engine to search it.

    *build* makes one, and *keep* sees to it that a later process need not; both in a thread.  *ticks* counts seconds,
    and *sleep* lets them pass.
    """

    def __init__(
        self,
        store: CatalogLoader,
        build: Callable[[Catalog], SearchEngine],
        ticks: Callable[[], float] = time.monotonic,
        *,
        keep: Callable[[SearchEngine, Catalog], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._build = build
        self._ticks = ticks
        self._keep = keep
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._begun = self._seen = 0  # looks at the store, numbered: the last that began, the last that came to an end
        self._background: asyncio.Task[None] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._kept: asyncio.Future[None] | None = None
        self._paused_until = 0.0
        self._holders = 0
        self._engine: SearchEngine | None = None
        self._reading = asyncio.Lock()
        self._contents: Contents | None = None
        self._adopt(Catalog(version=0, lists=(), entries=()))

    @property
    def engine(self) -> SearchEngine:
        """The engine of the catalog, built when it is first asked."""
        if self._engine is None:
            self._engine = self._build(self.catalog)
        return self._engine

    @property
    def mark(self) -> int:
        """The present moment, to be given to `refresh` later: a look that begins from now on is fresh enough then."""
        return self._begun

    async def refresh(self, asked: int | None = None) -> None:
        """Load the catalog again if any process has written a revision since it was *asked* for, or since now.

        Of many who call at once, those who wait share one look at the store, which began after they had asked.
        """
        asked = self.mark if asked is None else asked
        async with self._turn:
            if self._seen > asked:
                return
            self._begun = look = self._begun + 1
            await self._look()
            self._seen = look

    async def load(self) -> None:
        """Load the catalog and build no engine, for who may never search; one who does has it built then."""
        async with self._turn:
            with without_collecting():
                self._adopt(await self._store.load())

    def refresh_soon(self) -> None:
        """Begin to refresh in the background, unless that was done moments ago; for who cannot wait.

        What goes wrong there is logged.
        """
        now = self._ticks()
        if now >= self._paused_until and (self._background is None or self._background.done()):
            self._paused_until = now + PAUSE
            self._background = asyncio.create_task(self._refresh_quietly(), name="library")

    @contextmanager
    def held(self) -> Iterator[SearchEngine]:
        """Give the engine, unchanged until the block ends, to another thread: what is new meanwhile makes a new one."""
        self._holders += 1
        try:
            yield self.engine
        finally:
            self._holders -= 1

    def entry(self, ref: EntryRef) -> CatalogEntry | None:
        """Return the entry that stands on its list under this id now."""
        return self.engine.entry(ref)

    def followed(self, name: str) -> FollowedList:
        """Return the list of this name.  Raises `KeyError` for one that is not followed."""
        return self._lists[name]

    async def contents(self) -> Contents:
        """Return what there is in the catalog; of a large one, found out in a thread by whoever asks first."""
        async with self._reading:
            catalog = self.catalog
            if self._contents is None or self._contents.catalog is not catalog:
                small = len(catalog.entries) < LARGE
                self._contents = Contents.of(catalog) if small else await asyncio.to_thread(Contents.of, catalog)
            return self._contents

    async def _look(self) -> None:
        if await self._store.version() == self.catalog.version or await self._follow():
            return
        with without_collecting():
            catalog = await self._store.load(self.catalog)
            if catalog.version == self.catalog.version:
                return
            engine = await asyncio.to_thread(self._build, catalog)  # takes seconds for 10,000 entries
        leaving = Leaving(self._engine)
        self._adopt(catalog)
        self._engine = engine
        if leaving.is_large:
            asyncio.get_running_loop().run_in_executor(None, leaving.let_go)

    async def _follow(self) -> bool:
        """Take in place what changed in a large catalog, if that is little; return whether it was."""
        count = len(self.catalog.entries)
        if self._engine is None or count < LARGE:
            return False
        delta = await self._store.load_since(self.catalog.version, MOST)
        catalog = later_catalog(self.catalog, self._engine.entry, delta) if delta else None
        if delta is None or catalog is None:
            return False
        if self._kept and not self._kept.done():
            await asyncio.wait([self._kept])  # it reads what is to be changed here
        self._taken_in += len(delta.put) + len(delta.gone)
        if self._taken_in > count * RENEWED or self._holders:
            return False
        try:
            self._engine.update(delta)
        except BaseException:
            self._engine = None  # half updated; the next look begins anew
            raise
        self._name(catalog)
        if self._keep and (self._keeping is None or self._keeping.done()):
            self._keeping = asyncio.create_task(self._keep_later(self._keep), name="index")
        return True

    async def _keep_later(self, keep: Callable[[SearchEngine, Catalog], None]) -> None:
        """Keep the index in a while; what is new in the meantime waits until that is done."""
        await self._sleep(KEPT_AFTER)
        if self._engine is not None:
            self._kept = asyncio.ensure_future(asyncio.to_thread(keep, self._engine, self.catalog))
            await self._kept

    async def _refresh_quietly(self) -> None:
        try:
            await self.refresh()
        except BotError as error:  # the next question meets it too, and says so
            _log.warning("library.not_refreshed", extra={"code": error.code, **error.fields})

    def _adopt(self, catalog: Catalog) -> None:
        self._name(catalog)
        self._engine = None
        self._taken_in = 0

    def _name(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._lists = {each.name: each for each in catalog.lists}
