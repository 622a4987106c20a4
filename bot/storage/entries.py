"""Entries as rows, and rows as entries."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.engine import Connection

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.storage.schema import entries
from bot.storage.upsert import upsert

_Value = TypeVar("_Value", bound=Hashable)

AT_ONCE = 500
"""Rows that are fetched at a time, which become entries in some ten milliseconds."""


def select_entries() -> Select[Any]:
    """Begin a query whose rows `read_entries` understands."""
    return select(entries)


def read_entries(connection: Connection, query: Select[Any]) -> tuple[CatalogEntry, ...]:
    """Run a query that `select_entries` began.  What many entries have alike, such as their section, is one object.

    Rows are fetched some at a time: all of them at once, beside what is made of them, would leave tens of megabytes of
    holes behind; and between two fetches others have their turn on the event loop.
    """
    shared = _Shared()
    rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    return tuple(_entry(row, shared) for row in rows)


def read_refs(connection: Connection, query: Select[Any]) -> Iterator[EntryRef]:
    """Run a query for lists and ids, and yield them."""
    rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    return (EntryRef(list_name, id_) for list_name, id_ in rows)


def put_entries(connection: Connection, put: Iterable[CatalogEntry], version: int) -> None:
    """Insert entries, or replace all that is stored under their ids, as of a version of the catalog."""
    rows = [_row(entry) | {"version": version} for entry in put]
    if rows:
        connection.execute(upsert(connection, entries), rows)


def retire_entries(connection: Connection, list_name: str, ids: Sequence[str], at: datetime, version: int) -> None:
    """Mark entries as removed, as of a version of the catalog.

    Those that are gone already keep the time when they went.
    """
    if not ids:
        return
    statement = (
        entries.update()
        .where(entries.c.list_name == list_name, entries.c.id == bindparam("gone"), entries.c.removed_at.is_(None))
        .values(removed_at=at, version=version)
    )
    connection.execute(statement, [{"gone": id_} for id_ in ids])


def date_entries(
    connection: Connection, list_name: str, dates: Mapping[str, tuple[date, str | None]], version: int
) -> bool:
    """Date the entries that have no date yet, as of a version of the catalog; return whether there were any."""
    undated = select(entries.c.id).where(entries.c.list_name == list_name, entries.c.added_on.is_(None))
    rows = [
        {"entry": id_, "day": dates[id_][0], "person": dates[id_][1]}
        for id_ in connection.execute(undated).scalars()
        if id_ in dates
    ]
    if rows:
        statement = (
            entries.update()
            .where(entries.c.list_name == list_name, entries.c.id == bindparam("entry"))
            .values(added_on=bindparam("day"), added_by=bindparam("person"), version=version)
        )
        connection.execute(statement, rows)
    return bool(rows)


def _row(stored: CatalogEntry) -> dict[str, object]:
    entry = stored.entry
    return {
        "list_name": stored.ref.list_name,
        "id": stored.ref.id,
        "title": entry.title,
        "kind": entry.kind.value,
        "name": entry.name,
        "authors": entry.authors,
        "venue": entry.venue,
        "year": entry.year,
        "description": entry.description,
        "links": [(link.kind.value, link.url, link.label) for link in entry.links],
        "placements": [(place.section, place.position, place.line) for place in entry.placements],
        "position": entry.placements[0].position,
        "added": entry.added,
        "added_on": stored.added_on,
        "added_by": stored.added_by,
        "first_seen": stored.first_seen,
        "removed_at": stored.removed_at,
    }


class _Shared:
    """Gives equal values as one object: of 100,000 entries, tens of megabytes are the same few sections and venues."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def __call__(self, value: _Value) -> _Value:
        return cast("_Value", self._known.setdefault(value, value))


def _entry(row: Row[Any], shared: _Shared) -> CatalogEntry:
    entry = Entry(
        title=row.title,
        kind=EntryKind(row.kind),
        placements=tuple([Placement(shared(tuple(section)), at, line) for section, at, line in row.placements]),
        name=row.name,
        authors=row.authors,
        venue=shared(row.venue),
        year=shared(row.year),
        links=tuple([Link(LinkKind(kind), url, shared(label)) for kind, url, label in row.links]),
        description=row.description,
        added=row.added,
    )
    ref = EntryRef(shared(row.list_name), row.id)
    return CatalogEntry(ref, entry, shared(row.first_seen), row.removed_at, shared(row.added_on), shared(row.added_by))
