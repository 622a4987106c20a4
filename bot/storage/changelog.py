"""The change log: written with its revision, read by number, never changed but for when it was considered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, insert, select
from sqlalchemy.engine import Connection

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.settling import LoggedChange
from bot.ports import RevisionWrite
from bot.storage.schema import changes, lists


def log_changes(connection: Connection, write: RevisionWrite, revision_id: int) -> None:
    """Record what a revision changed, in the order in which it is told."""
    if write.changes:
        log = [_row(change, write, revision_id) for change in write.changes]
        connection.execute(insert(changes), log)


def read_log(
    connection: Connection,
    *,
    list_name: str | None,
    entry_id: str | None,
    since: datetime | None,
    after: int,
    limit: int | None,
) -> tuple[LoggedChange, ...]:
    """Read what was recorded, by number."""
    query = select(changes).where(changes.c.id > after).order_by(changes.c.id).limit(limit)
    if since is not None:
        query = query.where(changes.c.recorded_at >= since)
    return _read(connection, narrowed(query, changes, list_name, entry_id))


def read_unsettled(connection: Connection, *, list_name: str | None, entry_id: str | None) -> tuple[LoggedChange, ...]:
    """Read what has not come to news yet, by number."""
    query = select(changes).where(changes.c.considered_at.is_(None)).order_by(changes.c.id)
    return _read(connection, narrowed(query, changes, list_name, entry_id))


def read_all_unsettled(connection: Connection, upto: datetime) -> tuple[LoggedChange, ...]:
    """Read what was recorded by then and has not come to news yet, also of lists that are not followed at present."""
    return _read(connection, select(changes).where(changes.c.considered_at.is_(None), changes.c.recorded_at <= upto))


def narrowed(query: Select[Any], table: Table, list_name: str | None, entry_id: str | None) -> Select[Any]:
    """Ask only for one list, or for all that are followed; for one entry, or for all."""
    if list_name is not None:
        query = query.where(table.c.list_name == list_name)
    else:
        query = query.join(lists, lists.c.name == table.c.list_name).where(lists.c.followed)
    return query if entry_id is None else query.where(table.c.entry_id == entry_id)


def change_columns(change: Change) -> dict[str, object]:
    """Return the columns that a change has wherever one is kept."""
    return {
        "kind": change.kind.value,
        "entry_id": change.entry_id,
        "title": change.title,
        "sections_before": list(change.before),
        "sections_after": list(change.after),
        "fields": [(field.field, field.before, field.after) for field in change.fields],
    }


def change_of(row: Row[Any]) -> Change:
    """Read those columns back."""
    return Change(
        kind=ChangeKind(row.kind),
        entry_id=row.entry_id,
        title=row.title,
        before=tuple(tuple(path) for path in row.sections_before),
        after=tuple(tuple(path) for path in row.sections_after),
        fields=tuple(FieldChange(*field) for field in row.fields),
    )


def _row(change: Change, write: RevisionWrite, revision_id: int) -> dict[str, object]:
    return {
        "revision_id": revision_id,
        "list_name": write.list_name,
        "recorded_at": write.fetched_at,
        **change_columns(change),
    }


def _read(connection: Connection, query: Select[Any]) -> tuple[LoggedChange, ...]:
    return tuple(_logged(row) for row in connection.execute(query))


def _logged(row: Row[Any]) -> LoggedChange:
    return LoggedChange(row.id, row.list_name, row.recorded_at, change_of(row))
