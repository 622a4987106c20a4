"""The store's methods for vectors: one transaction each."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.catalog import EntryRef
from bot.ports.vectors import Vector, VectorStore
from bot.storage import vectors as rows
from bot.storage.database import Database


class SqlVectors(VectorStore):
    """Vectors in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vectors(self, model: str, after: EntryRef | None = None, limit: int = 2_000) -> tuple[Vector, ...]:
        """Return vectors of a model, by list and entry."""
        return await self._database.read(lambda connection: rows.read(connection, model, after, limit))

    async def put_vectors(self, model: str, vectors: Collection[Vector]) -> None:
        """Keep vectors, in place of those before."""
        await self._database.write(lambda connection: rows.put(connection, model, vectors))

    async def drop_vectors_except(self, model: str) -> int:
        """Delete the vectors of all other models."""
        return await self._database.write(lambda connection: rows.drop_except(connection, model))
