"""The bot as `awesome-bot run` runs it, a command that thinks as long as a test wants, and a log to wait for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.model import Call, Command
from bot.commands.table import COMMANDS
from bot.frontends.slack.running import run_slack
from bot.frontends.slack.serving import SlackAccess
from bot.replies.model import Message, Reply
from bot.services.dispatching import Deliver
from tests.servers.discord.world import Bell
from tests.servers.slack.driver import LoopbackSlack

WITHIN = 10


def access_to(slack: LoopbackSlack) -> SlackAccess:
    return SlackAccess(bot_token=slack.token, app_token=slack.app_token, api=slack.api)


@asynccontextmanager
async def running(slack: LoopbackSlack, desk: Desk, deliver: Deliver | None = None) -> AsyncIterator[asyncio.Event]:
    """Run the bot for the time of the block, and stop it as SIGTERM does: by the event that this gives."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_slack(desk, access_to(slack), stop, deliver))
    try:
        await slack.connected()
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, WITHIN)


class Thinker:
    """Answers `/think` when it may: `asked` tells that somebody waits for it."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def think(self, _desk: Desk, _call: Call) -> Reply:
        self.asked.set()
        await self.may_answer.wait()
        return Message("Done at last.")

    def at(self, desk: Desk) -> Desk:
        """Return the desk with this command at it."""
        return replace(desk, table={**COMMANDS, "think": Command("think", "For tests.", self.think)})


class Journal(logging.Handler):
    """What operators are told, from warnings on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._bell = Bell()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {vars(record)}")
        self._bell.ring()

    @property
    def keys(self) -> list[str]:
        """The keys of our own lines, in order."""
        return [line.partition(" ")[0] for line in self.lines if line.startswith("slack.")]

    async def told(self, key: str) -> None:
        """Wait for a line; nothing may have happened by then that is a bug of ours."""
        await self._bell.until(lambda: key in self.keys, WITHIN, lambda: f"no {key} in {self.lines}")
        assert "slack.failed" not in self.keys, self.lines
