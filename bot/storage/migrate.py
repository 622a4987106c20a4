"""Bring a database's schema up to date, by the steps in `migrations/versions`.

What is stored is compared with `HEAD` first; alembic is imported only where there is something to do.  A step never
deletes what people saved.  Every step and the note that it was taken are one transaction, and before an existing
SQLite file is touched, a copy is laid beside it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.storage.copying import copy_file
from bot.storage.database import Database, dispose, transact
from bot.storage.engine import create_migrating_engine, for_migrating
from bot.storage.errors import corrupt, newer, translated
from bot.storage.place import Place, SqliteFile

HEAD = "0011"
"""The newest step: four digits, growing by one."""

STEPS = Path(__file__).with_name("migrations")

VERSION_TABLE = "awesome_bot_schema"
_NOTHING = ""


def stored_revision(connection: Connection, place: Place) -> str:
    """Return the step that the database is at, `""` for an empty one.

    Raises `StoreCorrupt` if there are tables but not ours, `StoreNewer` if the step is not known here.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return _NOTHING
    if VERSION_TABLE not in tables:
        raise corrupt(place)
    stored = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    if stored is None:
        raise corrupt(place)
    if str(stored) > HEAD:
        raise newer(place, stored=str(stored), known=HEAD)
    return str(stored)


async def bring_up_to_date(database: Database) -> None:
    """Take every step that is missing.  Of several processes at once, one does it and the others wait for it.

    Raises `StoreError` with nothing changed; a step that fails with anything else is undone as well.
    """
    place = database.place
    if await database.read(lambda connection: stored_revision(connection, place)) == HEAD:
        return
    engine = create_migrating_engine(place, database.patience)
    try:
        with translated(place):
            await transact(for_migrating(engine, database.patience), lambda connection: _migrate(connection, place))
    finally:
        await dispose(engine)


def copy_before(path: Path, revision: str) -> Path:
    """Return where the copy is laid that is made before a file is brought to *revision*."""
    return path.with_name(f"{path.name}.before-{revision}")


def _migrate(connection: Connection, place: Place) -> None:
    stored = stored_revision(connection, place)
    if stored == HEAD:
        return  # another process was faster
    if stored and isinstance(place, SqliteFile):
        copy_file(place.path, copy_before(place.path, HEAD))
    _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))  # a lone % has a meaning there
    command.upgrade(config, "head")
