"""The catalog as a whole: its version, what stands on the lists, and the writing of a revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import Connection

from bot.domain.catalog import Catalog, CatalogEntry
from bot.domain.catalog_delta import CatalogDelta
from bot.ports import RevisionWrite
from bot.storage import entries as entry_rows
from bot.storage.changelog import log_changes
from bot.storage.entries import put_entries, read_entries, read_refs, retire_entries, select_entries
from bot.storage.lists import check_basis, drop_all_except, followed_lists, mark_changed, put_list
from bot.storage.schema import entries, lists, meta, revisions

CATALOG_VERSION = "catalog_version"


def read_version(connection: Connection) -> int:
    """Return how many times the catalog has changed."""
    return int(connection.execute(select(meta.c.value).where(meta.c.key == CATALOG_VERSION)).scalar_one())


def load_catalog(connection: Connection, known: Catalog | None = None) -> Catalog:
    """Read every followed list, by name, and what stands on it, in document order; not again what is *known*."""
    version = read_version(connection)
    present = _present(select_entries())
    found = _read_changed(connection, known) if known and 0 < known.version <= version else None
    return Catalog(
        version=version,
        lists=followed_lists(connection),
        entries=read_entries(connection, _in_order(present)) if found is None else found,
    )


def _present(query: Select[Any]) -> Select[Any]:
    joined = query.join(lists, lists.c.name == entries.c.list_name)
    return joined.where(lists.c.followed, entries.c.removed_at.is_(None))


def _in_order(query: Select[Any]) -> Select[Any]:
    return query.order_by(entries.c.list_name, entries.c.position, entries.c.id)


def _read_changed(connection: Connection, known: Catalog) -> tuple[CatalogEntry, ...] | None:
    """Read what changed since a catalog was read, and place the rest of it; None where it lacks something."""
    by_ref: dict[tuple[str, str], CatalogEntry] = {stored.ref: stored for stored in known.entries}
    changed = _present(select_entries()).where(entries.c.version > known.version)
    by_ref |= {stored.ref: stored for stored in read_entries(connection, changed)}
    refs = read_refs(connection, _in_order(_present(select(entries.c.list_name, entries.c.id))))
    found = tuple(by_ref.get(ref) for ref in refs)
    return None if None in found else cast("tuple[CatalogEntry, ...]", found)


def load_delta(connection: Connection, version: int, most: int) -> CatalogDelta | None:
    """Read what changed since a version, of followed lists; None for more than *most* entries or a later version."""
    now = read_version(connection)
    if now < version:
        return None
    changed = (
        select_entries()
        .join(lists, lists.c.name == entries.c.list_name)
        .where(lists.c.followed, entries.c.version > version)
        .limit(most + 1)
    )
    found = read_entries(connection, changed)
    if len(found) > most:
        return None
    return CatalogDelta(
        version=now,
        lists=followed_lists(connection),
        put=tuple(entry for entry in found if entry.removed_at is None),
        gone=tuple(entry.ref for entry in found if entry.removed_at is not None),
    )


def known_entries(connection: Connection, list_name: str, at_hand: Catalog | None) -> tuple[CatalogEntry, ...]:
    """Read all entries that the list ever had: those that stand on it in document order, then those that left.

    Those that stand on a followed list are taken from a catalog *at_hand* of the present version.
    """
    query = (
        select_entries()
        .where(entries.c.list_name == list_name)
        .order_by(entries.c.removed_at.is_not(None), entries.c.position, entries.c.id)
    )
    followed = at_hand.lists if at_hand and at_hand.version == read_version(connection) else ()
    if at_hand is None or all(each.name != list_name for each in followed):
        return read_entries(connection, query)
    present = [each for each in at_hand.entries if each.ref.list_name == list_name]
    return (*present, *read_entries(connection, query.where(entries.c.removed_at.is_not(None))))


def write_revision(connection: Connection, write: RevisionWrite) -> None:
    """Record one revision and everything that it changes.  Raises `StoreOutdated`."""
    version = _grow_version(connection)
    check_basis(connection, write.list_name, write.based_on)
    put_list(connection, write, version)
    revision = insert(revisions).values(
        list_name=write.list_name,
        digest=write.digest,
        fetched_at=write.fetched_at,
        source_id=write.revision_id,
        revised_at=write.revised_at,
    )
    revision_id = connection.execute(revision.returning(revisions.c.id)).scalar_one()
    put_entries(connection, write.put, version)
    retire_entries(connection, write.list_name, write.removed, write.fetched_at, version)
    log_changes(connection, write, revision_id)


def drop_lists_except(connection: Connection, names: Collection[str]) -> tuple[str, ...]:
    """Mark all other lists as not followed; return the names of those that were."""
    _take_turn(connection)
    gone = drop_all_except(connection, names)
    if gone:
        mark_changed(connection, gone, _grow_version(connection))
    return gone


def date_entries(connection: Connection, list_name: str, dates: Mapping[str, tuple[date, str | None]]) -> None:
    """Date the entries that have no date yet."""
    _take_turn(connection)
    if entry_rows.date_entries(connection, list_name, dates, read_version(connection) + 1):
        mark_changed(connection, (list_name,), _grow_version(connection))


def _take_turn(connection: Connection) -> None:
    """Wait for other writers of the catalog: on PostgreSQL, they all begin with this row; SQLite has one writer anyway.

    Whoever reads after this, to decide what to write, reads what the writer before has left.
    """
    connection.execute(select(meta.c.value).where(meta.c.key == CATALOG_VERSION).with_for_update())


def _grow_version(connection: Connection) -> int:
    """Count one up, which also is to take the turn, and return the new version."""
    grown = update(meta).where(meta.c.key == CATALOG_VERSION).values(value=meta.c.value + 1)
    return int(connection.execute(grown.returning(meta.c.value)).scalar_one())
