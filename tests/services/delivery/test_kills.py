"""The same with real processes and a real SIGKILL, on the wire: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.store import open_store
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.services.delivery.scene import assert_each_once, prepared

KILLS = int(os.environ.get("AWESOME_BOT_TEST_DEATHS", "0")) or 8
"""How many deaths there are, spread over the steps of a life; 200 on request."""

TOGETHER = 8
STEPS = 700
"""About as many as a whole life has; a death that would come after it is none."""


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord(checked=False) as running:
        yield running


async def run(where: Path, server: LoopbackDiscord, steps: list[int]) -> list[str]:
    """Run the program to its end, while the server answers; return what it printed."""
    program = [sys.executable, "-m", "tests.services.delivery.programs.killed_sender"]
    ran = await asyncio.create_subprocess_exec(
        *program, str(where), server.url, server.token, *map(str, steps), stdout=asyncio.subprocess.PIPE
    )
    told, _none = await asyncio.wait_for(ran.communicate(), 300)
    assert ran.returncode == 0
    return told.decode().split("\n")


@pytest.mark.parametrize("round_number", range(max(KILLS // TOGETHER, 1)))
async def test_a_killed_process_is_succeeded_by_one_that_loses_and_repeats_nothing(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path, round_number: int
) -> None:
    """Killed eight times in one digest, each time some way further, or back at the start; then left alive."""
    where = tmp_path / "bot.db"
    scene = await prepared(where, empty_database, server, datetime.now(UTC))
    dice = random.Random(round_number)
    steps = [dice.randrange(12, STEPS // 6) for _ in range(TOGETHER)]
    told = await run(where, server, steps)
    assert told.count("killed") >= TOGETHER // 2
    assert "ended 0" in told
    async with open_store(str(where)) as store:
        await assert_each_once(store, scene)


async def test_two_processes_on_one_database_file_send_once(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path
) -> None:
    """Both at once; one is killed, and the other takes over."""
    where = tmp_path / "bot.db"
    scene = await prepared(where, empty_database, server, datetime.now(UTC))
    told = await asyncio.gather(run(where, server, [180]), run(where, server, []))
    assert any("ended 0" in each for each in told)
    async with open_store(str(where)) as store:
        await assert_each_once(store, scene)
