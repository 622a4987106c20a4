"""A Discord on this machine for each test that asks for one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.servers.discord.driver import LoopbackDiscord, loopback_discord


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as server:
        yield server
