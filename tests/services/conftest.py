"""A store for the use cases."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Store
from bot.storage.store import open_store
from tests.storage.conftest import postgres_url, where

__all__ = ["empty_database", "postgres_url", "store", "where"]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once; each test gets a copy of the file."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"

    async def make() -> None:
        async with open_store(path):
            pass

    asyncio.run(make())
    return path


@pytest.fixture
async def store(tmp_path: Path, empty_database: Path) -> AsyncIterator[Store]:
    """Open an empty store."""
    async with open_store(shutil.copy(empty_database, tmp_path / "bot.db")) as opened:
        yield opened
