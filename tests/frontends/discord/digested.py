"""The whole bot on the loopback Discord over a list that grows week by week, under a clock that a test turns."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from bot.bootstrap import desk_for
from bot.commands.desk import Desk
from bot.domain.sending import Pace
from bot.domain.subscriptions import Subscription
from bot.ports import Messenger, Store
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.digesting import Digester
from bot.services.sending import Sending
from tests.fakes.clock import FixedClock
from tests.frontends.discord.serving import running
from tests.frontends.serving import WITHIN
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.message import Message
from tests.servers.discord.world import Channel, User
from tests.services.sources import list_becomes

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


@dataclass
class Readers:
    """A server whose people read digests: what they type, and what comes.

    `desk` is that of the running bot.  Nothing is composed or sent but by `digests`.
    """

    server: LoopbackDiscord
    desk: Desk
    clock: FixedClock
    sender: Sender
    digester: Digester
    seen: set[int] = field(default_factory=set)

    async def list_becomes(self, text: str) -> None:
        """Let the list change, and the bot see it at once."""
        await list_becomes(self.desk.store, text, self.clock)

    async def digests(self, later: timedelta = timedelta(0)) -> list[Message]:
        """Let time pass; return what the bot then posted unasked, in order."""
        self.clock.moment += later
        await self.digester.digest_due()
        while await self.sender.turn():
            await self.sender.arrived()
        posted = [each for each in self.server.stored.values() if each.author is self.server.bot and not each.ephemeral]
        fresh = sorted((each for each in posted if each.id not in self.seen), key=lambda each: each.id)
        self.seen |= {each.id for each in posted}
        return fresh

    def another_sender(self) -> Sender:
        """Return the sender of another process, which has to wait for the first one's lease to end."""
        return Sender(self.sender.sending, "another", pace=Pace(0, 0))

    async def type(
        self, line: str, *, user: User | None = None, channel: Channel | None = None, **options: object
    ) -> Message:
        """Type a command of the group `digest`, as a manager unless somebody else is named; return the answer."""
        user = user or self.server.manager
        asked = await self.server.slash(f"digest {line}", options, user=user, channel=channel)  # type: ignore[arg-type]
        return await asked.answer()

    async def press(self, message: Message, label: str, *, user: User | None = None) -> Message:
        """Press a button by its words; return the answer."""
        return await (await self.server.press(message, label, user=user or self.server.manager)).answer()

    async def orders(self) -> tuple[Subscription, ...]:
        return await self.desk.store.subscriptions()


@asynccontextmanager
async def readers_of(text: str, server: LoopbackDiscord, store: Store, folder: Path) -> AsyncIterator[Readers]:
    """Run the bot with a list that was first read on a Monday morning."""
    clock = FixedClock(MONDAY)
    desk = replace(desk_for(store), clock=clock, rng=random.Random(5))
    connected: asyncio.Future[Messenger] = asyncio.get_running_loop().create_future()

    async def deliver(messenger: Messenger) -> NoReturn:
        connected.set_result(messenger)
        await asyncio.Event().wait()
        raise AssertionError

    async with running(server, desk, folder / "told.json", deliver):
        messenger = await asyncio.wait_for(connected, WITHIN)
        sender = Sender(Sending(store, messenger, clock, random.Random(1), from_payload), "test", pace=Pace(0, 0))
        digester = Digester(store, clock, desk.settle, desk.composer, desk.library.refresh, sender.wake.set)
        readers = Readers(server, desk, clock, sender, digester)
        await readers.list_becomes(text)
        yield readers
