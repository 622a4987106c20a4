"""Build everything once: the only place that names every concrete class."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4

from bot import __version__, shipped
from bot.commands.desk import Desk
from bot.commands.digest_posts import presenter
from bot.commands.table import COMMANDS
from bot.config import ListSettings, Settings
from bot.config.model import is_local
from bot.domain.catalog import Catalog
from bot.domain.reading import READER_VERSION, read_list
from bot.domain.settling import DEFAULT_SETTLE
from bot.domain.suggestion_rules import SuggestionRules
from bot.ports import Messenger, Proposer, Store
from bot.replies.payload import from_payload
from bot.replies.splitting import Fits
from bot.search.engine import SearchEngine
from bot.search.filters import Filters
from bot.services.digesting import Digester
from bot.services.dispatching import Deliver, Dispatch
from bot.services.library import Library
from bot.services.polling import Poller
from bot.services.queueing import Composer
from bot.services.starting import Following
from bot.services.sync import FollowOrder, SyncPolicy
from bot.storage.store import open_store
from bot.upstream.assemble import ListReader
from bot.upstream.hosts import GitHubHosts
from bot.upstream.locator import GitHubList, Locator, parse_locator
from bot.upstream.opening import Upstream, UpstreamOptions, history_of, open_upstream

if TYPE_CHECKING:
    from bot.services.suggesting.office import Office


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the database that the settings name; by default one SQLite file in the data folder."""
    async with open_store(database_of(settings)) as store:
        yield store


def database_of(settings: Settings) -> str | Path:
    """Return the database's URL or path; a URL may hold a password and is not to be shown."""
    if settings.database:
        return settings.database.get_secret_value()
    return settings.data_dir / "awesome-bot.db"


def desk_for(store: Store, *, settle: timedelta = DEFAULT_SETTLE) -> Desk:
    """Put together what the command handlers work with."""
    library = Library(store, engine_for)
    filters = Filters(shipped.venue_table(), shipped.synonym_table())
    return Desk(
        library=library,
        store=store,
        clock=SystemClock(),
        rng=random.Random(),  # noqa: S311 - a pick for reading, not a secret
        venues=shipped.venue_table(),
        version=__version__,
        table=COMMANDS,
        filters=filters,
        composer=Composer(library.entry, filters.matches, presenter(library), fits_on),
        settle=settle,
    )


def fits_on(platform: str) -> Fits:
    """Return what says whether a reply fits into one message of a platform, which is loaded only to be asked that."""
    if platform == "discord":
        from bot.frontends.discord.render import fits_whole
        from bot.frontends.discord.setting import Setting

        return lambda reply: fits_whole(reply, Setting(SystemClock().now()))
    return lambda _reply: True


def engine_for(catalog: Catalog) -> SearchEngine:
    """Build the search engine of a catalog, with the tables that ship."""
    return SearchEngine(catalog, shipped.venue_table(), shipped.synonym_table())


@asynccontextmanager
async def open_following(settings: Settings) -> AsyncIterator[tuple[Following, ...]]:
    """Open the way to the configured lists for the time of the block; nothing is connected to before it is fetched."""
    async with _opened_upstream(settings) as upstream:
        yield tuple(_following(settings, each, upstream) for each in settings.lists)


@asynccontextmanager
async def open_suggesting(settings: Settings, desk: Desk) -> AsyncIterator[Desk]:
    """Let people suggest at a desk for the time of the block; nothing is loaded or connected to before they do."""
    async with _opened_upstream(settings) as upstream:
        yield replace(desk, suggesting=cache(partial(_office, settings, desk, upstream)))


def _office(settings: Settings, desk: Desk, upstream: Upstream) -> Office:
    from bot.search.lexicon import Lexicon
    from bot.services.suggesting.office import Office
    from bot.upstream.texts import SourceTexts

    allow_http = settings.upstream.allow_http
    places = {each.name: parse_locator(each.source, allow_http=allow_http) for each in settings.lists}
    sources = {name: partial(upstream.source_for, place) for name, place in places.items()}
    return Office(
        store=desk.store,
        library=desk.library,
        clock=desk.clock,
        venues=desk.venues,
        lexicon=Lexicon(shipped.synonym_table()),
        rng=random.SystemRandom(),
        lookup=upstream.lookup(desk.venues),
        texts=SourceTexts(sources, upstream.reader),
        proposers=_proposers(settings, places, upstream),
        rules=rules_of(settings),
    )


def _proposers(settings: Settings, places: Mapping[str, Locator], upstream: Upstream) -> dict[str, Proposer]:
    """Return what sends changes to the lists that are on GitHub, where the settings let the bot write at all."""
    on_github = {name: place for name, place in places.items() if isinstance(place, GitHubList)}
    app, key, token = settings.suggestions.github_app, settings.suggestions_app_key, settings.suggestions_token
    if app and key:
        from bot.upstream.credentials import AppCredentials

        now = SystemClock().now
        return {
            name: upstream.proposer_for(place, AppCredentials(app, key, f"{place.owner}/{place.repo}", now))
            for name, place in on_github.items()
        }
    if token is None:
        return {}
    from bot.upstream.credentials import TokenCredentials

    return {name: upstream.proposer_for(place, TokenCredentials(token)) for name, place in on_github.items()}


def rules_of(settings: Settings) -> SuggestionRules:
    """Return the rules of suggesting as they are set."""
    given = settings.suggestions
    return SuggestionRules(
        mode=given.mode,
        votes=given.votes,
        cooldown=given.cooldown,
        per_person=given.per_person,
        per_workspace=given.per_workspace,
        moderators=frozenset(given.moderators),
        second_person=given.second_person,
        issue_first=given.issue_first,
    )


@asynccontextmanager
async def keeping_suggestions(settings: Settings, desk: Desk) -> AsyncIterator[None]:
    """Send and follow suggestions in the background for the time of the block, where the bot may write upstream."""
    from bot.services.suggesting.keeping import Keeper

    if desk.suggesting is None:
        yield
        return
    names = [each.name for each in settings.lists]
    keeper = Keeper(desk.suggesting(), names, uuid4().hex, random.SystemRandom())
    task = asyncio.create_task(keeper.keep_forever(), name="suggestions")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _opened_upstream(settings: Settings) -> AsyncIterator[Upstream]:
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


def _following(settings: Settings, each: ListSettings, upstream: Upstream) -> Following:
    allow_http = settings.upstream.allow_http
    place = parse_locator(each.source, allow_http=allow_http)
    source = upstream.source_for(place)
    order = FollowOrder(each.name, each.source, source, history_of(source))
    seed = None
    if each.seed is not None:
        seed = FollowOrder(each.name, each.seed, upstream.source_for(parse_locator(each.seed)))
    return Following(order, seed, is_local(place), settings.interval_of(each.name))


def _github_hosts(settings: Settings) -> GitHubHosts:
    github = settings.upstream.github
    return GitHubHosts(api=github.api, web=github.web, raw=github.raw)


def list_reader() -> ListReader:
    """Return how lists are read, with the table of venues that ships."""
    return ListReader(READER_VERSION, partial(read_list, venues=shipped.venue_table()))


def policy_of(settings: Settings, *, accept: bool = False, dry_run: bool = False) -> SyncPolicy:
    """Return what a sync may do."""
    return SyncPolicy(settings.hold_share, accept=accept, dry_run=dry_run)


def discord_record(settings: Settings) -> Path:
    """Return the file that remembers which commands Discord was told."""
    return settings.data_dir / "discord-commands.json"


@asynccontextmanager
async def digesting(desk: Desk) -> AsyncIterator[Dispatch]:
    """Write digests in the background for the time of the block; platforms send them through what this gives."""
    dispatch = Dispatch(
        store=desk.store,
        digester=Digester(desk.store, desk.clock, desk.settle, desk.composer, desk.library.refresh),
        clock=desk.clock,
        rng=random.Random(),  # noqa: S311 - spreads waiting times, keeps no secret
        lookup=desk.library.entry,
        read_payload=from_payload,
        holder=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
    )
    dispatch.digester.queued = dispatch.send_soon
    tasks = [asyncio.create_task(each) for each in (dispatch.digester.digest_forever(), dispatch.tidy())]
    try:
        yield dispatch
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tell(desk: Desk, messenger: Messenger) -> None:
    if desk.suggesting is not None:
        from bot.services.suggesting.telling import Teller

        await Teller(desk.suggesting(), {messenger.platform: messenger}).tell_forever()


def delivering(desk: Desk, dispatch: Dispatch) -> Deliver:
    """Return what a platform hands its messenger to: digests are sent through it, and what became of suggestions."""

    async def deliver(messenger: Messenger) -> NoReturn:
        telling = asyncio.ensure_future(_tell(desk, messenger))
        try:
            await dispatch.deliver(messenger)
        finally:
            telling.cancel()
            await asyncio.wait([telling])

    return deliver


@asynccontextmanager
async def polling(settings: Settings, store: Store) -> AsyncIterator[None]:
    """Check the lists in the background for the time of the block."""
    task = asyncio.create_task(_poll(settings, store), name="polling")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _poll(settings: Settings, store: Store) -> None:
    poller = Poller(
        store=store,
        clock=SystemClock(),
        venues=shipped.venue_table(),
        policy=policy_of(settings),
        rng=random.Random(),  # noqa: S311 - spreads waiting times, keeps no secret
        sleep=asyncio.sleep,
    )
    async with open_following(settings) as followed:
        await poller.poll_forever(followed)
