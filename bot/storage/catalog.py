"""Lists, their revisions and the change log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.engine import Connection

from bot.domain.catalog import Catalog, CatalogEntry, FollowedList
from bot.domain.changes import Change
from bot.ports import RevisionWrite
from bot.storage.entries import put_entries, read_entries, retire_entries, select_entries
from bot.storage.schema import changes, entries, lists, meta, revisions
from bot.storage.upsert import upsert

CATALOG_VERSION = "catalog_version"


def read_version(connection: Connection) -> int:
    """Return how many times the catalog has changed."""
    return int(connection.execute(select(meta.c.value).where(meta.c.key == CATALOG_VERSION)).scalar_one())


def load_catalog(connection: Connection) -> Catalog:
    """Read every followed list, by name, and what stands on it, in document order."""
    followed = select(lists).where(lists.c.followed).order_by(lists.c.name)
    present = (
        select_entries()
        .join(lists, lists.c.name == entries.c.list_name)
        .where(lists.c.followed, entries.c.removed_at.is_(None))
        .order_by(entries.c.list_name, entries.c.position, entries.c.id)
    )
    return Catalog(
        version=read_version(connection),
        lists=tuple(_list(row) for row in connection.execute(followed)),
        entries=read_entries(connection, present),
    )


def known_entries(connection: Connection, list_name: str) -> tuple[CatalogEntry, ...]:
    """Read all entries that the list ever had: those that stand on it in document order, then those that left."""
    query = (
        select_entries()
        .where(entries.c.list_name == list_name)
        .order_by(entries.c.removed_at.is_not(None), entries.c.position, entries.c.id)
    )
    return read_entries(connection, query)


def write_revision(connection: Connection, write: RevisionWrite) -> None:
    """Record one revision and everything that it changes."""
    # First, because on PostgreSQL this row is what makes writers of the catalog wait for each other.
    _grow_version(connection)
    _put_list(connection, write)
    revision = insert(revisions).values(list_name=write.list_name, digest=write.digest, fetched_at=write.fetched_at)
    revision_id = connection.execute(revision.returning(revisions.c.id)).scalar_one()
    put_entries(connection, write.put)
    retire_entries(connection, write.list_name, write.removed, write.fetched_at)
    if write.changes:
        log = [_change_row(change, write, revision_id) for change in write.changes]
        connection.execute(insert(changes), log)


def record_check(connection: Connection, list_name: str, at: datetime) -> None:
    """Note when a list was last looked at."""
    connection.execute(update(lists).where(lists.c.name == list_name).values(checked_at=at))


def drop_lists_except(connection: Connection, names: Collection[str]) -> tuple[str, ...]:
    """Mark all other lists as not followed; return the names of those that were."""
    dropped = lists.c.followed & lists.c.name.not_in(list(names))
    gone = tuple(connection.execute(select(lists.c.name).where(dropped).order_by(lists.c.name)).scalars())
    if gone:
        _grow_version(connection)
        connection.execute(update(lists).where(lists.c.name.in_(gone)).values(followed=False))
    return gone


def _grow_version(connection: Connection) -> None:
    grown = update(meta).where(meta.c.key == CATALOG_VERSION).values(value=meta.c.value + 1)
    connection.execute(grown)


def _put_list(connection: Connection, write: RevisionWrite) -> None:
    # A text that was only laid out anew is a new revision, but the list's content did not change.
    changed = bool(write.put or write.removed or write.changes)
    row = {
        "name": write.list_name,
        "title": write.title,
        "source": write.source,
        "homepage": write.homepage,
        "digest": write.digest,
        "checked_at": write.fetched_at,
        "changed_at": write.fetched_at,
        "problem_count": write.problem_count,
        "followed": True,
    }
    keep = frozenset[str]() if changed else frozenset({"changed_at"})
    connection.execute(upsert(connection, lists, keep=keep), row)


def _list(row: Row[Any]) -> FollowedList:
    return FollowedList(
        name=row.name,
        title=row.title,
        source=row.source,
        homepage=row.homepage,
        digest=row.digest,
        checked_at=row.checked_at,
        changed_at=row.changed_at,
        problem_count=row.problem_count,
    )


def _change_row(change: Change, write: RevisionWrite, revision_id: int) -> dict[str, object]:
    return {
        "revision_id": revision_id,
        "list_name": write.list_name,
        "kind": change.kind.value,
        "entry_id": change.entry_id,
        "title": change.title,
        "sections_before": list(change.before),
        "sections_after": list(change.after),
        "fields": [(field.field, field.before, field.after) for field in change.fields],
        "recorded_at": write.fetched_at,
    }
