"""The way to the followed lists: what fetches them, what reads them, and what a sync may do; when is not said here."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot import shipped
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.places import index_of
from bot.bootstrap.remembering import RememberingReader
from bot.config import ListSettings, Settings
from bot.config.model import is_local
from bot.domain.reading import READER_VERSION, read_list
from bot.services.starting import Following
from bot.services.sync import FollowOrder, SyncPolicy
from bot.upstream.assemble import ListReader
from bot.upstream.hosts import GitHubHosts
from bot.upstream.locator import parse_locator
from bot.upstream.opening import Upstream, UpstreamOptions, history_of, open_upstream


@asynccontextmanager
async def open_following(settings: Settings) -> AsyncIterator[tuple[Following, ...]]:
    """Open the way to the configured lists for the time of the block; nothing is connected to before it is fetched."""
    async with opened_upstream(settings) as upstream:
        yield tuple(_following(settings, each, upstream) for each in settings.lists)


def _following(settings: Settings, each: ListSettings, upstream: Upstream) -> Following:
    allow_http = settings.upstream.allow_http
    place = parse_locator(each.source, allow_http=allow_http)
    source = upstream.source_for(place, list_reader(settings, each.name))
    order = FollowOrder(each.name, each.source, source, history_of(source))
    seed = None
    if each.seed is not None:
        seed = FollowOrder(
            each.name, each.seed, upstream.source_for(parse_locator(each.seed), list_reader(settings, each.name))
        )
    return Following(order, seed, is_local(place), settings.interval_of(each.name))


@asynccontextmanager
async def opened_upstream(settings: Settings) -> AsyncIterator[Upstream]:
    """Open what fetches from GitHub and the web, as the settings have it; nothing is connected to before it is used."""
    options = UpstreamOptions(
        token=settings.github_token,
        hosts=_github_hosts(settings),
        private_networks=settings.upstream.private_networks,
        allow_http=settings.upstream.allow_http,
    )
    catalog = shipped.data_folder() / "catalog.yaml"
    dice = random.Random()  # noqa: S311 - spreads waiting times, keeps no secret
    async with open_upstream(
        list_reader(), shipped=catalog, now=SystemClock().now, rng=dice, options=options
    ) as upstream:
        yield upstream


def _github_hosts(settings: Settings) -> GitHubHosts:
    github = settings.upstream.github
    return GitHubHosts(api=github.api, web=github.web, raw=github.raw)


def list_reader(settings: Settings | None = None, list_name: str = "") -> ListReader:
    """Return how lists are read, with the table of venues that ships.

    With *settings* it is the list of that name, of which the bot keeps how it was read, where the settings have it
    keep what it knows.
    """
    if settings is None:
        return ListReader(READER_VERSION, partial(read_list, venues=shipped.venue_table()))
    return ListReader(READER_VERSION, RememberingReader(list_name, index_of(settings).path).read)


def policy_of(settings: Settings, *, accept: bool = False, dry_run: bool = False) -> SyncPolicy:
    """Return what a sync may do."""
    return SyncPolicy(settings.hold_share, accept=accept, dry_run=dry_run)
