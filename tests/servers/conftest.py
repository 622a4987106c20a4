"""A loopback Discord, and a small bot of discord.py's own on it that has told it its commands."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord_bot import Bot, running


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as running_server:
        yield running_server


@pytest.fixture
async def bot(server: LoopbackDiscord) -> AsyncIterator[Bot]:
    async with running(server) as client:
        await client.tree.sync()
        yield client
