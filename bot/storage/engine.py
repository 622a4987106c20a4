"""Create the engines: how connections to each database are set up.  Contains no business logic and no SQL of ours.

SQLAlchemy begins a transaction by itself, but what that means to the database is decided here: each engine carries
in its execution option `on_begin` the statements that open its transactions.  On SQLite they are the `BEGIN` itself,
because Python's driver would otherwise begin too late (not before the first write) and too meekly (a reader that
becomes a writer fails at once, without waiting for its turn).
"""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.place import Place, PostgresServer, SqliteFile

_CONNECT_SECONDS = 10
_MIGRATION_LOCK = 0x61776573  # any number that other programs on the same database are unlikely to use


def create_engine(place: Place, patience: float, *, migrating: bool = False) -> AsyncEngine:
    """Create an engine that waits up to *patience* seconds for locks.  Nothing is opened yet.

    While *migrating*, SQLite does not enforce foreign keys: a table can only be rebuilt without them.
    """
    match place:
        case SqliteFile():
            return _create_sqlite(place, patience, {"mode": "rwc"}, foreign_keys=not migrating)
        case PostgresServer():
            return _create_postgres(place)


def create_frozen_engine(place: SqliteFile) -> AsyncEngine:
    """Create an engine for a file on a medium where nothing can be written, not even SQLite's own helper files."""
    return _create_sqlite(place, 0, {"mode": "ro", "immutable": "1"}, foreign_keys=True)


def for_reading(engine: AsyncEngine) -> AsyncEngine:
    """Return the engine with transactions that see one unchanging state and block nobody."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(on_begin=("BEGIN",))
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: AsyncEngine, patience: float) -> AsyncEngine:
    """Return the engine with transactions that hold the right to write from their first moment."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(on_begin=("BEGIN IMMEDIATE",))
    return engine.execution_options(on_begin=(_lock_timeout(patience),))


def for_migrating(engine: AsyncEngine, patience: float) -> AsyncEngine:
    """Return the engine with transactions of which one process at a time can have one."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(on_begin=("BEGIN IMMEDIATE",))
    # There is no table to lock yet on a fresh database, so this one lock is advisory.  It ends with the transaction.
    lock = f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"
    return engine.execution_options(on_begin=(_lock_timeout(patience), lock))


def _lock_timeout(patience: float) -> str:
    return f"SET LOCAL lock_timeout = {int(patience * 1000)}"


def _create_sqlite(place: SqliteFile, patience: float, options: dict[str, str], *, foreign_keys: bool) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=place.path.as_uri(), query={"uri": "true", **options})
    # `isolation_level=None`: the driver keeps its hands off transactions, see above.
    engine = create_async_engine(url, connect_args={"timeout": patience, "isolation_level": None}, hide_parameters=True)

    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        cursor.execute("PRAGMA synchronous = NORMAL")  # with WAL: survives a crash; a power cut may undo the last write
        cursor.execute("PRAGMA secure_delete = ON")  # what a person asked us to forget is overwritten
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _create_postgres(place: PostgresServer) -> AsyncEngine:
    engine = create_async_engine(
        place.url,
        connect_args={"timeout": _CONNECT_SECONDS},
        pool_pre_ping=True,  # a server that was restarted costs a new connection, not an error
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    statements: tuple[str, ...] = connection.get_execution_options().get("on_begin", ())
    for statement in statements:
        connection.exec_driver_sql(statement)
