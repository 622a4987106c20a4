"""A bot that dies at any call between "due" and "confirmed" on Slack, and is started again.

Nothing is lost and nothing is sent twice where Slack's answer was seen.  Where it died with a message on its way,
Slack gives no means to find out: that one is not sent again, and its readers are told that it may be missing.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bot.domain.outbox import Delivery
from bot.storage.store import open_store
from tests.frontends.slack.living import assert_none_twice_none_lost, installed_on, process, readers_on
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.faults import Fault, cut, failing, rate_limited, unheard
from tests.services.conftest import empty_database
from tests.services.delivery.life import Killed, Life, Process

__all__ = ["empty_database"]

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
POST = "chat.postMessage"
CALLS = 26
"""Steps among Slack's calls of a life that sends everything: two a call."""

STEPS = 50
"""Of the store's steps, those among which deaths are tried: a life that sends everything has more."""

DEATHS = int(os.environ.get("AWESOME_BOT_TEST_DEATHS", "0")) or 6
"""How many of those are tried; more in the long run at night."""


class Machine:
    """Where processes live, one after the other, and time passes."""

    def __init__(self, where: Path, server: LoopbackSlack, traveller: time_machine.Traveller) -> None:
        self.where, self.server, self.traveller = where, server, traveller
        self.readers = readers_on(server, NOW)
        self.lives = 0

    async def live(self, calls: Life, rest: Life | None = None) -> bool:
        """Run a process to its end; True if that was not its death."""
        try:
            self.lives += 1
            holder = f"life {self.lives}"
            installed, rest = installed_on(self.server), rest or Life()
            async with process(str(self.where), installed, self.server.api, holder, calls=calls, rest=rest) as one:
                await one.run(lambda: self._pause(one))
        except Killed:
            return False
        return True

    async def _pause(self, one: Process) -> None:
        if one.on_their_way:
            await asyncio.wait(one.on_their_way, return_when=asyncio.FIRST_COMPLETED)
        else:
            self.traveller.shift(31)

    async def given_up(self) -> list[Delivery]:
        """Check what everybody got; return what was given up."""
        async with open_store(str(self.where)) as store:
            return await assert_none_twice_none_lost(store, self.readers)


@pytest.fixture
async def machine(slack: LoopbackSlack, tmp_path: Path, empty_database: Path) -> AsyncIterator[Machine]:
    where = tmp_path / "bot.db"
    shutil.copy(empty_database, where)
    with time_machine.travel(NOW, tick=True) as traveller:
        made = Machine(where, slack, traveller)
        async with open_store(str(where)) as store:
            await made.readers.prepare(store, NOW - timedelta(hours=2))
        yield made


async def test_a_process_that_lives_sends_everything_once(machine: Machine) -> None:
    calls, rest = Life(), Life()
    assert await machine.live(calls, rest)
    assert await machine.given_up() == []
    plain, threads, direct = map(machine.readers.told, machine.readers.subscriptions)
    assert len(plain) > 1
    assert len(direct) == 1
    assert [each.thread_ts for each in threads] == [None, *[threads[0].ts] * len(plain)]
    assert calls.steps == CALLS
    assert rest.steps > STEPS


@pytest.mark.parametrize("end", range(CALLS))
async def test_one_that_dies_at_any_call_of_slack_loses_nothing_and_repeats_nothing(machine: Machine, end: int) -> None:
    assert not await machine.live(Life(end))
    machine.traveller.shift(90)
    assert await machine.live(Life())
    given_up = await machine.given_up()
    assert len(given_up) <= len(machine.readers.subscriptions), "one a place is on its way at a time"
    assert given_up, "it died with one on its way"
    assert all(each.failure and "not sent twice" in each.failure for each in given_up)


@pytest.mark.parametrize("number", range(DEATHS))
async def test_one_that_dies_at_any_step_of_the_store_loses_nothing_and_repeats_nothing(
    machine: Machine, number: int
) -> None:
    assert not await machine.live(Life(), Life(number * STEPS // DEATHS))
    machine.traveller.shift(random.Random(number).choice((5, 40, 70, 7_200)))
    assert await machine.live(Life())
    await machine.given_up()


async def test_what_slack_refused_for_now_is_sent_once_later(machine: Machine) -> None:
    machine.server.trouble(POST, rate_limited(90), rate_limited(60), rate_limited(30))
    assert await machine.live(Life())
    assert await machine.given_up() == []


@pytest.mark.parametrize(("fault", "arrives"), [(cut(), False), (unheard(), True), (failing(502), False)])
async def test_an_answer_that_got_lost_is_told_and_nothing_is_sent_again(
    machine: Machine, fault: Fault, arrives: bool
) -> None:
    machine.server.trouble(POST, fault)
    assert await machine.live(Life())
    (lost,) = await machine.given_up()
    calls = [each for each in machine.server.called(POST) if each.arguments["channel"] == _channel(machine, lost)]
    told = [each for each in machine.server.messages if each.channel.id == _channel(machine, lost)]
    assert len(calls) == len(told) + (0 if arrives else 1)


def _channel(machine: Machine, lost: Delivery) -> str:
    (order,) = [each for each in machine.readers.subscriptions if each.id == lost.subscription_id]
    return machine.readers.channel(order).id
