"""Digests of the whole bot: `awesome-bot run` follows a list, composes and posts; stopped in the midst, it goes on."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap import database_of
from bot.config import Settings
from bot.domain.destinations import Destination
from bot.domain.outbox import DeliveryState
from bot.domain.subscriptions import Subscription, Threading
from bot.storage.store import open_store
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.faults import Gate, after
from tests.wire.serving import PATIENCE, served

SEND = "POST /channels/{channel_id}/messages"
WORKS = [f"- [Work {name}: pruning on phones](https://example.org/{name}.pdf)" for name in ("Aster", "Birch", "Cedar")]


def write_list(folder: Path, works: int) -> None:
    (folder / "list.md").write_text("# Awesome Garden\n\n## Papers\n\n" + "\n".join(WORKS[:works]) + "\n", "utf-8")


def follows(discord: LoopbackDiscord, folder: Path) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """Run the bot on the list; a change is news at once."""
    return served(discord, folder, lists=[{"name": "garden", "source": str(folder / "list.md")}], settle="0m")


async def ended(process: asyncio.subprocess.Process) -> None:
    """Wait for the end, before which nothing but news of the list was told to operators."""
    _out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0
    assert all(line.startswith(("garden: ", "  New in ")) for line in err.decode().splitlines()), err


async def stopped(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGTERM)
    await ended(process)


async def test_what_a_list_gains_is_posted_once_over_stops_and_starts(discord: LoopbackDiscord, tmp_path: Path) -> None:
    """A thread in the channel: its first line is held on its way, the bot is stopped, and the next one goes on."""
    database = str(database_of(Settings(data_dir=tmp_path)))
    write_list(tmp_path, 1)
    async with follows(discord, tmp_path) as bot:
        await stopped(bot)
    now = datetime.now(UTC)
    place = Destination("discord", str(discord.guild.id), str(discord.channel.id))
    order = Subscription(
        "s1", place, f"discord:{discord.manager.id}", now, "on change", "Europe/Berlin",
        cursor=0, covered=now, due_at=None, threading=Threading.THREAD, mention="4242",
    )  # fmt: skip
    async with open_store(database) as store:
        await store.put_subscription(order)
    write_list(tmp_path, 3)
    gate = Gate()
    discord.trouble(SEND, after(gate))
    async with follows(discord, tmp_path) as bot:
        await asyncio.wait_for(gate.reached.wait(), PATIENCE)
        bot.send_signal(signal.SIGTERM)
        gate.open()
        await ended(bot)
    (parent,) = discord.messages(discord.channel)
    assert "2 new on Awesome Garden" in parent.text
    assert parent.pings == ["<@&4242>"]
    async with follows(discord, tmp_path) as bot:
        await discord.gateway.until(lambda: len(discord.stored) == 2, PATIENCE)
        await stopped(bot)
    thread = discord.world.channels[parent.id]
    (items,) = discord.messages(thread)
    assert "Work Birch" in items.text
    assert "Work Cedar" in items.text
    assert "Work Aster" not in items.text
    assert len(discord.messages(discord.channel)) == 1
    async with open_store(database) as store:
        assert {each.state for each in await store.deliveries()} == {DeliveryState.SENT}
