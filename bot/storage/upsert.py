"""Insert or replace, said the same way to both databases.  Contains no business logic."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

Upsert: TypeAlias = postgresql.Insert | sqlite.Insert


def upsert(connection: Connection, table: Table, *, keep: frozenset[str] = frozenset()) -> Upsert:
    """Return an insert that replaces the row under the same primary key, except for the columns to *keep*."""
    insert = _insert(connection, table)
    replaced = {
        column.name: insert.excluded[column.name]
        for column in table.columns
        if not column.primary_key and column.name not in keep
    }
    return insert.on_conflict_do_update(index_elements=_key(table), set_=replaced)


def insert_new(connection: Connection, table: Table) -> Upsert:
    """Return an insert that leaves a row alone that is there already under the same primary key."""
    return _insert(connection, table).on_conflict_do_nothing(index_elements=_key(table))


def _insert(connection: Connection, table: Table) -> Upsert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _key(table: Table) -> list[Column[object]]:
    return list(table.primary_key.columns)
