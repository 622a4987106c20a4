"""Build everything once: the only place that names every concrete class."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot import __version__, shipped
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.config import SHIPPED, Settings
from bot.domain.catalog import Catalog
from bot.domain.reading import READER_VERSION, read_list
from bot.ports import Store
from bot.search.engine import SearchEngine
from bot.services.library import Library
from bot.services.sync import FollowOrder
from bot.storage.fulltext import SqliteFullText
from bot.storage.store import open_store
from bot.upstream.assemble import ListReader
from bot.upstream.files import FileSource


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


def desk_for(store: Store) -> Desk:
    """Put together what the command handlers work with."""
    return Desk(
        library=Library(store, engine_for),
        store=store,
        clock=SystemClock(),
        rng=random.Random(),  # noqa: S311 - a pick for reading, not a secret
        venues=shipped.venue_table(),
        version=__version__,
        table=COMMANDS,
    )


def engine_for(catalog: Catalog) -> SearchEngine:
    """Build the search engine of a catalog, with the tables that ship."""
    return SearchEngine(catalog, shipped.venue_table(), shipped.synonym_table(), SqliteFullText)


def follow_orders(settings: Settings) -> tuple[FollowOrder, ...]:
    """Return the configured lists, each with the source that gives it."""
    reader = ListReader(READER_VERSION, partial(read_list, venues=shipped.venue_table()))
    return tuple(
        FollowOrder(
            each.name,
            each.source,
            FileSource(shipped.data_folder() / "catalog.yaml" if each.source == SHIPPED else Path(each.source), reader),
        )
        for each in settings.lists
    )
