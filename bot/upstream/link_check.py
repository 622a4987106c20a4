"""Say whether anything answers at a link.

A link is gone only where its server says so, or its name does not exist.  Whatever else goes wrong may be the
server's dislike of robots, or a bad hour.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

import aiohttp

from bot.domain.linkfacts import LinkCheck, LinkState
from bot.errors import SourceError, SourceRefused, SourceUnreachable
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.upstream.addresses import shown
from bot.upstream.metadata_text import web_address
from bot.upstream.transport import Answer, Request, Transport

_GONE = frozenset({404, 410})
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


@dataclass(frozen=True, slots=True)
class LinkChecker:
    """Asks with HEAD, and for the first byte where that does not satisfy."""

    transport: Transport

    async def check(self, url: str) -> LinkCheck:
        """Say whether a link answers.  Never raises `SourceError`."""
        address = web_address(url)
        if address is None:
            return LinkCheck(LinkState.GONE, reason=_("{link} is no address on the web.", link=_named(url)))
        try:
            answer = await self._head(address)
            if answer is None or not 200 <= answer.status < 300 or answer.status == 202:
                answer = await self._ask(address, "GET")
        except SourceError as error:
            return _failed(address, error)
        return _judged(address, answer)

    async def _head(self, url: str) -> Answer | None:
        """Ask without a body; None where the server cannot do that, as some say with HTTP 500."""
        try:
            return await self._ask(url, "HEAD")
        except SourceUnreachable as error:
            if "status" not in error.fields:
                raise
            return None

    async def _ask(self, url: str, method: str) -> Answer:
        headers = {"Accept": "*/*"} | ({"Range": "bytes=0-0"} if method == "GET" else {})
        return await self.transport.send(Request(url, shown(url), headers, method=method, allow_http=True, enough=1))


def _judged(url: str, answer: Answer) -> LinkCheck:
    status = answer.status
    if status in _GONE:
        sentence = _("There is nothing at {link} (HTTP {status}).", link=_named(url), status=status)
        return LinkCheck(LinkState.GONE, status, answer.moved_to, sentence)
    if (200 <= status < 300 and status != 202) or status == 416:  # an empty document has no first byte
        return LinkCheck(LinkState.ALIVE, status, answer.moved_to)
    sentence = _(
        "{link} does not answer the bot (HTTP {status}), which does not mean that it is gone: open it to be sure.",
        link=_named(url),
        status=status,
    )
    return LinkCheck(LinkState.UNKNOWN, status, answer.moved_to, sentence)


def _failed(url: str, error: SourceError) -> LinkCheck:
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientConnectorDNSError) and cause.os_error.errno in _NO_SUCH_NAME:
        sentence = _("There is no site at {link}: its name was not found.", link=_named(url))
        return LinkCheck(LinkState.GONE, reason=sentence)
    if isinstance(error, SourceRefused):
        return LinkCheck(LinkState.UNKNOWN, reason=str(error))
    status = error.fields.get("status")
    sentence = _("{link} did not answer in time: open it to be sure that it works.", link=_named(url))
    return LinkCheck(LinkState.UNKNOWN, status if isinstance(status, int) else None, None, sentence)


def _named(url: str) -> str:
    """Return an address as sentences name it."""
    return harmless(shown(url), 100)
