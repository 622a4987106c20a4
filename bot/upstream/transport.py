"""Fetch over HTTP with every limit that a bot needs: time, size, redirects, and where they lead.

Says what went wrong on the way (`SourceUnreachable`, `SourceRefused`, `NotAList`); what an answer's status
means is its caller's to say, but for 5xx, which is trouble of the other side everywhere.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.domain.polling import retry_delay
from bot.errors import NotAList, SourceError, SourceRefused, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.addresses import is_this_machine
from bot.upstream.content import MAX_BYTES
from bot.upstream.failures import Failures
from bot.upstream.headers import retry_after

_log = logging.getLogger(__name__)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds), how much (bytes) and how often.  `total` spans one attempt with all its redirects."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    size: int = MAX_BYTES
    redirects: int = 5
    attempts: int = 3
    first_wait: timedelta = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch, and for whom.

    - `source`: how messages name it.
    - `secret_headers`: sent to the first origin only, never along a redirect elsewhere.
    - `allow_http`: whether plain HTTP is good enough; this machine always is.
    - `enough`: the bytes after which the rest of the body is not wanted; None for all or nothing.
    """

    url: str
    source: str
    headers: Mapping[str, str]
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"
    body: bytes = b""
    allow_http: bool = False
    enough: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer below 500, with lower-case header names.

    `url` is where it came from in the end; `moved_to` is where permanent redirects alone led, None without any.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    moved_to: str | None = None


class Transport:
    """One HTTP session, shared by every source."""

    def __init__(
        self, session: aiohttp.ClientSession, limits: Limits, now: Callable[[], datetime], rng: Random
    ) -> None:
        self._session = session
        self._limits = limits
        self._now = now
        self._rng = rng

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return self._now()

    def limited(self, limits: Limits) -> Transport:
        """Return the same session under other limits."""
        return Transport(self._session, limits, self._now, self._rng)

    async def send(self, request: Request) -> Answer:
        """Send a request; a GET that meets passing trouble is tried again after a moment.  Raises `SourceError`."""
        attempts = self._limits.attempts if request.method == "GET" else 1
        for attempt in range(1, attempts):
            try:
                return await self._attempt(request)
            except SourceUnreachable as error:
                if error.retry_at is not None:  # it said when: that is for the next check, not for now
                    raise
                _log.info("upstream.retry", extra={"source": request.source, "attempt": attempt, **error.fields})
                await asyncio.sleep(retry_delay(attempt, self._limits.first_wait, self._rng).total_seconds())
        return await self._attempt(request)

    async def _attempt(self, request: Request) -> Answer:
        failures = Failures(request.source)
        with failures.translated():
            async with asyncio.timeout(self._limits.total):
                return await self._follow(request, failures)

    async def _follow(self, request: Request, failures: Failures) -> Answer:
        url, moved_to, only_permanent = request.url, None, True
        for _hop in range(self._limits.redirects + 1):
            _check_hop(url, request)
            async with self._sent(url, request) as response:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTS or not location:
                    return await self._answer(response, url, moved_to, request)
                url = _joined(url, location)
                only_permanent = only_permanent and response.status in _FOR_GOOD
                moved_to = url if only_permanent else moved_to
        raise failures.too_many_redirects(self._limits.redirects)

    @asynccontextmanager
    async def _sent(self, url: str, request: Request) -> AsyncIterator[aiohttp.ClientResponse]:
        secret = request.secret_headers if _origin(url) == _origin(request.url) else {}
        async with self._session.request(
            request.method,
            url,
            headers={**request.headers, **secret},
            data=request.body or None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(sock_connect=self._limits.connect, sock_read=self._limits.read),
        ) as response:
            yield response

    async def _answer(
        self, response: aiohttp.ClientResponse, url: str, moved_to: str | None, request: Request
    ) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status >= 500:
            sentence = _(
                "{source} has trouble at the moment (HTTP {status}). The bot will try again.",
                source=request.source,
                status=response.status,
            )
            wait = retry_after(headers, self._now())
            raise SourceUnreachable(sentence, retry_at=wait, source=request.source, status=response.status)
        return Answer(response.status, headers, await self._body(response, request), url, moved_to)

    async def _body(self, response: aiohttp.ClientResponse, request: Request) -> bytes:
        """Read the body, decompressed, and stop as soon as it is too much."""
        if request.method == "HEAD":
            return b""
        limit = self._limits.size if request.enough is None else request.enough
        body = bytearray()
        if request.enough is not None or (response.content_length or 0) <= limit:
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > limit:
                    break
            else:
                return bytes(body)
        response.close()  # the rest is not wanted
        if request.enough is not None:
            return bytes(body[:limit])
        source = request.source
        sentence = _("{source} gave more than {size} MB, which no list has.", source=source, size=limit // 2**20)
        raise NotAList(sentence, source=source, limit=limit)


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # no address at all: `_check_hop` says so
        return ""


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _check_hop(url: str, request: Request) -> None:
    """Refuse an address that is not to be asked.  Where its name leads is `guard`'s to check, when it is known."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        raise _refused(_("{source} leads to an address that is not on the web.", source=request.source), request)
    if parts.scheme == "http" and not (request.allow_http or is_this_machine(host)):
        sentence = _("{source} leads to an address without https, which anybody may change.", source=request.source)
        raise _refused(sentence, request)


def _refused(sentence: str, request: Request) -> SourceError:
    return SourceRefused(sentence, source=request.source)
