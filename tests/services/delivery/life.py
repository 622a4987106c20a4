"""A process that composes and sends, and may die at any step: before and after each call of the store and of Discord.

To die is to raise what nothing catches, and to do nothing more; a real SIGKILL is in `programs/killed_sender.py`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord

from bot.domain.sending import Pace
from bot.frontends.discord.delivery import DiscordMessenger
from bot.ports import Store
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.digesting import Digester
from bot.services.queueing import Composer
from bot.services.sending import Sending
from bot.storage.store import open_store
from tests.services.delivery.scene import OPEN, composer, refresh

SETTLE = timedelta(minutes=10)


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Life:
    """Counts steps and ends at one of them; without an end it only counts."""

    end: int | None = None
    steps: int = 0
    over: Callable[[], None] | None = None

    def step(self) -> None:
        if self.end is not None and self.steps >= self.end:
            if self.over:
                self.over()
            raise Killed
        self.steps += 1


class Clock:
    """The machine's clock, which a test may move with time-machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Mortal:
    """Anything whose coroutine methods are steps of a life."""

    def __init__(self, whole: object, life: Life) -> None:
        self._whole = whole
        self._life = life

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._whole, name)
        if not callable(found):
            return found

        async def call(*arguments: Any, **named: Any) -> Any:
            self._life.step()
            result = await found(*arguments, **named)
            self._life.step()
            return result

        return call


@dataclass
class Process:
    """What one process has."""

    store: Store
    digester: Digester
    sender: Sender

    @property
    def on_their_way(self) -> list[asyncio.Task[None]]:
        return [task for task in self.sender._busy.values() if not task.done()]

    async def run(self, pause: Callable[[], Awaitable[None]], turns: int = 2_000) -> None:
        """Compose what is due and send until nothing is left to be sent; *pause* is called where it has to wait."""
        for _ in range(turns):
            await self.digester.digest_due()
            started = await self.sender.turn()
            await self.sender.arrived()
            if not started:
                if not await self.store.deliveries(states=OPEN, limit=1):
                    return
                await pause()
        raise AssertionError(
            f"never done: {[(each.id, each.state) for each in await self.store.deliveries(states=OPEN)]}"
        )


@asynccontextmanager
async def process(
    where: str, token: str, holder: str, *, life: Life | None = None, seed: int = 0
) -> AsyncIterator[Process]:
    """Start a process: a store of its own, a Discord client of its own."""
    life = life or Life()
    async with open_store(where) as opened, discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        client.http.max_ratelimit_timeout = 30
        store: Any = Mortal(opened, life)
        mortal: Any = SimpleNamespace(http=Mortal(client.http, life), user=client.user)
        clock = Clock()
        sending = Sending(store, DiscordMessenger(mortal, clock.now), clock, random.Random(seed), from_payload)

        def over() -> None:
            life.end = life.steps

        async with working(opened, Sender(sending, holder, pace=Pace(0, 0)), store, composer(), over) as one:
            yield one


@asynccontextmanager
async def working(
    store: Store, sender: Sender, mortal: Store, composing: Composer, over: Callable[[], None]
) -> AsyncIterator[Process]:
    """Let a sender and a digester work until the block ends: then *over* ends their life, whatever is on its way.

    They use the *mortal* store; *store* is the same, and cannot die.
    """
    digester = Digester(mortal, sender.sending.clock, SETTLE, composing, refresh, sender.wake.set)
    try:
        yield Process(store, digester, sender)
    finally:
        over()  # what is on its way gets no further than its next step
        await asyncio.gather(*sender._busy.values(), return_exceptions=True)
