"""A desk on a real SQLite file with the shipped catalog, a clock that stands still and chance that repeats."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.config import Settings
from bot.domain.destinations import person_destination
from bot.replies.model import Reply
from tests.fakes.clock import FixedClock

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
ME = Person("test:me", person_destination("test:me"), zone="UTC")

Ask = Callable[[str], Awaitable[Reply]]


@pytest.fixture(scope="session")
def synced_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sync the shipped catalog into a database once; each test gets a copy of the file."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("synced"))

    async def sync() -> None:
        async with opened_store(settings) as store:
            await sync_at_start(settings, store)

    asyncio.run(sync())
    return settings.data_dir / "awesome-bot.db"


@pytest.fixture
async def desk(tmp_path: Path, synced_database: Path) -> AsyncIterator[Desk]:
    shutil.copy(synced_database, tmp_path)
    async with opened_store(Settings(data_dir=tmp_path)) as store:
        desk = replace(desk_for(store), clock=FixedClock(NOW), rng=random.Random(7))
        await desk.library.refresh()
        yield desk


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """Ask as one person, and get the reply."""

    async def _ask(line: str) -> Reply:
        return (await answer_line(desk, line, ME))[1]

    return _ask
