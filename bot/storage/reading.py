"""Reading lists as rows."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.domain.reading_lists import ReadingItem
from bot.ports.reading import ReadingStore
from bot.storage.database import Database
from bot.storage.schema import reading
from bot.storage.upsert import insert_new


def add(connection: Connection, item: ReadingItem) -> bool:
    """Insert an item; False where the entry is on that list."""
    row = {
        "workspace": item.workspace,
        "list_name": item.ref.list_name,
        "entry_id": item.ref.id,
        "person": item.person,
        "name": item.name,
        "note": item.note,
        "added_at": item.added_at,
    }
    return bool(connection.execute(insert_new(connection, reading), row).rowcount)


def remove(connection: Connection, workspaces: Collection[str], ref: EntryRef) -> int:
    """Delete an entry from these lists."""
    same = (reading.c.list_name == ref.list_name) & (reading.c.entry_id == ref.id)
    return connection.execute(delete(reading).where(reading.c.workspace.in_(workspaces), same)).rowcount


def read(connection: Connection, workspaces: Collection[str]) -> tuple[ReadingItem, ...]:
    """Read these lists, oldest first."""
    query = (
        select(reading)
        .where(reading.c.workspace.in_(workspaces))
        .order_by(reading.c.added_at, reading.c.workspace, reading.c.list_name, reading.c.entry_id)
    )
    return tuple(
        ReadingItem(row.workspace, EntryRef(row.list_name, row.entry_id), row.person, row.name, row.note, row.added_at)
        for row in connection.execute(query)
    )


class SqlReading(ReadingStore):
    """Reading lists in a SQL database: one transaction each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_reading(self, item: ReadingItem) -> bool:
        """Put an entry on a workspace's list; False where it is there already."""
        return await self._database.write(lambda connection: add(connection, item))

    async def remove_reading(self, workspaces: Collection[str], ref: EntryRef) -> int:
        """Take an entry off the lists of these workspaces; return how many it was on."""
        return await self._database.write(lambda connection: remove(connection, workspaces, ref))

    async def reading(self, workspaces: Collection[str]) -> tuple[ReadingItem, ...]:
        """Return what is on the lists of these workspaces, oldest first."""
        return await self._database.read(lambda connection: read(connection, workspaces))
