"""The bot on a simulated Discord and on the loopback one, at a desk with the shipped catalog."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.commands.conftest import desk, synced_database
from tests.frontends.serving import Thinker
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord

__all__ = ["desk", "synced_database"]


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as server:
        yield server


@pytest.fixture
def thinker() -> Thinker:
    return Thinker()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "told.json"
