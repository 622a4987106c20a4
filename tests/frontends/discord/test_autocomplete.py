"""Completions on the wire: from the catalog in memory, which follows the list without anybody waiting for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.bootstrap import engine_for
from bot.commands.desk import Desk
from bot.domain.reading import read_list
from bot.ports import Fetched, Known
from bot.services.library import Library
from bot.services.sync import FollowOrder, sync_lists
from bot.shipped import venue_table
from tests.fakes.clock import FixedClock
from tests.frontends.discord.serving import running
from tests.frontends.serving import WITHIN
from tests.servers.discord.driver import LoopbackDiscord

TEXT = "# Second\n\n## Papers\n\n- [Zanzibar: Consistent Authorization](https://example.org/zanzibar.pdf)\n"


class SecondList:
    async def fetch(self, known: Known | None) -> Fetched:
        return Fetched(read_list(TEXT, "README.md", venues=venue_table()), "1")


async def titles(discord: LoopbackDiscord) -> list[str]:
    return [each["name"] for each in await (await discord.autocomplete("show", "entry", "zanzi")).choices()]


async def test_completions_follow_the_list(discord: LoopbackDiscord, desk: Desk, tmp_path: Path) -> None:
    """Another process writes a revision, nobody asks a question, and the new entry is offered all the same."""
    seconds = count(0, 10)
    library = Library(desk.store, engine_for, lambda: float(next(seconds)))
    await library.refresh()
    async with running(discord, replace(desk, library=library), tmp_path / "told.json"):
        assert await titles(discord) == []
        order, clock = FollowOrder("second", "text", SecondList()), FixedClock(datetime(2026, 1, 29, tzinfo=UTC))
        assert [each async for each in sync_lists([order], store=desk.store, clock=clock, venues=venue_table())]
        async with asyncio.timeout(WITHIN):
            while not (offered := await titles(discord)):
                pass
        assert offered == ["Zanzibar: Consistent Authorization"]
