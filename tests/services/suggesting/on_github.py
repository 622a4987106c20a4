"""A community whose list is on the loopback GitHub, read and written through the clients that the bot really uses."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random

from pydantic import SecretStr

from bot.bootstrap import desk_for, list_reader
from bot.commands.desk import Desk
from bot.domain.suggestions import Suggestion, SuggestionState
from bot.services.suggesting.deciding import approve
from bot.services.sync import FollowOrder, SyncPolicy, sync_list
from bot.storage.store import open_store
from bot.upstream.credentials import TokenCredentials
from bot.upstream.guard import LOOPBACK
from bot.upstream.hosts import GitHubHosts, MetadataHosts
from bot.upstream.locator import GitHubList, parse_locator
from bot.upstream.metadata import LookupOptions
from bot.upstream.opening import Upstream, UpstreamOptions, open_upstream
from bot.upstream.texts import SourceTexts
from tests.servers.github import TOKEN
from tests.servers.github_writing import WritableGitHub
from tests.servers.metadata import LoopbackArxiv
from tests.servers.names import NoNames
from tests.services.garden import AGAIN
from tests.services.suggesting.burdock import LINK, PREPRINT
from tests.services.suggesting.world import BEN, EVE, LIST, SORREL, World, make_world
from tests.upstream.conftest import QUICK

NAME = "owner/garden"


@dataclass
class Garden:
    """A world whose list is on the loopback GitHub."""

    world: World
    server: WritableGitHub
    upstream: Upstream
    arxiv: LoopbackArxiv = field(default_factory=LoopbackArxiv)

    @property
    def desk(self) -> Desk:
        """A desk of this world, at which can be suggested."""
        world = self.world
        desk = replace(desk_for(world.store), clock=world.clock, library=world.office.library, rng=Random(7))
        return replace(desk, suggesting=lambda: world.office)

    async def sync(self) -> None:
        place = parse_locator(f"github:{NAME}")
        order = FollowOrder(LIST, str(place), self.upstream.source_for(place))
        world = self.world
        done = await sync_list(
            order,
            store=world.store,
            clock=world.clock,
            venues=world.office.venues,
            policy=SyncPolicy(hold_share=1.0),
            before=await world.store.find_list(LIST),
        )
        assert done.error is None
        await world.office.library.refresh()

    def added(self) -> list[str]:
        """Return the lines that the one pull request adds to the list; it leaves all others as they are."""
        (pull,) = self.server.pulls
        before, proposed = AGAIN.splitlines(), self.server.text(pull.place, pull.branch).splitlines()
        assert [line for line in proposed if line in before] == before
        return [line for line in proposed if line not in before]

    async def approved(self) -> tuple[Suggestion, Suggestion]:
        """Approve two suggestions."""
        first, second = await self.world.offer(), await self.world.offer(BEN, SORREL)
        for each in (first, second):
            await approve(self.world.office, EVE, each)
        return first, second

    async def states(self) -> set[SuggestionState]:
        return {each.state for each in await self.world.store.suggestions()}


@asynccontextmanager
async def asking_arxiv(garden: Garden) -> AsyncIterator[Garden]:
    """Look links up at the loopback arXiv for the time of the block, instead of in memory; it has what is suggested."""
    garden.arxiv.papers[LINK.rpartition("/")[2]] = PREPRINT
    async with garden.arxiv.running():
        hosts = MetadataHosts(arxiv=garden.arxiv.url, crossref=garden.arxiv.url, dblp=garden.arxiv.url)
        office = garden.world.office
        lookup = garden.upstream.lookup(office.venues, LookupOptions(hosts=hosts))
        garden.world.office = replace(office, lookup=lookup)
        yield garden


@asynccontextmanager
async def opened(folder: Path, database: str = "bot.db") -> AsyncIterator[Garden]:
    server = WritableGitHub()
    server.add(NAME).push({"README.md": AGAIN})
    async with server.running(), open_store(folder / database) as store:
        world = await make_world(store)
        hosts = GitHubHosts(api=server.url, raw=f"{server.url}/raw")
        options = UpstreamOptions(
            token=SecretStr(TOKEN),
            hosts=hosts,
            private_networks=LOOPBACK,
            limits=replace(QUICK, attempts=1),
            resolver=NoNames(socket.EAI_AGAIN),
        )
        reader = list_reader()
        async with open_upstream(
            reader, shipped=folder / "x.yaml", now=world.clock.now, rng=Random(1), options=options
        ) as upstream:
            place = parse_locator(f"github:{NAME}")
            assert isinstance(place, GitHubList)
            proposer = upstream.proposer_for(place, TokenCredentials(SecretStr(TOKEN)))
            texts = SourceTexts({LIST: partial(upstream.source_for, place)}, reader)
            world.office = replace(world.office, texts=texts, proposers={LIST: proposer})
            garden = Garden(world, server, upstream)
            await garden.sync()
            yield garden
