"""A web server on a free port of this machine, and the ways in which a server can misbehave."""

from __future__ import annotations

import asyncio
import gzip
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Trouble = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""Answers one request in place of the server."""


@dataclass
class Loopback:
    """A server that records what it was asked, and can be told to misbehave for its next requests."""

    requests: list[web.Request] = field(default_factory=list)
    troubles: deque[Trouble] = field(default_factory=deque)
    url: str = ""

    def next(self, *troubles: Trouble) -> None:
        self.troubles.extend(troubles)

    @property
    def asked(self) -> list[str]:
        """Path and query of each request, oldest first."""
        return [request.path_qs for request in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request that no trouble took: each server's own."""
        raise NotImplementedError

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if self.troubles:
            return await self.troubles.popleft()(request)
        return await self.answer(request)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Loopback]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        async with served(app) as self.url:
            yield self


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on a free port of this machine; give its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.01, handler_cancellation=True, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def status(code: int, headers: dict[str, str] | None = None, text: str = "") -> Trouble:
    """Answer with a status, as GitHub words its errors unless there is a text."""

    async def trouble(_request: web.Request) -> web.StreamResponse:
        if text:
            return web.Response(status=code, text=text, headers=headers, content_type="text/html")
        return web.json_response({"message": f"status {code}"}, status=code, headers=headers)

    return trouble


def message(code: int, words: str, headers: dict[str, str] | None = None) -> Trouble:
    """Answer with a status and GitHub's message."""

    async def trouble(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"message": words}, status=code, headers=headers)

    return trouble


def redirect(location: str, code: int = 302) -> Trouble:
    """Answer with a redirect."""

    async def trouble(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers={"Location": location})

    return trouble


def page(body: bytes, content_type: str = "text/plain", headers: dict[str, str] | None = None) -> Trouble:
    """Answer with a body."""

    async def trouble(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=content_type, headers=headers)

    return trouble


async def silent(_request: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.sleep(3600)
    raise AssertionError


async def dripping(request: web.Request) -> web.StreamResponse:
    """Send a little now and then, so that no single read takes long."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"-")
        await asyncio.sleep(0.01)


async def truncated(request: web.Request) -> web.StreamResponse:
    """Promise more than is sent."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"# List\n- a\n")
    assert request.transport
    request.transport.close()
    return response


async def cut_chunks(request: web.Request) -> web.StreamResponse:
    """Send chunks without the last one that ends them."""
    response = web.StreamResponse()
    response.enable_chunked_encoding()
    await response.prepare(request)
    await response.write(b"# List\n- a\n")
    assert request.transport
    request.transport.close()
    return response


async def hanging_up(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    assert request.transport
    request.transport.close()
    return web.Response()


async def endless(request: web.Request) -> web.StreamResponse:
    """Send without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"- more\n" * 1000)


async def promising(request: web.Request) -> web.StreamResponse:
    """Promise a terabyte, and send nothing."""
    response = web.StreamResponse(headers={"Content-Length": str(10**12)})
    await response.prepare(request)
    await asyncio.sleep(3600)
    return response


def bomb(size: int) -> Trouble:
    """Send a small body that decompresses to *size* zeros."""
    packed = gzip.compress(b"\0" * size)
    return page(packed, headers={"Content-Encoding": "gzip"})
