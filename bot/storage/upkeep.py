"""What an operator does to a database by hand: check it, copy it.  Neither creates, migrates or repairs one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from bot.errors import StoreError
from bot.i18n import gettext as _
from bot.storage.copying import copy_file
from bot.storage.errors import translated
from bot.storage.migrate import HEAD, stored_revision
from bot.storage.opening import open_as_it_is
from bot.storage.place import PostgresServer, SqliteFile, find_place


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a check found.

    `revision` is the step of the schema that the database is at (`""`: it is empty), `newest` the one that this
    version would bring it to.  `problems` are the database's own words about what is damaged, for the operator.
    """

    revision: str
    newest: str
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems


async def check_store(where: str | Path, *, patience: float = 5.0) -> StoreCheck:
    """Look through the whole database for damage.  Takes seconds for each gigabyte; others may use it meanwhile.

    Raises `StoreError` where there is no database, it cannot be read at all, or a newer version wrote it.
    PostgreSQL keeps watch over itself: there, only the schema is looked at.
    """
    place = find_place(where)
    database = await open_as_it_is(place, patience)
    try:
        revision = await database.read(lambda connection: stored_revision(connection, place))
        problems = await database.read(_find_damage) if isinstance(place, SqliteFile) else ()
    finally:
        await database.close()
    return StoreCheck(revision, HEAD, problems)


async def backup_store(where: str | Path, target: Path, *, patience: float = 5.0) -> None:
    """Copy the database to a new file, complete and at one moment, while others may use it.

    Raises `StoreError` where the database cannot be read, where *target* exists already or cannot be written, and
    for PostgreSQL, which has its own tools.
    """
    place = find_place(where)
    if isinstance(place, PostgresServer):
        raise StoreError(_("A PostgreSQL database is backed up with pg_dump. Nothing was copied."))
    database = await open_as_it_is(place, patience)
    await database.close()
    await asyncio.to_thread(_copy_anew, place.path, target)


def _copy_anew(source: Path, target: Path) -> None:
    if target.exists():
        raise StoreError(_("{target} exists already and was not overwritten. Choose another name.", target=target))
    with translated(SqliteFile(target.absolute())):
        copy_file(source, target.absolute())


def _find_damage(connection: Connection) -> tuple[str, ...]:
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    orphans = [
        f"{row[0]} row {row[1]}: no such {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return tuple(problem for problem in found if problem != "ok") + tuple(orphans)
