"""Insert or replace, said the same way to both databases.  Contains no business logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Column, Table
from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Upsert: TypeAlias = postgresql.Insert | sqlite.Insert


def upsert(connection: Connection, table: Table, *, keep: frozenset[str] = frozenset()) -> Upsert:
    """Return an insert that replaces the row under the same primary key, except for the columns to *keep*."""
    insert = insert_into(connection, table)
    replaced = {
        column.name: insert.excluded[column.name]
        for column in table.columns
        if not column.primary_key and column.name not in keep
    }
    return insert.on_conflict_do_update(index_elements=_key(table), set_=replaced)


def insert_new(connection: Connection, table: Table) -> Upsert:
    """Return an insert that leaves a row alone that is there already under the same primary key."""
    return insert_into(connection, table).on_conflict_do_nothing(index_elements=_key(table))


def insert_into(connection: Connection, table: Table) -> Upsert:
    """Return an insert that can be told what to do with a row that is there already."""
    # Whoever uses one database does not wait for the other's dialect to be imported.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert

        return insert(table)
    from sqlalchemy.dialects.postgresql import insert as insert_postgres

    return insert_postgres(table)


def _key(table: Table) -> list[Column[object]]:
    return list(table.primary_key.columns)
