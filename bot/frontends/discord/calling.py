"""Call Discord's API for the outbox: once, in bounded time, with its errors told in the outbox's own.

The library would repeat by itself what a failing Discord may have done already; here nothing is repeated but what
Discord turned away for coming too soon.  Its rate limits are shared with everything else that the client sends.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
from discord import ui
from discord.http import HTTPClient, Route, handle_message_parameters

from bot.domain.outbox import Delivery
from bot.frontends.discord.controls import view_of
from bot.frontends.discord.refusing import FOREIGN, later, told_by, unknown
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.ports import Posting

LONGEST_CALL = 30.0
"""Seconds after which an answer is no longer waited for."""

_LONGEST_WAIT = 10.0  # seconds to wait here until a rate limit ends; what takes longer is queued again
_TOO_MANY, _FAILING = 429, 500

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """As much of a message in a channel's history as is needed to know it again."""

    id: str
    author: str
    mark: int

    def is_of(self, delivery: Delivery, author: str) -> bool:
        """Say whether this is the message of a delivery."""
        return (self.author, self.mark) == (author, mark_of(delivery))


@dataclass(frozen=True, slots=True)
class Calling:
    """See the module.  `now` is the present moment in UTC."""

    http: HTTPClient
    now: Callable[[], datetime]

    async def call(self, route: Route, payload: Json | None = None, **query: str | int) -> Json:
        """Call the API; return what it tells.

        Raises `DeliveryRefused`, `DeliveryLater` and `DeliveryUnknown`.
        """
        told = await self._call(route, payload, query)
        return told if isinstance(told, dict) else {}

    async def post(self, channel: str, posting: Posting) -> str:
        """Post a message to a channel; return its id.  Raises as `call` does."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        return str((await self.call(route, message_payload(posting, self.now())))["id"])

    async def messages(self, channel: str, *, after: str, limit: int) -> Sequence[SeenMessage]:
        """Return the first *limit* messages of a channel after one.  Raises as `call` does."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        told = await self._call(route, None, {"after": after, "limit": limit})
        return [seen(each) for each in told] if isinstance(told, list) else []

    async def _call(self, route: Route, payload: Json | None, query: Mapping[str, str | int]) -> object:
        once = _Once(self.now)
        arguments: dict[str, Any] = {"json": payload} if payload is not None else {}
        if query:
            arguments["params"] = dict(query)
        try:
            async with asyncio.timeout(LONGEST_CALL):
                told: object = await self.http.request(route, files=(once,), raise_for_status=once, **arguments)  # type: ignore[arg-type]  # see `_Once.reset`
        except FOREIGN as error:
            raise told_by(error, self.now()) from error
        return told


class _Once:
    """Sees to it that a call is made once, but for answers of "too soon", which Discord did not act on.

    It is handed to the library as what checks the answer's status, and as a file: those are rewound before
    each attempt.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._status = 0

    async def __call__(self, response: aiohttp.ClientResponse) -> None:
        """Raise on an answer that the library would hide."""
        self._status = response.status
        if response.status >= _FAILING:
            response.close()
            status = f"status {response.status}"
            raise unknown(status)
        wait = _seconds(response.headers.get("Retry-After")) if response.status == _TOO_MANY else 0
        if wait > _LONGEST_WAIT and response.headers.get("Via"):  # without, it is not Discord that says so
            response.close()
            raise later(self._now() + timedelta(seconds=wait))

    def reset(self, *, seek: int) -> None:
        """Raise before an attempt that is not the first, unless nothing came of the one before."""
        if seek and self._status != _TOO_MANY:
            broken = "the connection broke"
            raise unknown(broken)


def message_payload(posting: Posting, now: datetime) -> dict[str, Any]:
    """Return what Discord is sent: silent, without a mention but the one that was asked for, and with a mark.  Pure."""
    delivery = posting.delivery
    view = view_of(render(posting.reply, Setting(now)))
    for item in view.children:
        if isinstance(item, ui.Container):
            item.id = mark_of(delivery)
    roles: list[discord.Object] = []
    if delivery.mention and delivery.part == 0 and delivery.mention.isdecimal():
        roles = [discord.Object(int(delivery.mention))]
        with_mention = ui.LayoutView(timeout=None)
        for item in (ui.TextDisplay[ui.LayoutView](f"<@&{delivery.mention}>"), *view.children):
            with_mention.add_item(item)
        view = with_mention
    allowed = discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
    made = handle_message_parameters(
        view=view,
        nonce=delivery.id or None,
        flags=discord.MessageFlags(suppress_notifications=True),
        allowed_mentions=allowed,
    )
    return made.payload or {}


def mark_of(delivery: Delivery) -> int:
    """Return the number that a delivery's message carries (as the id of its outermost component), to be found by."""
    digest = hashlib.sha256(delivery.id.encode()).digest()
    return 1 << 30 | int.from_bytes(digest[:4]) >> 2


def seen(told: Json) -> SeenMessage:
    """Read a message as Discord tells it."""
    outer = [each.get("id") or 0 for each in told.get("components") or () if each.get("type") == _CONTAINER]
    return SeenMessage(str(told["id"]), str(told["author"]["id"]), int(outer[0]) if outer else 0)


_CONTAINER = discord.ComponentType.container.value


def _seconds(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
