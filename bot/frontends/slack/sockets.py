"""Socket Mode: a connection that the bot opens, over which Slack tells everything, and asks it to reconnect at times.

slack_sdk mends a connection that breaks; what is told here is only how it begins, ends, and is counted.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.frontends.slack.listening import bolt_logger
from bot.frontends.slack.payloads import part_of, text_of
from bot.frontends.slack.serving import APP_TOKEN, WRONG, Serving, SlackAccess, wrong_token
from bot.frontends.slack.troubles import error_code

if TYPE_CHECKING:
    from aiohttp import WSMessage

_log = logging.getLogger(__name__)

_PING = 10.0
_ACKNOWLEDGED = 3.0
_LOOKED_AT = 5.0  # seconds; slack_sdk does not tell when a connection breaks


async def serve_socket(serving: Serving, access: SlackAccess, stop: asyncio.Event) -> None:
    """Hear over Socket Mode until *stop* is set; what was heard by then is acknowledged and answered.

    Raises `ConfigError` where Slack does not know the app's token, and what `troubles.TROUBLES` names.
    """
    handler = AsyncSocketModeHandler(
        serving.app, access.app_token, logger=bolt_logger(), web_client=serving.slack.client(), ping_interval=_PING
    )
    client = handler.client
    hearing = _Hearing(handler)
    client.socket_mode_request_listeners[:] = [hearing.hear]
    client.on_message_listeners += [_note_farewells, _noting(serving)]
    try:
        try:
            client.wss_uri = await client.issue_new_wss_url()
        except SlackApiError as error:
            if error_code(error) in WRONG:
                raise wrong_token(*APP_TOKEN) from None
            raise
        await handler.connect_async()
        _log.info("slack.connected")
        while not stop.is_set():
            serving.presence.is_there(connected=await client.is_connected())
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOKED_AT)
    finally:
        await hearing.acknowledged()
        await handler.disconnect_async()
        await serving.bot.finish()
        await handler.close_async()


class _Hearing:
    """Counts what was heard and is not acknowledged yet, so that a stop cuts off nobody in between."""

    def __init__(self, handler: AsyncSocketModeHandler) -> None:
        self._handler = handler
        self._open: set[asyncio.Task[object]] = set()

    async def hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Have bolt handle a request, and acknowledge it."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - every coroutine runs in one
        self._open.add(task)
        try:
            await self._handler.handle(client, request)  # type: ignore[arg-type]  # it is the one that this handler made
        finally:
            self._open.discard(task)

    async def acknowledged(self) -> None:
        """Wait until all that was heard is acknowledged; not longer than Slack does."""
        if self._open:
            await asyncio.wait(set(self._open), timeout=_ACKNOWLEDGED)


def _noting(serving: Serving) -> Callable[[WSMessage], Awaitable[None]]:
    async def note(_message: WSMessage) -> None:
        serving.presence.heard()

    return note


async def _note_farewells(message: WSMessage) -> None:
    """Tell operators when Slack asks a connection to go: it does so every few hours, and slack_sdk connects anew."""
    text = message.data if isinstance(message.data, str) else ""
    if '"disconnect"' not in text[:200]:
        return
    with suppress(ValueError):
        told = part_of({"told": json.loads(text)}, "told")
        if text_of(told, "type") == "disconnect":
            reason = text_of(told, "reason")
            level = logging.ERROR if reason == "link_disabled" else logging.INFO
            _log.log(level, "slack.asked_to_reconnect", extra={"reason": reason})
