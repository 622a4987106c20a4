"""Calls to Slack's Web API and to response URLs: the one way out, with retries, patience and pacing.

It knows no reply and no event.  Each workspace is called with its own token; what a call raises is in `troubles`.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.frontends.slack.drawing import SlackFile
from bot.frontends.slack.payloads import Payload, part_of, text_of
from bot.frontends.slack.troubles import HookRefused, NoToken

API = "https://slack.com/api/"
LONGEST_CALL = 60.0
"""Seconds that a call may take, Slack's own "try again later" included; then nobody waits for it any more."""

APART = 1.0
"""Seconds between two messages to one channel: what Slack takes, but for short bursts."""

_TRIES = 2
_MOST_CHANNELS = 5_000


class Tokens(Protocol):
    """Knows with which token a workspace is called."""

    async def token_of(self, team: str) -> str | None:
        """Return the bot's token in a workspace; None where it is not installed."""
        ...


class Pace:
    """Keeps messages to one channel *apart*, in the order in which they came.  *ticks* counts seconds."""

    def __init__(self, ticks: Callable[[], float], sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._ticks, self._sleep = ticks, sleep
        self._free: OrderedDict[tuple[str, str], float] = OrderedDict()

    async def turn(self, team: str, channel: str) -> None:
        """Wait until a message may go to a channel."""
        now = self._ticks()
        place = (team, channel)
        begin = max(now, self._free.pop(place, 0.0))
        self._free[place] = begin + APART
        while len(self._free) > _MOST_CHANNELS:
            self._free.popitem(last=False)
        if begin > now:
            await self._sleep(begin - now)


class Slack:
    """Slack, as it is called from here.  Every method raises what `troubles.TROUBLES` names."""

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, pace: Pace, api: str = API) -> None:
        self.session, self.api = session, api
        self._tokens, self._pace = tokens, pace

    def client(self, token: str | None = None, handlers: Sequence[AsyncRetryHandler] | None = None) -> AsyncWebClient:
        """Return a client that tries again where that does no harm, or by the *handlers* only."""
        again = (*_patient(), *_persistent()) if handlers is None else handlers
        return AsyncWebClient(token, base_url=self.api, session=self.session, retry_handlers=list(again))

    async def call(self, team: str, method: str, arguments: Payload, *, careful: bool = False) -> Payload:
        """Call a method that takes JSON.

        What posts a message waits for the channel's turn, and is not repeated where it may have been heard; a
        *careful* call is made just once.
        """
        posts = method == "chat.postMessage"
        client = self.client(await self._token(team), () if careful else _patient() if posts else None)
        if posts:
            await self._pace.turn(team, text_of(arguments, "channel"))
        async with asyncio.timeout(LONGEST_CALL):
            answer = await client.api_call(method, json=dict(arguments))
        return part_of({"answer": answer.data}, "answer")

    async def ask(
        self, team: str, method: str, arguments: Mapping[str, str], patience: float = LONGEST_CALL
    ) -> Payload:
        """Call a method that reads, and takes no JSON."""
        client = self.client(await self._token(team))
        async with asyncio.timeout(patience):
            answer = await client.api_call(method, http_verb="GET", params=dict(arguments))
        return part_of({"answer": answer.data}, "answer")

    async def upload(self, team: str, channel: str, files: tuple[SlackFile, ...], *, thread: str | None = None) -> None:
        """Put files into a channel, with the words for those who cannot see them."""
        client = self.client(await self._token(team))
        uploads = [{"filename": each.name, "content": each.content, "alt_txt": each.alt or None} for each in files]
        await self._pace.turn(team, channel)
        async with asyncio.timeout(LONGEST_CALL):
            await client.files_upload_v2(file_uploads=uploads, channel=channel, thread_ts=thread)

    async def conversation(self, team: str, user: str) -> str:
        """Return the conversation with a person; it is opened where there is none."""
        told = await self.call(team, "conversations.open", {"users": user})
        return text_of(told, "channel", "id")

    async def respond(self, url: str, payload: Payload) -> None:
        """Answer over a response URL.  Raises `HookRefused` where it does not take it (any more)."""
        body = json.dumps(dict(payload)).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        for attempt in range(_TRIES + 1):
            async with (
                asyncio.timeout(LONGEST_CALL),
                self.session.post(url, data=body, headers=headers) as response,
            ):
                if response.status < 300:
                    return
                answer = await response.text(errors="replace")
            if response.status not in (429, 500, 502, 503) or attempt == _TRIES:
                raise HookRefused(response.status, answer)
            await asyncio.sleep(_wait(response.headers.get("Retry-After"), attempt))

    async def _token(self, team: str) -> str:
        token = await self._tokens.token_of(team)
        if token is None:
            raise NoToken(team)
        return token


@asynccontextmanager
async def opened_slack(tokens: Tokens, pace: Pace, api: str = API) -> AsyncIterator[Slack]:
    """Open the way to Slack for the time of the block."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST_CALL)) as session:
        yield Slack(session, tokens, pace, api)


def _patient() -> tuple[AsyncRetryHandler, ...]:
    """Return what waits as long as Slack asks us to: it did nothing of what it was asked."""
    return (AsyncRateLimitErrorRetryHandler(max_retry_count=_TRIES),)


def _persistent() -> tuple[AsyncRetryHandler, ...]:
    """Return what tries again although Slack may have done what it was asked."""
    return (
        AsyncConnectionErrorRetryHandler(max_retry_count=_TRIES),
        AsyncServerErrorRetryHandler(max_retry_count=_TRIES),
    )


def _wait(retry_after: str | None, attempt: int) -> float:
    """Return the seconds to wait: what Slack says, or half a second and twice as long each time."""
    if retry_after and retry_after.isdigit() and len(retry_after) < 6:
        return float(retry_after)
    return 0.5 * 2.0**attempt
