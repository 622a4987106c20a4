"""A world for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.store import open_store
from tests.services.suggesting.world import World, make_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_store(tmp_path / "bot.db") as store:
        yield await make_world(store)
