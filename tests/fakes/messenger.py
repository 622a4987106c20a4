"""A platform that does as it is told: posts, refuses, puts off, loses answers."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.errors import PlatformError
from bot.ports import Posting
from bot.replies.model import Reply

Trouble = Callable[[Posting], None]


@dataclass
class FakeMessenger:
    """`troubles` befall the next posts, one after another; after one in `lost`, the message is there all the same."""

    platform: str = "discord"
    knows_for: timedelta = timedelta(minutes=2)
    troubles: deque[PlatformError | None] = field(default_factory=deque)
    lost: set[int] = field(default_factory=set)
    posted: dict[str, Posting] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)
    edited: list[Posting] = field(default_factory=list)
    told: list[tuple[str, Reply]] = field(default_factory=list)
    tellable: bool = True
    gate: asyncio.Event | None = None
    attempts: int = 0

    def fits(self, reply: Reply) -> bool:
        return True

    def recognises(self, delivery: Delivery) -> timedelta:
        return timedelta(0) if delivery.manner is Manner.FORUM else self.knows_for

    async def post(self, posting: Posting) -> SentMessage:
        self.attempts += 1
        if self.gate:
            await self.gate.wait()
        trouble = self.troubles.popleft() if self.troubles else None
        if trouble is None or self.attempts in self.lost:
            if posting.delivery.id not in self.posted:
                self.order.append(posting.delivery.id)
            self.posted[posting.delivery.id] = posting
        if trouble is not None:
            raise trouble
        return self._sent(posting)

    async def find(self, posting: Posting) -> SentMessage | None:
        self.looked_for.append(posting.delivery.id)
        return self._sent(posting) if posting.delivery.id in self.posted else None

    async def edit(self, posting: Posting, sent: SentMessage) -> None:
        if self.troubles and (trouble := self.troubles.popleft()):
            raise trouble
        self.edited.append(posting)

    async def tell(self, person: str, reply: Reply) -> bool:
        self.told.append((person, reply))
        return self.tellable

    def _sent(self, posting: Posting) -> SentMessage:
        opens = posting.delivery.manner in (Manner.PARENT, Manner.FORUM)
        return SentMessage(f"m-{posting.delivery.id}", f"t-{posting.delivery.id}" if opens else None)
