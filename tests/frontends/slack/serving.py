"""The bot as `awesome-bot run` runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.commands.desk import Desk
from bot.frontends.slack.running import run_slack
from bot.frontends.slack.serving import SlackAccess
from bot.services.dispatching import Deliver
from tests.frontends.serving import WITHIN
from tests.servers.slack.driver import LoopbackSlack


def access_to(slack: LoopbackSlack) -> SlackAccess:
    return SlackAccess(bot_token=slack.token, app_token=slack.app_token, api=slack.api)


@asynccontextmanager
async def running(slack: LoopbackSlack, desk: Desk, deliver: Deliver | None = None) -> AsyncIterator[asyncio.Event]:
    """Run the bot for the time of the block, and stop it as SIGTERM does: by the event that this gives."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_slack(desk, access_to(slack), stop, deliver))
    try:
        await slack.connected()
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, WITHIN)
