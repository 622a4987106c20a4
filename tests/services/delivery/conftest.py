"""An empty database, made once and copied."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.storage.store import open_store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"

    async def make() -> None:
        async with open_store(str(path)):
            pass

    asyncio.run(make())
    return path
