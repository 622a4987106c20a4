"""Run work in transactions: many readers, one writer.  Contains no business logic.

Work is a plain function of a connection.  It runs inside one transaction, which is committed when the function
returns and undone when it raises or the process dies.  A task that is cancelled meanwhile ends with its transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.util import greenlet_spawn

from bot.storage.engine import for_reading, for_writing
from bot.storage.errors import busy, translated
from bot.storage.place import Place, SqliteFile

T = TypeVar("T")


async def transact(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Run *work* in one transaction of *engine*, whose waiting for the database lets other tasks run."""

    def run() -> T:
        with engine.begin() as connection:
            return work(connection)

    running = asyncio.ensure_future(greenlet_spawn(run))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        # A driver that is left in the midst of a call may hold its lock for a while: let it come to an end.
        await asyncio.wait([running])
        if not running.cancelled():
            running.exception()  # nobody is there any more to be told
        raise


async def dispose(engine: Engine) -> None:
    """Close every connection of *engine* that is not in use."""
    await greenlet_spawn(engine.dispose)


class Database:
    """One open database."""

    def __init__(self, place: Place, engine: Engine, patience: float) -> None:
        self.place = place
        self.engine = engine
        self.patience = patience
        self._reading = for_reading(engine)
        self._writing = for_writing(engine, patience)
        # SQLite has one writer at a time.  Within the process they queue here, in order, without polling the file.
        self._turn = asyncio.Lock() if isinstance(place, SqliteFile) else None
        self._under_way: set[asyncio.Task[object]] = set()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run *work* on one unchanging state of the database; others may write meanwhile."""
        with translated(self.place):
            return await self._watched(transact(self._reading, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run *work* with the right to write.  Raises `StoreBusy` if that cannot be had in time."""
        with translated(self.place):
            async with self._my_turn():
                return await self._watched(transact(self._writing, work))

    async def close(self) -> None:
        """Close every connection, once what is under way has ended.  SQLite tidies its helper files away then."""
        if self._under_way:  # a connection that comes back to an engine that was disposed of is never closed
            await asyncio.wait(self._under_way)
        with translated(self.place):
            await dispose(self.engine)

    async def _watched(self, transaction: Coroutine[None, None, T]) -> T:
        task = asyncio.ensure_future(transaction)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await task
        finally:
            task.cancel()

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        if self._turn is None:
            yield
            return
        try:
            async with asyncio.timeout(self.patience):
                await self._turn.acquire()
        except TimeoutError:
            raise busy(self.place) from None
        try:
            yield
        finally:
            self._turn.release()
