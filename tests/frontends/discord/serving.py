"""The bot as `awesome-bot run` runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.commands.desk import Desk
from bot.frontends.discord.running import run_discord
from bot.services.dispatching import Deliver
from tests.frontends.serving import WITHIN
from tests.servers.discord.driver import LoopbackDiscord


@asynccontextmanager
async def running(
    server: LoopbackDiscord, desk: Desk, record: Path, deliver: Deliver | None = None
) -> AsyncIterator[asyncio.Event]:
    """Run the bot for the time of the block, and stop it as SIGTERM does: by the event that this gives."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_discord(desk, server.token, record, stop, deliver))
    try:
        await server.connected()
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, WITHIN)
