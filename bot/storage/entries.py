"""Entries as rows, and rows as entries."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Text, bindparam, select, type_coerce
from sqlalchemy.engine import Connection

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, SectionPath
from bot.storage.schema import entries
from bot.storage.upsert import upsert

AT_ONCE = 250
"""Rows that are fetched at a time, which become entries in some five milliseconds."""


def select_entries() -> Select[Any]:
    """Begin a query whose rows `read_entries` understands."""
    return select(*_COLUMNS)


def read_entries(connection: Connection, query: Select[Any]) -> tuple[CatalogEntry, ...]:
    """Run a query that `select_entries` began.  What many entries have alike, such as their section, is one object.

    Rows are fetched some at a time: all of them at once, beside what is made of them, would leave tens of megabytes of
    holes behind; and between two fetches others have their turn on the event loop.
    """
    share = _Shared()
    rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    return tuple([_entry(row, share) for row in rows])


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
    """Gives equal values as one object: of 100,000 entries, tens of megabytes are the same few sections and venues.

    `value` is to be given each value twice: a method of ours around it takes longer than it.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._last: tuple[list[str], SectionPath] = ([], ())
        self.value = self._known.setdefault

    def section(self, headings: list[str]) -> SectionPath:
        """Return a path of headings; most often it is that of the entry before."""
        if headings == self._last[0]:
            return self._last[1]
        path = tuple(headings)
        self._last = headings, self._known.setdefault(path, path)
        return self._last[1]


_COLUMNS = (
    entries.c.list_name,
    entries.c.id,
    entries.c.title,
    entries.c.kind,
    entries.c.name,
    entries.c.authors,
    entries.c.venue,
    entries.c.year,
    entries.c.description,
    type_coerce(entries.c.links, Text),
    type_coerce(entries.c.placements, Text),
    entries.c.added,
    entries.c.added_on,
    entries.c.added_by,
    entries.c.first_seen,
    entries.c.removed_at,
)
_KINDS = {kind.value: kind for kind in EntryKind}
_LINK_KINDS = {kind.value: kind for kind in LinkKind}
_decoded = json.JSONDecoder().raw_decode
"""Without a search for blanks around the value, which take longer than the value."""


def _entry(row: Sequence[Any], share: _Shared) -> CatalogEntry:
    (
        list_name, id_, title, kind, name, authors, venue, year, description, links, placements,
        added, added_on, added_by, first_seen, removed_at,
    ) = row  # fmt: skip
    value = share.value
    entry = Entry(
        title,
        _KINDS[kind],
        tuple([Placement(share.section(section), at, line) for section, at, line in _decoded(placements)[0]]),
        name,
        authors,
        value(venue, venue),
        year,
        tuple([Link(_LINK_KINDS[each], url, value(label, label)) for each, url, label in _decoded(links)[0]]),
        description,
        added,
    )
    return CatalogEntry(
        EntryRef(value(list_name, list_name), id_),
        entry,
        value(first_seen, first_seen),
        removed_at,
        value(added_on, added_on),
        value(added_by, added_by),
    )
