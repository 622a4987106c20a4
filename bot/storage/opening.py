"""Open a database: make its folder, bring its schema up to date, choose how it can be used at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.engine import Connection

from bot.errors import StoreBusy, StoreReadOnly
from bot.storage.database import Database, transact
from bot.storage.engine import create_engine, try_to_open
from bot.storage.errors import missing, translated
from bot.storage.migrate import bring_up_to_date, stored_revision
from bot.storage.place import Place, PostgresServer, SqliteFile

_RETRY_SECONDS = 0.02

_Prepare: TypeAlias = Callable[[Database], Awaitable[object]]


async def open_database(place: Place, patience: float) -> Database:
    """Return the database, up to date.  Raises `StoreError` and leaves nothing open where that fails."""
    if isinstance(place, SqliteFile):
        with translated(place):
            place.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people saved is their own business
    return await _first_that_opens(place, patience, _make_ready)


async def open_as_it_is(place: Place, patience: float) -> Database:
    """Return the database without creating or changing anything.  Raises `StoreError` where there is none."""
    if isinstance(place, SqliteFile) and not place.path.exists():
        raise missing(place)
    return await _first_that_opens(place, patience, _read_revision)


async def _first_that_opens(place: Place, patience: float, prepare: _Prepare) -> Database:
    try:
        return await _prepared(place, patience, prepare, frozen=False)
    except StoreReadOnly:
        if isinstance(place, PostgresServer) or not _is_complete(place.path):
            raise
    return await _prepared(place, patience, prepare, frozen=True)


def _is_complete(path: Path) -> bool:
    """Return whether the file holds everything, so that it can be read without SQLite's helper files."""
    log = path.with_name(f"{path.name}-wal")
    return path.is_file() and not (log.exists() and log.stat().st_size)


async def _prepared(place: Place, patience: float, prepare: _Prepare, *, frozen: bool) -> Database:
    with translated(place):
        if isinstance(place, SqliteFile):
            try_to_open(place, frozen=frozen)
        database = Database(place, create_engine(place, patience, frozen=frozen), patience)
    try:
        await prepare(database)
    except BaseException:
        await database.close()
        raise
    return database


async def _read_revision(database: Database) -> str:
    return await database.read(lambda connection: stored_revision(connection, database.place))


async def _make_ready(database: Database) -> None:
    await bring_up_to_date(database)
    if isinstance(database.place, SqliteFile):
        await _use_write_ahead_log(database)


async def _use_write_ahead_log(database: Database) -> None:
    """Let readers and the writer not block each other.

    The switch is kept in the file, so it happens once.  SQLite does not wait for others by itself here.
    """
    deadline = asyncio.get_running_loop().time() + database.patience
    while True:
        try:
            with translated(database.place):
                await transact(database.engine, _switch_journal)
        except StoreBusy:
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(_RETRY_SECONDS)
        except StoreReadOnly:
            return  # then nobody will write, and readers need no log
        else:
            return


def _switch_journal(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
