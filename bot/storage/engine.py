"""Create the engines: how connections to each database are set up.  Contains no business logic and no SQL of ours.

SQLAlchemy begins a transaction by itself, but what that means to the database is decided here: each engine carries
in its execution option `on_begin` the statements that open its transactions.  On SQLite they are the `BEGIN` itself,
because Python's driver would otherwise begin too late (not before the first write) and too meekly (a reader that
becomes a writer fails at once, without waiting for its turn).

The drivers are asynchronous and the engines are not: `bot.storage.database` runs them side by side with everything
else.  That is what SQLAlchemy's own asynchronous engine does as well; to import it would also import the whole of its
object mapper, a third of the time that opening a store takes.
"""

from __future__ import annotations

import sqlite3
from functools import partial

from sqlalchemy import create_engine as create_sqlalchemy_engine
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.storage.place import Place, PostgresServer, SqliteFile

_PRAGMAS = {
    "foreign_keys": "ON",
    "synchronous": "NORMAL",  # with a write-ahead log: a crash loses nothing, a power cut at most the last write
    "secure_delete": "ON",  # what a person asked us to forget is overwritten, not only unlinked
}
_CONNECT_SECONDS = 10
_MIGRATION_LOCK = 0x61776573  # any number that other programs on the same database are unlikely to use


def create_engine(place: Place, patience: float, *, frozen: bool = False) -> Engine:
    """Create an engine that waits up to *patience* seconds for locks.  Nothing is opened yet.

    *frozen* is for a SQLite file in a folder where nothing can be written, not even SQLite's own helper files: SQLite
    then takes the file for one that never changes.  It may all the same, by another user's hand, so every transaction
    opens it anew.
    """
    match place:
        case SqliteFile():
            return _create_sqlite(place, patience, frozen=frozen)
        case PostgresServer():
            return _create_postgres(place)


def create_migrating_engine(place: Place, patience: float) -> Engine:
    """Create an engine that may rebuild tables: on SQLite that goes only without enforcing foreign keys."""
    engine = create_engine(place, patience)
    if isinstance(place, SqliteFile):
        event.listen(engine, "connect", partial(_set, {"foreign_keys": "OFF"}))
    return engine


def try_to_open(place: SqliteFile, *, frozen: bool) -> None:
    """Open the file and close it.  Raises `sqlite3.Error` where that fails.

    The engine would find out too, but its driver makes a thread for each connection, and that of one which cannot
    be made may outlive the event loop and complain on the screen.
    """
    options = "&".join(f"{name}={value}" for name, value in _open_options(frozen=frozen).items())
    sqlite3.connect(f"{place.path.as_uri()}?{options}", uri=True).close()


def for_reading(engine: Engine) -> Engine:
    """Return the engine with transactions that see one unchanging state and block nobody."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(on_begin=("BEGIN",))
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine, patience: float) -> Engine:
    """Return the engine with transactions that hold the right to write from their first moment."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(on_begin=("BEGIN IMMEDIATE",))
    return engine.execution_options(on_begin=(_lock_timeout(patience),))


def for_migrating(engine: Engine, patience: float) -> Engine:
    """Return the engine with transactions of which one process at a time can have one."""
    if engine.dialect.name == "sqlite":
        return for_writing(engine, patience)
    # There is no table to lock yet on a fresh database, so this one lock is advisory.  It ends with the transaction.
    lock = f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"
    return engine.execution_options(on_begin=(_lock_timeout(patience), lock))


def _lock_timeout(patience: float) -> str:
    return f"SET LOCAL lock_timeout = {int(patience * 1000)}"


def _open_options(*, frozen: bool) -> dict[str, str]:
    return {"mode": "ro", "immutable": "1"} if frozen else {"mode": "rwc"}


def _create_sqlite(place: SqliteFile, patience: float, *, frozen: bool) -> Engine:
    query = {"uri": "true", **_open_options(frozen=frozen)}
    engine = create_sqlalchemy_engine(
        URL.create("sqlite+aiosqlite", database=place.path.as_uri(), query=query),
        connect_args={"timeout": patience, "isolation_level": None},  # None: the driver's hands off transactions
        poolclass=NullPool if frozen else None,
        hide_parameters=True,
    )
    event.listen(engine, "connect", partial(_set, _PRAGMAS))
    event.listen(engine, "begin", _begin)
    return engine


def _set(pragmas: dict[str, str], connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _create_postgres(place: PostgresServer) -> Engine:
    engine = create_sqlalchemy_engine(
        place.url,
        connect_args={"timeout": _CONNECT_SECONDS},
        pool_pre_ping=True,  # a server that was restarted costs a new connection, not an error
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    statements: tuple[str, ...] = connection.get_execution_options().get("on_begin", ())
    for statement in statements:
        connection.exec_driver_sql(statement)
