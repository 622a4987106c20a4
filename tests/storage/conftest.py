"""A fresh database for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import tempfile
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
    """Give the URL of an empty place on the PostgreSQL server, cleared away at the end."""
    server = os.environ.get(_SERVER)
    if not server:
        reason = f"NO POSTGRESQL SERVER: {_SERVER} is not set (scripts/test sets it where PostgreSQL is installed)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # A user of its own with a schema of the same name, which is where PostgreSQL then looks first: as separate as a
    # database of its own, and thirty times as quick to make.
    name, password = f"test_{uuid.uuid4().hex}", uuid.uuid4().hex
    asyncio.run(
        _execute(server, f"CREATE ROLE {name} LOGIN PASSWORD '{password}'", f"CREATE SCHEMA AUTHORIZATION {name}")
    )
    try:
        yield make_url(server).set(username=name, password=password).render_as_string(hide_password=False)
    finally:
        stop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{name}'"  # noqa: S608
        asyncio.run(_execute(server, stop, f"DROP OWNED BY {name} CASCADE", f"DROP ROLE {name}"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder that any user can reach; pytest's own are private."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture
async def store(where: str) -> AsyncIterator[SqlStore]:
    """Open an empty store."""
    async with open_store(where) as opened:
        yield opened


async def _execute(server: str, *statements: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(server)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
