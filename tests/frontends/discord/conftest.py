"""The bot on a simulated Discord and on the loopback one, at a desk with the shipped catalog."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.commands.conftest import desk, synced_database
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord

__all__ = ["desk", "synced_database"]


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as server:
        yield server
