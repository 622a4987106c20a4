"""Open the way to where lists live: one HTTP session for all sources, made with the first fetch that needs it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot import __version__
from bot.domain.linkfacts import LinkCheck, LinkFacts
from bot.domain.proposals import Announced, PullState, PullText, SubmitOrder, Submitted, UpstreamFile
from bot.domain.venues import VenueTable
from bot.ports import Fetched, Known, LinkLookup, ListHistory, ListSource, Proposer, RevisionText, Unchanged
from bot.upstream.assemble import ListReader
from bot.upstream.clone import CloneSource, LocalSource
from bot.upstream.files import FileSource
from bot.upstream.guard import Network, guarded_sockets
from bot.upstream.hosts import GITHUB, GitHubHosts
from bot.upstream.locator import CloneList, GitHubList, LocalList, Locator, ShippedList, WebList

if TYPE_CHECKING:  # aiohttp and gidgethub are paid for only where a list lives on the web
    from aiohttp.abc import AbstractResolver

    from bot.upstream.credentials import Credentials
    from bot.upstream.github import GitHubSource
    from bot.upstream.github_api import Quota, Secret
    from bot.upstream.metadata import LookupOptions, WebLookup
    from bot.upstream.proposing import GitHubProposer
    from bot.upstream.transport import Limits, Transport
    from bot.upstream.web import WebSource


@dataclass(frozen=True, slots=True)
class UpstreamOptions:
    """How to reach sources; the defaults are right for the public internet.

    - `token`: GitHub's, or None to ask anonymously (60 requests an hour).
    - `hosts`: where GitHub is.
    - `limits`: how long to wait for whom; None for the usual.
    - `private_networks`: networks besides the public internet to which connections are made.
    - `allow_http`: whether lists may come over plain HTTP.
    - `resolver`: what finds addresses; None for the system's.
    """

    token: Secret | None = None
    hosts: GitHubHosts = GITHUB
    limits: Limits | None = None
    private_networks: Collection[Network] = ()
    allow_http: bool = False
    resolver: AbstractResolver | None = None


@dataclass(slots=True)
class Upstream:
    """Gives the source for each place.  Sources share the session, and GitHub's quota."""

    reader: ListReader
    shipped: Path
    options: UpstreamOptions
    _web: Callable[[], tuple[Transport, Quota]]
    _opened: tuple[Transport, Quota] | None = field(default=None, init=False)

    def source_for(self, place: Locator, reader: ListReader | None = None) -> ListSource:
        """Return the source that gives the list at a place; opens and loads nothing before the first fetch.

        With *reader* it reads with that one.
        """
        reader = reader or self.reader
        match place:
            case ShippedList():
                return FileSource(self.shipped, reader)
            case LocalList(path):
                return LocalSource(path, reader)
            case CloneList():
                return CloneSource(place, reader)
            case GitHubList():
                return _OnGitHub(partial(self._github, place, reader))
            case WebList():
                return _OnTheWeb(partial(self._page, place, reader))

    def _github(self, place: GitHubList, reader: ListReader) -> GitHubSource:
        from bot.upstream.github import GitHubSource

        transport, quota = self._shared()
        return GitHubSource(place, reader, transport, quota, self.options.token, self.options.hosts)

    def _page(self, place: WebList, reader: ListReader) -> WebSource:
        from bot.upstream.web import WebSource

        transport, _quota = self._shared()
        return WebSource(place, reader, transport, self.options.allow_http)

    def proposer_for(self, place: GitHubList, credentials: Credentials) -> Proposer:
        """Return what proposes changes to the list at a place; opens and loads nothing before it is used."""
        return _Proposing(partial(self._proposer, place, credentials))

    def _proposer(self, place: GitHubList, credentials: Credentials) -> GitHubProposer:
        from bot.upstream.proposing import GitHubProposer

        transport, quota = self._shared()
        return GitHubProposer(place, credentials, transport, quota, self.options.hosts)

    def lookup(self, venues: VenueTable, options: LookupOptions | None = None) -> LinkLookup:
        """Return what looks links up; opens and loads nothing before the first link."""
        return _LookingUp(partial(self._lookup, venues, options))

    def _lookup(self, venues: VenueTable, options: LookupOptions | None) -> WebLookup:
        from bot.upstream.metadata import LookupOptions, WebLookup

        transport, quota = self._shared()
        given, here = options or LookupOptions(), self.options
        return WebLookup(transport, quota, venues, token=here.token, options=given, github_hosts=here.hosts)

    def _shared(self) -> tuple[Transport, Quota]:
        if self._opened is None:
            self._opened = self._web()
        return self._opened


@dataclass(frozen=True, slots=True)
class _OnTheWeb:
    """A list on the web, whose client is loaded with the first fetch."""

    make: Callable[[], WebSource]

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        await _load("bot.upstream.web")
        return await self.make().fetch(known)


@dataclass(frozen=True, slots=True)
class _OnGitHub:
    """A list on GitHub, whose client is loaded with the first fetch."""

    make: Callable[[], GitHubSource]

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        await _load("bot.upstream.github")
        return await self.make().fetch(known)

    async def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        await _load("bot.upstream.github")
        async for revision in self.make().history(since, path):
            yield revision


@dataclass(slots=True)
class _LookingUp:
    """A look-up whose clients are loaded with the first link."""

    make: Callable[[], WebLookup]
    made: WebLookup | None = None

    async def look_up(self, url: str) -> LinkFacts:
        return await (await self._opened()).look_up(url)

    async def check_link(self, url: str) -> LinkCheck:
        return await (await self._opened()).check_link(url)

    async def _opened(self) -> WebLookup:
        await _load("bot.upstream.metadata")
        if self.made is None:
            self.made = self.make()
        return self.made


@dataclass(slots=True)
class _Proposing:
    """A proposer whose client is loaded when it is first used."""

    make: Callable[[], GitHubProposer]
    made: GitHubProposer | None = None

    async def read(self, path: str | None = None) -> UpstreamFile:
        return await (await self._opened()).read(path)

    async def submit(self, order: SubmitOrder) -> Submitted:
        return await (await self._opened()).submit(order)

    async def announce(self, ids: tuple[str, ...], text: PullText) -> Announced:
        return await (await self._opened()).announce(ids, text)

    async def state(self, number: int) -> PullState:
        return await (await self._opened()).state(number)

    async def _opened(self) -> GitHubProposer:
        await _load("bot.upstream.proposing")
        if self.made is None:
            self.made = self.make()
        return self.made


async def _load(module: str) -> None:
    """Import in a thread what takes a third of a second, so that a person at the prompt can type meanwhile."""
    if module not in sys.modules:
        await asyncio.to_thread(import_module, module)


def history_of(source: ListSource) -> ListHistory | None:
    """Return the source as one that knows its past; None for one that has none."""
    return source if isinstance(source, LocalSource | CloneSource | _OnGitHub) else None


@asynccontextmanager
async def open_upstream(
    reader: ListReader,
    *,
    shipped: Path,
    now: Callable[[], datetime],
    rng: Random,
    options: UpstreamOptions = UpstreamOptions(),
) -> AsyncIterator[Upstream]:
    """Open upstream for the time of the block.  *shipped* is the file of the catalog that comes with the bot."""
    async with AsyncExitStack() as stack:
        yield Upstream(reader, shipped, options, partial(_open_web, stack, options, now, rng))


def _open_web(
    stack: AsyncExitStack, options: UpstreamOptions, now: Callable[[], datetime], rng: Random
) -> tuple[Transport, Quota]:
    import aiohttp

    from bot.upstream.github_api import Quota
    from bot.upstream.resolver import LeavingResolver
    from bot.upstream.transport import Limits, Transport

    connector = aiohttp.TCPConnector(
        socket_factory=guarded_sockets(options.private_networks),
        resolver=options.resolver or LeavingResolver(),
        limit_per_host=4,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": f"awesome-list-bot/{__version__}"},
        trust_env=False,  # a proxy would look names up for us, past the guard
    )
    stack.push_async_callback(session.close)
    return Transport(session, options.limits or Limits(), now, rng), Quota()
