"""The desk of the command handlers, and the search engine behind it: what answers need, and no background work."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from bot import __version__, shipped
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.indexing import EngineMaker
from bot.commands.desk import Desk
from bot.commands.digest_posts import presenter
from bot.commands.table import COMMANDS
from bot.domain.catalog import Catalog
from bot.domain.communities import Communities
from bot.domain.settling import DEFAULT_SETTLE
from bot.ports import Store
from bot.replies.splitting import Fits
from bot.search.engine import SearchEngine
from bot.search.filters import Filters
from bot.search.meaning import Meaning
from bot.services.attendance import Attendance
from bot.services.encoding import Meant
from bot.services.library import Library
from bot.services.queueing import Composer
from bot.services.searching import Searching
from bot.storage.index_file import IndexFile


def desk_for(
    store: Store,
    *,
    settle: timedelta = DEFAULT_SETTLE,
    communities: Communities | None = None,
    platforms: Sequence[str] = (),
    meant: Meant | None = None,
    index: IndexFile | None = None,
) -> Desk:
    """Put together what the command handlers work with.

    *platforms* are those that there are tokens for; *index* is where a large index is kept for the next process.
    """
    meaning = meant.meaning if meant else None
    maker = EngineMaker(meaning, index)
    library = Library(store, maker.make, keep=maker.keep)
    filters = Filters(shipped.venue_table(), shipped.synonym_table())
    return Desk(
        library=library,
        searching=Searching(library, meaning),
        store=store,
        clock=SystemClock(),
        rng=random.Random(),  # noqa: S311 - a pick for reading, not a secret
        venues=shipped.venue_table(),
        version=__version__,
        table=COMMANDS,
        filters=filters,
        composer=Composer(library.entry, filters.matches, presenter(library), fits_on),
        settle=settle,
        communities=communities or Communities(),
        attendance=Attendance(platforms),
        meant=meant,
    )


def fits_on(platform: str) -> Fits:
    """Return what says whether a reply fits into one message of a platform, which is loaded only to be asked that."""
    if platform == "discord":
        from bot.frontends.discord.render import fits_whole
        from bot.frontends.discord.setting import Setting

        return lambda reply: fits_whole(reply, Setting(SystemClock().now()))
    return lambda _reply: True


def engine_for(catalog: Catalog, meaning: Meaning | None = None) -> SearchEngine:
    """Build the search engine of a catalog, with the tables that ship."""
    return EngineMaker(meaning).make(catalog)
