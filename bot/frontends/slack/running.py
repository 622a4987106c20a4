"""Keep the bot on Slack until it is told to stop: over Socket Mode, or as a handler of signed HTTP requests.

A wrong token ends it with a sentence; everything else (no network, Slack unwell) is waited out.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

from bot.commands.desk import Desk
from bot.errors import ConfigError
from bot.frontends.slack.attending import SlackPresence
from bot.frontends.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH
from bot.frontends.slack.serving import Serving, SlackAccess, opened_bot
from bot.frontends.slack.sockets import serve_socket
from bot.frontends.slack.troubles import TROUBLES, diagnose
from bot.services.attendance import Presence
from bot.services.dispatching import Deliver

if TYPE_CHECKING:
    from aiohttp import web

_log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""Seconds until Slack is tried again; twice as long each time."""


async def run_slack(desk: Desk, access: SlackAccess, stop: asyncio.Event, deliver: Deliver | None = None) -> None:
    """Answer over Socket Mode until *stop* is set; answers on their way are let through.  Raises `ConfigError`.

    Meanwhile *deliver* sends what is to be posted unasked.
    Where Slack is out of reach it is tried again and again; slack_sdk mends a connection that breaks by itself.
    """
    wait, presence = FIRST_WAIT, SlackPresence(desk.attendance, desk.clock.now)
    while not stop.is_set():
        presence.note(Presence.CONNECTING)
        try:
            async with opened_bot(desk, access, deliver) as serving:
                await serve_socket(serving, access, stop)
                break
        except TROUBLES as error:
            diagnosis = diagnose(error)
            reason = diagnosis.key if diagnosis else str(error)[:200]
            _log.warning("slack.unreachable", extra={"reason": reason, "again_in": wait})
        except ConfigError:
            presence.note(Presence.REFUSED)
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it must not end the other platforms; it is logged
            _log.exception("slack.broken", extra={"again_in": wait})
        presence.note(Presence.UNREACHABLE)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(wait * 2, LONGEST_WAIT)
    presence.note(Presence.STOPPED)


def routes_of(serving: Serving) -> list[web.RouteDef]:
    """Return the routes by which Slack, and whoever installs the app, reach it over HTTP."""
    from aiohttp import web

    app = serving.app

    async def hear(request: web.Request) -> web.Response:
        answered = await app.async_dispatch(await to_bolt_request(request))
        if answered.status < 400:  # else it was not Slack, or not to us
            serving.presence.heard()
        return await to_aiohttp_response(answered)

    async def install(request: web.Request) -> web.Response:
        assert app.oauth_flow is not None  # noqa: S101 - else there is no such route
        return await to_aiohttp_response(await app.oauth_flow.handle_installation(await to_bolt_request(request)))

    async def come_back(request: web.Request) -> web.Response:
        assert app.oauth_flow is not None  # noqa: S101 - else there is no such route
        return await to_aiohttp_response(await app.oauth_flow.handle_callback(await to_bolt_request(request)))

    routes = [web.post(EVENTS_PATH, hear)]
    if app.oauth_flow is not None:
        routes += [web.get(INSTALL_PATH, install), web.get(REDIRECT_PATH, come_back)]
    return routes


async def run_slack_http(
    desk: Desk, access: SlackAccess, host: str, port: int, stop: asyncio.Event, deliver: Deliver | None = None
) -> None:
    """Answer signed HTTP requests on an address of its own until *stop* is set.  Raises `ConfigError`.

    Meanwhile *deliver* sends what is to be posted unasked.
    """
    from aiohttp import web

    async with opened_bot(desk, access, deliver) as serving:
        application = web.Application()
        application.add_routes(routes_of(serving))
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            _log.info("slack.listening", extra={"host": host, "port": runner.addresses[0][1]})
            serving.presence.note(Presence.CONNECTED)
            await stop.wait()
        finally:
            serving.presence.note(Presence.STOPPED)
            await runner.cleanup()
