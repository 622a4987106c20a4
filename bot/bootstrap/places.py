"""Where the bot keeps what it knows: the database and the files beside it, as the settings name them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config import Settings
from bot.ports import Store
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


def discord_record(settings: Settings) -> Path:
    """Return the file that remembers which commands Discord was told."""
    return settings.data_dir / "discord-commands.json"
