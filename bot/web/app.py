"""The web application: `/feeds/NAME.atom`, `.rss` and `.json`, with `?filter=` and `?kinds=` as in a subscription.

Answers are the same for everybody, hold no secret, and may be kept by whoever fetches them for a few minutes.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.domain.subscriptions import USUAL_KINDS, NewsKind
from bot.errors import BotError, ConfigError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.search.query import parse_query
from bot.services.feed_formats import MEDIA_TYPES, FeedFormat, write_feed
from bot.services.feeding import Feeder

_log = logging.getLogger(__name__)
_FEEDER = web.AppKey("feeder", Feeder)
_ADDRESS = web.AppKey("address", str)
_LONGEST_FILTER = 200
_KEPT_FOR = 300  # seconds
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(feeder: Feeder, address: str = "") -> web.Application:
    """Build the application.

    *address* is what people's readers reach it at; where it is `""`, each request is believed.
    """
    app = web.Application(middlewares=[_one_error_path], client_max_size=1_024)
    app[_FEEDER], app[_ADDRESS] = feeder, address.rstrip("/")
    app.router.add_get("/feeds", _overview)
    app.router.add_get(r"/feeds/{name}.{format:atom|rss|json}", _feed)
    return app


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve for the time of the block; give the port, which the system chooses where *port* is 0.

    Raises `ConfigError`.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise ConfigError(
                _("Cannot serve on {host}, port {port}: {reason}. See web in the settings.",
                  host=host, port=port, reason=reason)
            ) from None  # fmt: skip
        listening = int(runner.addresses[0][1])
        _log.info("web.serving", extra={"host": host, "port": listening})
        yield listening
    finally:
        await runner.cleanup()


@web.middleware
async def _one_error_path(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Answer whatever goes wrong with one sentence; a bug with an incident id, and a traceback in the log."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status != web.HTTPNotFound.status_code or error.text not in (None, "404: Not Found"):
            raise
        return web.Response(status=404, text=_("There is nothing here. The feeds are at /feeds.") + "\n")
    except BotError as error:
        _log.warning("web.refused", extra={"path": request.path, "code": error.code, **error.fields})
        return web.Response(status=503, text=f"{error}\n")
    except Exception:  # noqa: BLE001 - the last resort of the web: it is logged, and nobody sees a traceback
        incident = secrets.token_hex(4)
        _log.exception("web.failed", extra={"path": request.path, "incident": incident})
        text = _("That went wrong on our side. If it happens again, tell the operator: {id}.", id=incident)
        return web.Response(status=500, text=f"{text}\n")


async def _overview(request: web.Request) -> web.Response:
    """List the feeds, one address a line."""
    await request.app[_FEEDER].library.refresh()
    base = _base(request)
    names = request.app[_FEEDER].names()
    return web.Response(text="".join(f"{base}/feeds/{name}.{kind}\n" for name in names for kind in FeedFormat))


async def _feed(request: web.Request) -> web.Response:
    kind = FeedFormat(request.match_info["format"])
    query = " ".join(request.query.get("filter", "").split())[:_LONGEST_FILTER]
    if problems := parse_query(query).problems:
        raise web.HTTPBadRequest(text=" ".join(problems) + "\n")
    feed = await request.app[_FEEDER].feed(request.match_info["name"], query, _kinds(request.query.get("kinds", "")))
    if feed is None:
        name = request.match_info["name"][:40]
        return web.Response(status=404, text=_("No list called {name} is followed.", name=name) + "\n")
    text = write_feed(feed, kind, f"{_base(request)}{request.path_qs}")
    tag = hashlib.sha256(text.encode()).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": f"public, max-age={_KEPT_FOR}", "X-Content-Type-Options": "nosniff"}
    if any(each.value == tag for each in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    response = web.Response(text=text, content_type=MEDIA_TYPES[kind], charset="utf-8", headers=headers)
    response.last_modified = feed.updated
    return response


def _kinds(text: str) -> frozenset[NewsKind]:
    """Read `added,code` or `all`; without it, the usual ones.  Raises `HTTPBadRequest`."""
    if not text:
        return USUAL_KINDS
    if text == "all":
        return frozenset(NewsKind)
    try:
        return frozenset(NewsKind(each.strip()) for each in text.split(","))
    except ValueError:
        known = enumeration(kind.value for kind in NewsKind)
        raise web.HTTPBadRequest(text=_("kinds is all, or some of: {kinds}", kinds=known) + "\n") from None


def _base(request: web.Request) -> str:
    return request.app[_ADDRESS] or f"{request.scheme}://{request.host}"
