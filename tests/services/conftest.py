"""A store for the use cases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Store
from bot.storage.store import open_store
from tests.storage.conftest import postgres_url, where

__all__ = ["postgres_url", "store", "where"]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open an empty store."""
    async with open_store(tmp_path / "bot.db") as opened:
        yield opened
