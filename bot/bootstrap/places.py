"""Where the bot keeps what it knows: the database and the files beside it, as the settings name them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config import Settings
from bot.ports import Store
from bot.storage.index_file import IndexFile
from bot.storage.place import SqliteFile, find_place
from bot.storage.store import open_store


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


def index_of(settings: Settings) -> IndexFile:
    """Return the file that a large index is kept in: beside a SQLite file, under its name; else in the data folder."""
    place = find_place(database_of(settings))
    if isinstance(place, SqliteFile):
        return IndexFile(place.path.with_name(f"{place.path.name}.index"))
    return IndexFile(settings.data_dir / "awesome-bot.index")


def discord_record(settings: Settings) -> Path:
    """Return the file that remembers which commands Discord was told."""
    return settings.data_dir / "discord-commands.json"
