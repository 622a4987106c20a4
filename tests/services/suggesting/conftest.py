"""A world for each test."""

import pytest

from bot.ports import Store
from tests.services.suggesting.world import World, make_world


@pytest.fixture
async def world(store: Store) -> World:
    return await make_world(store)
