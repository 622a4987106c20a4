"""The same as in `test_kills` with real processes and a real SIGKILL: nothing lost, nothing twice.

What was on its way when a process died is not sent again: its readers are told that it may be missing.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.outbox import DeliveryState
from bot.storage.store import open_store
from tests.frontends.slack.living import Readers, assert_none_twice_none_lost, readers_on
from tests.servers.slack.driver import LoopbackSlack
from tests.services.conftest import empty_database

__all__ = ["empty_database"]

KILLS = int(os.environ.get("AWESOME_BOT_TEST_DEATHS", "0")) or 8
"""How many deaths there are, spread over the steps of a life; 200 on request."""

TOGETHER = 8
STEPS = 100
"""Within how many steps the deaths of one round come; what is sent between two of them moves them on."""

BEFORE_ANY_CALL = 10
"""Steps in which a process only reads the store."""


async def run(where: Path, server: LoopbackSlack, steps: list[int]) -> list[str]:
    """Run the program to its end, while the server answers; return what it printed."""
    program = [sys.executable, "-m", "tests.frontends.slack.programs.killed_sender"]
    ran = await asyncio.create_subprocess_exec(
        *program, str(where), server.api, server.team.id, server.token, *map(str, steps), stdout=asyncio.subprocess.PIPE
    )
    told, _none = await asyncio.wait_for(ran.communicate(), 300)
    assert ran.returncode == 0
    return told.decode().split("\n")


async def prepared(where: Path, empty: Path, server: LoopbackSlack) -> Readers:
    shutil.copy(empty, where)
    now = datetime.now(UTC)
    readers = readers_on(server, now)
    async with open_store(str(where)) as store:
        await readers.prepare(store, now - timedelta(hours=2))
    return readers


@pytest.mark.parametrize("round_number", range(max(KILLS // TOGETHER, 1)))
async def test_a_killed_process_is_succeeded_by_one_that_loses_and_repeats_nothing(
    slack: LoopbackSlack, tmp_path: Path, empty_database: Path, round_number: int
) -> None:
    """Killed eight times in one digest, each time some way further, or back at the start; then left alive."""
    where = tmp_path / "bot.db"
    readers = await prepared(where, empty_database, slack)
    dice = random.Random(round_number)
    told = await run(where, slack, [dice.randrange(BEFORE_ANY_CALL, STEPS) for _ in range(TOGETHER)])
    deaths = told.count("killed")
    assert deaths >= TOGETHER // 2
    assert "ended 0" in told
    async with open_store(str(where)) as store:
        given_up = await assert_none_twice_none_lost(store, readers, deaths)
    assert len(given_up) <= deaths * len(readers.subscriptions), "one a place is on its way at a time"
    assert all(each.failure and "not sent twice" in each.failure for each in given_up)


async def test_a_process_that_nobody_kills_sends_everything_and_gives_nothing_up(
    slack: LoopbackSlack, tmp_path: Path, empty_database: Path
) -> None:
    where = tmp_path / "bot.db"
    readers = await prepared(where, empty_database, slack)
    told = await run(where, slack, [])
    assert int(told[0].removeprefix("steps ")) > STEPS, "deaths come within a life"
    async with open_store(str(where)) as store:
        assert await assert_none_twice_none_lost(store, readers) == []


async def test_two_processes_on_one_database_file_send_once(
    slack: LoopbackSlack, tmp_path: Path, empty_database: Path
) -> None:
    """Both at once; one is killed, and the other takes over."""
    where = tmp_path / "bot.db"
    readers = await prepared(where, empty_database, slack)
    told = await asyncio.gather(run(where, slack, [60]), run(where, slack, []))
    assert any("ended 0" in each for each in told)
    async with open_store(str(where)) as store:
        await assert_none_twice_none_lost(store, readers, deaths=1)
        assert DeliveryState.SENT in {each.state for each in await store.deliveries(limit=1_000)}
