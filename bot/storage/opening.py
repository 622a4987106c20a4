"""Open a database: make its folder, bring its schema up to date, choose how it can be used at all."""

from __future__ import annotations

import asyncio

from sqlalchemy.engine import Connection

from bot.errors import StoreBusy, StoreReadOnly
from bot.storage.database import Database
from bot.storage.engine import create_engine
from bot.storage.errors import translated
from bot.storage.migrate import HEAD, migrate, stored_revision
from bot.storage.place import Place, SqliteFile

_RETRY_SECONDS = 0.02


async def open_database(place: Place, patience: float) -> Database:
    """Return the database, ready to use.  Raises `StoreError` and leaves nothing open where that fails."""
    if isinstance(place, SqliteFile):
        with translated(place):
            place.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people saved is nobody else's
    database = Database(place, create_engine(place, patience), patience)
    try:
        await _make_ready(database)
    except BaseException:
        await database.close()
        raise
    return database


async def _make_ready(database: Database) -> None:
    revision = await database.read(lambda connection: stored_revision(connection, database.place))
    if revision != HEAD:
        await migrate(database.place, database.patience)
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
                async with database.engine.connect() as connection:
                    await connection.run_sync(_switch_journal)
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
