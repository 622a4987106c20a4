"""Digests at the prompt: subscribed to in a line, shown above it when they are due, in the words of who subscribed."""

from __future__ import annotations

import io
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import desk_for
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.destinations import person_destination
from bot.domain.sending import Pace
from bot.frontends.terminal.delivery import TerminalMessenger
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.i18n import use_translations
from bot.replies.model import Reply
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.digesting import Digester
from bot.services.sending import Sending
from bot.storage.store import open_store
from bot.translations import translations_for
from tests.fakes.clock import FixedClock
from tests.services.garden import AGAIN, GROWN
from tests.services.garden_weeks import BURST
from tests.services.sources import list_becomes

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ME = Person("terminal:local", person_destination("terminal:local"), zone="Europe/Berlin")


@dataclass
class Prompt:
    """Somebody at the prompt, over a list that changes, under a clock that a test turns."""

    desk: Desk
    clock: FixedClock
    person: Person = ME

    def __post_init__(self) -> None:
        self.screen = io.StringIO()
        self.terminal = Terminal(self._answer, self._submit, lambda: Look(width=80), self.clock.now, self.screen)
        sending = Sending(self.desk.store, TerminalMessenger(self.terminal), self.clock, random.Random(1), from_payload)
        self.sender = Sender(sending, "test", pace=Pace(0, 0))

    async def _answer(self, line: str) -> Reply:
        return (await answer_line(self.desk, line, self.person))[1]

    async def _submit(self, line: str, values: Mapping[str, str]) -> Reply:
        raise AssertionError(line)

    async def type(self, line: str) -> str:
        """Type a line; return what is shown."""
        self.terminal.show(await self.terminal.answer_safely(line))
        return self._seen()

    async def passes(self, later: timedelta) -> str:
        """Let time pass; return what appears by itself."""
        self.clock.moment += later
        desk = self.desk
        await Digester(desk.store, self.clock, desk.settle, desk.composer, desk.library.refresh).digest_due()
        while await self.sender.turn():
            await self.sender.arrived()
        return self._seen()

    def _seen(self) -> str:
        shown = self.screen.getvalue()
        self.screen.seek(0)
        self.screen.truncate()
        return shown


@pytest.fixture
async def prompt(tmp_path: Path) -> AsyncIterator[Prompt]:
    clock = FixedClock(MONDAY)
    async with open_store(tmp_path / "bot.db") as store:
        await list_becomes(store, AGAIN, clock)
        yield Prompt(replace(desk_for(store), clock=clock, rng=random.Random(5)), clock)


async def test_a_digest_appears_above_the_prompt_when_it_is_due_and_once(prompt: Prompt) -> None:
    said = await prompt.type("/digest subscribe weekly mon 09:00 style:compact max:2")
    assert "Subscribed: every Monday at 09:00 Europe/Berlin. Next: Monday, January 12" in said
    await list_becomes(prompt.desk.store, BURST, prompt.clock)
    assert await prompt.passes(6 * DAY) == ""
    shown = await prompt.passes(DAY)
    assert shown.startswith(
        "13 new on Awesome Garden Robots\nJan 5 – 12, 2026 · 1 gained code\n\n"
        "1. Getting Rid of Weeds / 1.1 Finding Weeds\n- Thistle-V2: Spotting Weeds while Walking\n\n"
        "Papers / 3. Harvest\n- Basket: Learning to Pick What Is Ripe\n\nand 12 more: /digest show "
    )
    whole = await prompt.type(shown.strip().rpartition(": ")[2])
    assert "1–10 of 14" in whole
    assert await prompt.passes(WEEK) == ""


async def test_a_preview_says_what_is_then_sent(prompt: Prompt) -> None:
    await prompt.type('/digest subscribe daily 8am filter:"section:harvest" without:"survey"')
    await list_becomes(prompt.desk.store, BURST, prompt.clock)
    assert "Nothing new" in await prompt.type("/digest preview")
    foreseen = await prompt.type("/digest preview tomorrow")
    assert "5 new on Awesome Garden Robots" in foreseen
    assert (await prompt.passes(DAY)).splitlines()[3:] == [*foreseen.splitlines()[3:], ""]
    explained = await prompt.type("/digest explain soft grippers")
    assert "it meets survey, which this subscription leaves out" in " ".join(explained.split())


async def test_a_pause_a_change_and_the_end(prompt: Prompt) -> None:
    assert "Get one every Monday: /digest subscribe weekly" in await prompt.type("/digest list")
    await prompt.type("/digest subscribe daily 8am empty:line")
    assert "Nothing new on Awesome Garden Robots" in await prompt.passes(DAY)
    assert "Paused until Tuesday, January 13" in await prompt.type("/digest pause 1 week")
    await list_becomes(prompt.desk.store, GROWN, prompt.clock)
    assert await prompt.passes(5 * DAY) == ""
    listed = await prompt.type("/digest list")
    assert "Paused by a person." in listed
    assert "until      in 2 days" in listed
    assert "1 new on Awesome Garden Robots" in await prompt.passes(3 * DAY)
    assert "Changed: every Monday at 09:00" in await prompt.type("/digest edit weekly max:3")
    assert "Removed: every Monday at 09:00" in await prompt.type("/digest remove")
    assert await prompt.passes(4 * WEEK) == ""


async def test_it_speaks_the_language_of_whoever_subscribed(prompt: Prompt) -> None:
    prompt.person = replace(ME, locale="zh_CN")
    with use_translations(translations_for("zh_CN")):
        said = await prompt.type("/digest subscribe 每周一 9:00")
    assert "每周一" in said
    await list_becomes(prompt.desk.store, GROWN, prompt.clock)
    shown = await prompt.passes(WEEK)
    assert "新增" in shown
    assert "new on" not in shown
