"""Vectors: rows in and out.  What a vector's bytes mean is the model's own affair."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select, tuple_
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.ports.vectors import Vector
from bot.storage.schema import vectors
from bot.storage.upsert import upsert

_KEY = (vectors.c.list_name, vectors.c.entry_id)


def read(connection: Connection, model: str, after: EntryRef | None, limit: int) -> tuple[Vector, ...]:
    """Read vectors of a model, by list and entry, from the first after an entry."""
    query = select(*_KEY, vectors.c.digest, vectors.c.data).where(vectors.c.model == model)
    if after is not None:
        query = query.where(tuple_(*_KEY) > tuple_(*after))
    rows = connection.execute(query.order_by(*_KEY).limit(limit))
    return tuple(Vector(EntryRef(list_name, id_), digest, data) for list_name, id_, digest, data in rows)


def put(connection: Connection, model: str, given: Collection[Vector]) -> None:
    """Write vectors, or replace them."""
    rows = [
        {
            "model": model,
            "list_name": each.ref.list_name,
            "entry_id": each.ref.id,
            "digest": each.digest,
            "data": each.data,
        }
        for each in given
    ]
    if rows:
        connection.execute(upsert(connection, vectors), rows)


def drop_except(connection: Connection, model: str) -> int:
    """Delete the vectors of all other models."""
    return connection.execute(delete(vectors).where(vectors.c.model != model)).rowcount
