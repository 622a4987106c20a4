"""What people saved, were shown, looked at, refused, want more of, and chose to read about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.domain.entries import SectionPath
from bot.ports import SavedItem
from bot.storage.schema import interests, opened, refused, saved, shown, wanted
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


def refuse(connection: Connection, person: str, ref: EntryRef, at: datetime) -> bool:
    """Remember a refusal."""
    row = {**_key(person, ref), "refused_at": at}
    return bool(connection.execute(insert_new(connection, refused), row).rowcount)


def take_back_refusal(connection: Connection, person: str, ref: EntryRef) -> bool:
    """Delete a refusal."""
    return bool(connection.execute(delete(refused).where(_is(refused, person, ref))).rowcount)


def read_refused(connection: Connection, person: str) -> tuple[EntryRef, ...]:
    """Read refusals, newest first."""
    return _newest(connection, refused, person, None)


def want(connection: Connection, person: str, ref: EntryRef, at: datetime) -> bool:
    """Remember that more like this is wanted."""
    row = {**_key(person, ref), "wanted_at": at}
    return bool(connection.execute(insert_new(connection, wanted), row).rowcount)


def take_back_wish(connection: Connection, person: str, ref: EntryRef) -> bool:
    """Delete a wish for more."""
    return bool(connection.execute(delete(wanted).where(_is(wanted, person, ref))).rowcount)


def read_wanted(connection: Connection, person: str) -> tuple[EntryRef, ...]:
    """Read what more is wanted of, newest first."""
    return _newest(connection, wanted, person, None)


def choose_sections(connection: Connection, person: str, sections: Collection[SectionPath], at: datetime) -> None:
    """Keep these sections and no others; those that were chosen before keep their time."""
    chosen = [list(section) for section in sections]
    mine = interests.c.person == person
    connection.execute(delete(interests).where(mine, interests.c.section.not_in(chosen)))
    rows = [{"person": person, "section": section, "chosen_at": at} for section in chosen]
    if rows:
        connection.execute(insert_new(connection, interests), rows)


def read_sections(connection: Connection, person: str) -> tuple[SectionPath, ...]:
    """Read the chosen sections, newest first."""
    query = (
        select(interests.c.section)
        .where(interests.c.person == person)
        .order_by(interests.c.chosen_at.desc(), interests.c.section)
    )
    return tuple(tuple(section) for section in connection.execute(query).scalars())


def mark_opened(connection: Connection, person: str, ref: EntryRef, at: datetime) -> None:
    """Remember what was looked at, and when last."""
    connection.execute(upsert(connection, opened), {**_key(person, ref), "opened_at": at})


def read_opened(connection: Connection, person: str, limit: int) -> tuple[EntryRef, ...]:
    """Read what was looked at, newest first."""
    return _newest(connection, opened, person, limit)


def read_saved_with(connection: Connection, ref: EntryRef, least: int) -> dict[EntryRef, int]:
    """Count the people who saved another entry and this one."""
    mine, other = saved.alias("mine"), saved.alias("other")
    people = func.count()
    query = (
        select(other.c.list_name, other.c.entry_id, people)
        .join(mine, mine.c.person == other.c.person)
        .where(mine.c.list_name == ref.list_name, mine.c.entry_id == ref.id)
        .where(or_(other.c.list_name != ref.list_name, other.c.entry_id != ref.id))
        .group_by(other.c.list_name, other.c.entry_id)
        .having(people >= least)
    )
    return {EntryRef(list_name, entry_id): count for list_name, entry_id, count in connection.execute(query)}


def _newest(connection: Connection, table: Table, person: str, limit: int | None) -> tuple[EntryRef, ...]:
    when = next(column for column in table.columns if not column.primary_key)
    query = (
        select(table.c.list_name, table.c.entry_id)
        .where(table.c.person == person)
        .order_by(when.desc(), table.c.list_name, table.c.entry_id)
        .limit(limit)
    )
    return tuple(EntryRef(list_name, entry_id) for list_name, entry_id in connection.execute(query))


def _key(person: str, ref: EntryRef) -> dict[str, str]:
    return {"person": person, "list_name": ref.list_name, "entry_id": ref.id}


def _is(table: Table, person: str, ref: EntryRef) -> ColumnElement[bool]:
    return and_(table.c.person == person, table.c.list_name == ref.list_name, table.c.entry_id == ref.id)
