"""The bot as `awesome-bot run` runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.commands.desk import Desk
from bot.frontends.slack.manifest import EVENTS_PATH
from bot.frontends.slack.running import routes_of, run_slack
from bot.frontends.slack.serving import SlackAccess, opened_bot
from bot.services.dispatching import Deliver
from tests.frontends.serving import WITHIN
from tests.servers.slack.driver import SECRET, LoopbackSlack


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


@asynccontextmanager
async def listening(
    slack: LoopbackSlack, desk: Desk, deliver: Deliver | None = None, *, many: bool = False
) -> AsyncIterator[str]:
    """Serve the bot's routes within an application of somebody else's, and point Slack there."""
    access = SlackAccess(
        bot_token="" if many else slack.token,
        signing_secret=SECRET,
        client_id=slack.client_id if many else "",
        client_secret=slack.client_secret if many else "",
        scopes=("commands", "chat:write"),
        api=slack.api,
        authorization=f"{slack.url}/oauth/v2/authorize",
    )
    async with opened_bot(desk, access, deliver) as serving:
        application = web.Application()
        application.add_routes(routes_of(serving))
        runner = web.AppRunner(application, shutdown_timeout=0.01)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            slack.target = f"http://{host}:{port}{EVENTS_PATH}"
            yield f"http://{host}:{port}"
        finally:
            slack.target = None
            await runner.cleanup()
