"""Run work in transactions: many readers, one writer.  Contains no business logic.

Work is a plain function of a connection.  It runs inside one transaction, which is committed when the function
returns and undone when it raises, when the task is cancelled or when the process dies.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import for_reading, for_writing
from bot.storage.errors import busy, translated
from bot.storage.place import Place, SqliteFile

T = TypeVar("T")


class Database:
    """One open database."""

    def __init__(self, place: Place, engine: AsyncEngine, patience: float) -> None:
        self.place = place
        self.engine = engine
        self.patience = patience
        self._reading = for_reading(engine)
        self._writing = for_writing(engine, patience)
        # SQLite has one writer at a time.  Within the process they queue here, in order, without polling the file.
        self._turn = asyncio.Lock() if isinstance(place, SqliteFile) else None

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run *work* on one unchanging state of the database; others may write meanwhile."""
        with translated(self.place):
            async with self._reading.connect() as connection:
                return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run *work* with the right to write.  Raises `StoreBusy` if that cannot be had in time."""
        with translated(self.place):
            async with self._my_turn(), self._writing.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Close every connection.  SQLite tidies its helper files away with the last one."""
        with translated(self.place):
            await self.engine.dispose()

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        if self._turn is None:
            yield
            return
        try:
            await asyncio.wait_for(self._turn.acquire(), self.patience)
        except TimeoutError:
            raise busy(self.place) from None
        try:
            yield
        finally:
            self._turn.release()
