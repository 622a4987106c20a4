"""What people saved and were shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, delete, select, update
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.ports import SavedItem
from bot.storage.schema import saved, shown
from bot.storage.upsert import insert_new, upsert


def save(connection: Connection, person: str, ref: EntryRef, note: str | None, at: datetime) -> bool:
    """Put an entry on the shelf, or give the one that is there a new note."""
    row = {**_key(person, ref), "note": note or "", "saved_at": at}
    if connection.execute(insert_new(connection, saved), row).rowcount:
        return True
    if note is not None:
        connection.execute(update(saved).where(_is(saved, person, ref)).values(note=note))
    return False


def unsave(connection: Connection, person: str, ref: EntryRef) -> bool:
    """Take an entry off the shelf."""
    return bool(connection.execute(delete(saved).where(_is(saved, person, ref))).rowcount)


def read_saved(connection: Connection, person: str) -> tuple[SavedItem, ...]:
    """Read the shelf, newest first."""
    query = (
        select(saved.c.list_name, saved.c.entry_id, saved.c.note, saved.c.saved_at)
        .where(saved.c.person == person)
        .order_by(saved.c.saved_at.desc(), saved.c.list_name, saved.c.entry_id)
    )
    return tuple(
        SavedItem(EntryRef(list_name, entry_id), note, saved_at)
        for list_name, entry_id, note, saved_at in connection.execute(query)
    )


def mark_shown(connection: Connection, person: str, refs: Collection[EntryRef], at: datetime) -> None:
    """Remember what was recommended, and when last."""
    rows = [{**_key(person, ref), "shown_at": at} for ref in refs]
    if rows:
        connection.execute(upsert(connection, shown), rows)


def read_shown(connection: Connection, person: str) -> frozenset[EntryRef]:
    """Read what was recommended."""
    query = select(shown.c.list_name, shown.c.entry_id).where(shown.c.person == person)
    return frozenset(EntryRef(list_name, entry_id) for list_name, entry_id in connection.execute(query))


def forget_shown(connection: Connection, person: str) -> None:
    """Delete what was recommended."""
    connection.execute(delete(shown).where(shown.c.person == person))


def _key(person: str, ref: EntryRef) -> dict[str, str]:
    return {"person": person, "list_name": ref.list_name, "entry_id": ref.id}


def _is(table: Table, person: str, ref: EntryRef) -> ColumnElement[bool]:
    return and_(table.c.person == person, table.c.list_name == ref.list_name, table.c.entry_id == ref.id)
