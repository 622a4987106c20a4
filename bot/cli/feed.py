"""`feed`: write the feeds as files, for any web server to serve."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.bootstrap import SystemClock, desk_for, opened_store
from bot.config import Settings
from bot.errors import ConfigError, UsageError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.search.query import parse_query
from bot.services.feed_formats import FeedFormat, write_feed
from bot.services.feeding import Feeder


async def run_feed(settings: Settings, folder: Path, name: str | None, query: str) -> int:
    """Write every format of each list's feed to the folder.  A reader never meets a file that is half written."""
    if problems := parse_query(query).problems:
        raise UsageError(" ".join(problems))
    async with opened_store(settings) as store:
        await store.settle(SystemClock().now(), settings.settle)
        desk = desk_for(store, settle=settings.settle)
        await desk.library.load()
        feeder = Feeder(desk.library, store, desk.filters.matches)
        for each in (name,) if name else feeder.names():
            feed = await feeder.feed(each, query)
            if feed is None:
                lists = enumeration(feeder.names())
                raise UsageError(_("No list called {name} is followed. There is {lists}.", name=each[:40], lists=lists))
            for kind in FeedFormat:
                _put(folder / f"{each}.{kind}", write_feed(feed, kind))
            files = enumeration(f"{each}.{kind}" for kind in FeedFormat)
            typer.echo(_("{name}: {text}", name=str(folder), text=files))
    return 0


def _put(path: Path, text: str) -> None:
    """Write a file beside its place, then move it there.  Raises `ConfigError`."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise ConfigError(
            _("{path} cannot be written: {reason}", path=path, reason=error.strerror or str(error))
        ) from None
