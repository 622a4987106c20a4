"""The loopback Discord is one: the real discord.py logs in to it, answers on it, and lives through its moods."""

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


async def test_a_slash_command_is_answered_on_the_wire(server: LoopbackDiscord, bot: Bot) -> None:
    interaction = await server.slash("echo", {"words": "llm on npu"})
    answer = await interaction.answer()
    assert (answer.text, answer.ephemeral, answer.seen_by) == ("llm on npu", True, server.user)
    assert server.messages(server.channel) == []
    assert 0 < interaction.latency < 3
