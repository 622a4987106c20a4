"""A fresh database for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.storage.store import SqlStore, open_store

_SERVER = "AWESOME_BOT_TEST_POSTGRES"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Say where an empty database is: a path, or the URL of a database on the server."""
    if request.param == "sqlite":
        return str(tmp_path / "awesome.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Give the URL of an empty PostgreSQL database, dropped at the end."""
    server = os.environ.get(_SERVER)
    if not server:
        reason = f"NO POSTGRESQL SERVER: {_SERVER} is not set (scripts/test sets it where PostgreSQL is installed)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    name = f"test_{uuid.uuid4().hex}"
    asyncio.run(_execute(server, f'CREATE DATABASE "{name}" TEMPLATE template0'))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_execute(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
async def store(where: str) -> AsyncIterator[SqlStore]:
    """Open an empty store."""
    async with open_store(where) as opened:
        yield opened


async def _execute(server: str, statement: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
