"""Hold a transaction open while a test does something else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.util import await_

from bot.storage.database import dispose, transact


@asynccontextmanager
async def holding(engine: Engine, work: Callable[[Connection], object]) -> AsyncIterator[None]:
    """Do *work* in a transaction of a new engine, and commit only at the end of the block."""
    held, let_go = asyncio.Event(), asyncio.Event()

    def hold(connection: Connection) -> None:
        work(connection)
        held.set()
        await_(let_go.wait())

    holder = asyncio.create_task(transact(engine, hold))
    waiting = asyncio.create_task(held.wait())
    await asyncio.wait((holder, waiting), return_when=asyncio.FIRST_COMPLETED)
    try:
        yield
    finally:
        let_go.set()
        await holder
        await waiting
        await dispose(engine)
