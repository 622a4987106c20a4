"""For tests of chat platforms: a command that thinks as long as a test wants, and a log to wait for."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.model import Call, Command
from bot.commands.table import COMMANDS
from bot.replies.model import Message, Reply
from tests.servers.bell import Bell

WITHIN = 10
"""Seconds within which what is waited for is to happen."""


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
    """What operators are told of a platform, from warnings on."""

    def __init__(self, platform: str) -> None:
        super().__init__(logging.WARNING)
        self._platform = platform
        self.lines: list[str] = []
        self._bell = Bell()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {vars(record)}")
        self._bell.ring()

    @property
    def keys(self) -> list[str]:
        """The keys of our own lines, in order."""
        return [line.partition(" ")[0] for line in self.lines if line.startswith(f"{self._platform}.")]

    async def told(self, key: str) -> None:
        """Wait for a line; nothing may have happened by then that is a bug of ours."""
        await self._bell.until(lambda: key in self.keys, WITHIN, lambda: f"no {key} in {self.lines}")
        assert f"{self._platform}.failed" not in self.keys, self.lines
