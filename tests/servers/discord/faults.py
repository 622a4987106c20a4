"""The ways in which a Discord misbehaves, one request at a time: put them in a row with `server.trouble`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.discord.calls import read_call
from tests.servers.discord.refusals import Refused

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

Fault = Callable[[web.Request], Awaitable[web.StreamResponse | None]]
"""Answers one request in place of the server, or lets it pass by returning None."""

AFTERWARDS: web.RequestKey[Fault] = web.RequestKey("afterwards")
"""Where a request keeps the fault that befalls its answer."""


def rate_limited(after: float = 0.01, *, everywhere: bool = False) -> Fault:
    """Answer 429: come back *after* that many seconds, to this route or *everywhere*."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        body = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
        headers = {
            "Via": "1.1 google", "Retry-After": str(max(1, round(after))),
            "X-RateLimit-Scope": "global" if everywhere else "user",
            "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": str(after),
        }  # fmt: skip
        return web.Response(body=json.dumps(body), status=429, content_type="application/json", headers=headers)

    return fault


def banned() -> Fault:
    """Answer 429 as Cloudflare does after too many invalid requests: a page, no JSON."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.Response(text="error code: 1015", status=429)

    return fault


def failing(status: int = 502) -> Fault:
    """Answer with a server's failure.  discord.py tries again after 1, 3, 5 … seconds."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=f"<html>{status}</html>", status=status, content_type="text/html")

    return fault


def unheard(server: DiscordServer, status: int = 502) -> Fault:
    """Do what is asked (of a request without files), and answer with a failure all the same."""

    async def fault(request: web.Request) -> web.StreamResponse | None:
        await server.act(request, await read_call(request))
        return await failing(status)(request)

    return fault


def refusing(code: int) -> Fault:
    """Answer with one of Discord's own error codes, such as 50013."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        raise Refused(code)

    return fault


def hanging_up() -> Fault:
    """Promise more than is sent, and close the connection."""

    async def fault(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b'{"id": ')
        assert request.transport
        request.transport.close()
        return response

    return fault


def cut() -> Fault:
    """Close the connection without a word."""

    async def fault(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.close()
        return web.Response()

    return fault


def after(trouble: Fault) -> Fault:
    """Do what was asked, and only then let its answer fail: the bot does not get to know."""

    async def fault(request: web.Request) -> None:
        request[AFTERWARDS] = trouble

    return fault


def slow(seconds: float) -> Fault:
    """Take a while, then answer as ever."""

    async def fault(_request: web.Request) -> None:
        await asyncio.sleep(seconds)

    return fault


class Gate:
    """A fault that holds a request until the test opens it: `reached` tells that one is waiting."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self._opened = asyncio.Event()

    def open(self) -> None:
        self._opened.set()

    async def __call__(self, _request: web.Request) -> None:
        self.reached.set()
        await self._opened.wait()
