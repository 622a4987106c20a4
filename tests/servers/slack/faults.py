"""The ways in which a Slack misbehaves, one call at a time: put them in a row with `server.trouble`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from tests.servers.slack.server import Call

Fault = Callable[["Call"], Awaitable[web.StreamResponse | None]]
"""Answers one call in place of the server, or lets it pass by returning None."""


def rate_limited(after: int = 0) -> Fault:
    """Answer 429: come back *after* that many seconds."""

    async def fault(_call: Call) -> web.StreamResponse:
        told = {"ok": False, "error": "ratelimited"}
        return web.json_response(told, status=429, headers={"Retry-After": str(after)})

    return fault


def failing(status: int = 503) -> Fault:
    """Answer with a server's failure."""

    async def fault(_call: Call) -> web.StreamResponse:
        return web.Response(text=f"<html>{status}</html>", status=status, content_type="text/html")

    return fault


def refusing(error: str) -> Fault:
    """Answer with one of Slack's own errors, such as `not_in_channel`."""

    async def fault(_call: Call) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": error})

    return fault


def cut() -> Fault:
    """Close the connection before anything is done."""

    async def fault(call: Call) -> web.StreamResponse:
        return await _hung_up(call.request)

    return fault


def unheard() -> Fault:
    """Do what is asked, and close the connection instead of saying so."""

    async def fault(call: Call) -> web.StreamResponse:
        await call.act()
        return await _hung_up(call.request)

    return fault


async def _hung_up(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.close()
    return web.Response()
