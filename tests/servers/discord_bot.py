"""A very small bot on the real discord.py, with one of everything: what the loopback Discord is tried with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from tests.servers.discord.driver import LoopbackDiscord


class Bot(discord.AutoShardedClient):
    """`start_failure` is what ended it, if it ended by itself."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="echo", description="Say it again.", callback=echo))


async def echo(interaction: discord.Interaction, words: str) -> None:
    await interaction.response.send_message(words, ephemeral=True)


@asynccontextmanager
async def running(server: LoopbackDiscord, intents: discord.Intents | None = None) -> AsyncIterator[Bot]:
    """Run the bot until the end of the block."""
    async with Bot(intents or discord.Intents(guilds=True)) as client:
        task = asyncio.create_task(client.start(server.token))
        await server.connected()
        yield client
    await task
