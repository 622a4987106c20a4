"""A bot that is killed at any step between "due" and "confirmed", and started again: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from bot.storage.store import open_store
from tests.servers.discord.calls import Call
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.faults import Fault, after, cut, failing, rate_limited
from tests.services.delivery.life import Killed, Life, Process, process
from tests.services.delivery.scene import assert_each_once, prepared

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DEATHS = int(os.environ.get("AWESOME_BOT_TEST_DEATHS", "0")) or 18
"""How many deaths are tried; 200 in the long run that CI does at night."""

DOWNTIMES = (0, 5, 40, 70, 200, 7_200, 86_400)
NONCES_ARE_FORGOTTEN = 120


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord(checked=False) as running:
        yield running


def wait_for(traveller: time_machine.Traveller, seconds: float, server: LoopbackDiscord) -> None:
    """Let time pass, also for Discord."""
    traveller.shift(seconds)
    if seconds >= NONCES_ARE_FORGOTTEN:
        server.nonces.clear()


@dataclass
class Machine:
    """Where processes live and time passes; for as long as one is sending, no faster than it does."""

    where: Path
    server: LoopbackDiscord
    traveller: time_machine.Traveller
    running: list[Process] = field(default_factory=list)

    async def live(self, life: Life, name: str) -> bool:
        """Run a process to its end; True if that was not its death."""
        alive: list[Process] = []
        try:
            async with process(str(self.where), self.server.token, name, life=life, seed=life.end or 0) as one:
                alive.append(one)
                self.running.append(one)
                await one.run(self._pause)
        except Killed:
            return False
        finally:
            self.running = [each for each in self.running if each not in alive]
        return True

    async def _pause(self) -> None:
        if others := [task for each in self.running for task in each.on_their_way]:
            await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
        else:
            wait_for(self.traveller, 31, self.server)


async def test_a_process_that_lives_sends_everything_once(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path
) -> None:
    where = tmp_path / "bot.db"
    with time_machine.travel(NOW, tick=True) as traveller:
        scene = await prepared(where, empty_database, server, NOW)
        life = Life()
        assert await Machine(where, server, traveller).live(life, "first")
        async with open_store(str(where)) as store:
            await assert_each_once(store, scene)
            assert len(await store.deliveries()) > 10
    assert life.steps > 150


@pytest.mark.parametrize("number", range(DEATHS))
async def test_a_process_that_dies_at_any_step_loses_nothing_and_repeats_nothing(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path, number: int
) -> None:
    """Dead once, or again and again, for a moment or a day; then one that lives finishes what was begun."""
    dice = random.Random(number)
    where = tmp_path / "bot.db"
    with time_machine.travel(NOW, tick=True) as traveller:
        scene = await prepared(where, empty_database, server, NOW)
        ends = [number * 180 // DEATHS, *(dice.randrange(60) for _ in range(dice.choice((0, 0, 2))))]
        for turn, end in enumerate(ends):
            if await Machine(where, server, traveller).live(Life(end), f"life {turn}"):
                break
            wait_for(traveller, dice.choice(DOWNTIMES), server)
        assert await Machine(where, server, traveller).live(Life(), "last")
        async with open_store(str(where)) as store:
            await assert_each_once(store, scene)


class Storm:
    """Lets one request in three fail, in every way there is, before or after it is done."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def __call__(self, call: Call) -> Fault | None:
        if call.path.startswith(("/users/@me", "/oauth2", "/applications")) and call.method == "GET":
            return None
        if self._dice.random() > 0.33:
            return None
        fault = self._dice.choice([rate_limited(0.001), rate_limited(60), failing(500), failing(504), cut(), cut()])
        return after(fault) if self._dice.random() < 0.5 and not _is_limit(fault) else fault


def _is_limit(fault: Fault) -> bool:
    return "rate_limited" in fault.__qualname__


@pytest.mark.parametrize("seed", range(max(DEATHS // 6, 1)))
async def test_storms_delay_and_do_no_more(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path, seed: int
) -> None:
    where = tmp_path / "bot.db"
    with time_machine.travel(NOW, tick=True) as traveller:
        scene = await prepared(where, empty_database, server, NOW)
        server.storm = Storm(seed)
        for end in (40 + seed, 90 + seed):
            await Machine(where, server, traveller).live(Life(end), f"until {end}")
        assert await Machine(where, server, traveller).live(Life(), "last")
        async with open_store(str(where)) as store:
            await assert_each_once(store, scene)


@pytest.mark.parametrize("seed", range(max(DEATHS // 6, 1)))
async def test_two_processes_on_one_database_send_once(
    server: LoopbackDiscord, tmp_path: Path, empty_database: Path, seed: int
) -> None:
    """Both compose, one sends; it dies, and the other takes over."""
    dice = random.Random(seed)
    where = tmp_path / "bot.db"
    with time_machine.travel(NOW, tick=True) as traveller:
        scene = await prepared(where, empty_database, server, NOW)
        server.storm = Storm(seed) if seed % 2 else None
        ends: list[int | None] = [dice.randrange(20, 120), None]
        machine = Machine(where, server, traveller)
        lived = await asyncio.gather(*(machine.live(Life(end), f"process {n}") for n, end in enumerate(ends)))
        assert lived[1]
        async with open_store(str(where)) as store:
            await assert_each_once(store, scene)
