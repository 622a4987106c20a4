"""Transactions: all or nothing, one writer, readers that nobody blocks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.util import await_

from bot.errors import StoreBusy
from bot.storage.database import Database
from bot.storage.engine import create_engine, for_writing
from bot.storage.opening import open_database
from bot.storage.place import find_place
from tests.storage.holding import holding


@pytest.fixture
async def database(where: str) -> AsyncIterator[Database]:
    async with opened(where) as database:
        yield database


@asynccontextmanager
async def opened(where: str, patience: float = 5.0) -> AsyncIterator[Database]:
    database = await open_database(find_place(where), patience)
    try:
        yield database
    finally:
        await database.close()


def grow(connection: Connection) -> None:
    connection.execute(text("UPDATE meta SET value = value + 1"))


def value(connection: Connection) -> int:
    return int(connection.execute(text("SELECT value FROM meta WHERE key = 'catalog_version'")).scalar_one())


def writer(where: str) -> Engine:
    return for_writing(create_engine(find_place(where), 5), 5)


async def test_what_raises_is_undone(database: Database) -> None:
    def fail(connection: Connection) -> None:
        grow(connection)
        message = "a bug"
        raise LookupError(message)

    with pytest.raises(LookupError):
        await database.write(fail)

    assert await database.read(value) == 0
    await database.write(grow)
    assert await database.read(value) == 1


async def test_a_write_that_is_cancelled_half_way_comes_to_its_end_and_frees_the_way(database: Database) -> None:
    def cancel_and_go_on(connection: Connection) -> None:
        grow(connection)
        writing.cancel()
        grow(connection)

    writing = asyncio.create_task(database.write(cancel_and_go_on))
    with pytest.raises(asyncio.CancelledError):
        await writing

    assert await database.read(value) == 2
    await database.write(grow)
    assert await database.read(value) == 3


async def test_many_writers_in_one_process_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(database.write(grow) for _ in range(30)))

    assert await database.read(value) == 30


async def test_a_reader_sees_one_state_from_its_first_look_to_its_last(database: Database, where: str) -> None:
    async with opened(where) as other:
        looked, grown = asyncio.Event(), asyncio.Event()

        def look_twice(connection: Connection) -> tuple[int, int]:
            first = value(connection)
            looked.set()
            await_(grown.wait())
            return first, value(connection)

        async def write_meanwhile() -> None:
            await looked.wait()
            await other.write(grow)
            grown.set()

        seen, _ = await asyncio.wait_for(asyncio.gather(database.read(look_twice), write_meanwhile()), 5)

        assert seen == (0, 0)
        assert await database.read(value) == 1


async def test_readers_do_not_wait_for_a_writer(database: Database, where: str) -> None:
    async with holding(writer(where), grow):
        assert await asyncio.wait_for(database.read(value), 2) == 0


async def test_a_writer_waits_for_another_and_then_says_that_it_is_busy(database: Database, where: str) -> None:
    async with opened(where, patience=0.2) as impatient:
        async with holding(writer(where), grow):
            with pytest.raises(StoreBusy, match="Nothing was lost"):
                await impatient.write(grow)

        await impatient.write(grow)
        assert await database.read(value) == 2


async def test_writers_that_queue_in_one_process_do_not_add_up_their_patience(where: str) -> None:
    """One after another, the ten would take ten seconds; the bound leaves a busy machine plenty."""
    async with opened(where, patience=1.0) as impatient, holding(writer(where), grow):
        loop = asyncio.get_running_loop()
        begun = loop.time()
        outcomes = await asyncio.gather(*(impatient.write(grow) for _ in range(10)), return_exceptions=True)

        assert {type(outcome) for outcome in outcomes} == {StoreBusy}
        assert loop.time() - begun < 8


async def test_closing_waits_for_what_is_under_way(where: str) -> None:
    """A connection that came back later would never be closed."""
    database = await open_database(find_place(where), 5.0)
    count = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT max(i) FROM n"
    )
    begun = asyncio.Event()

    def read(connection: Connection) -> int:
        begun.set()
        return int(connection.execute(count).scalar_one())

    reading = asyncio.create_task(database.read(read))
    await begun.wait()
    await database.close()
    assert reading.done()
    assert await reading == 200_000
