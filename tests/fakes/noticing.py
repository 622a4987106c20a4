"""A platform in memory: what was written where, and what it does when it has trouble."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.outbox import Delivery, SentMessage
from bot.errors import PlatformError
from bot.ports import Posting
from bot.replies.model import Reply


@dataclass
class FakeMessenger:
    """Writes down what it is given; `trouble` is raised before a message arrives, `lost` after."""

    platform: str = "discord"
    told: list[tuple[str, Reply]] = field(default_factory=list)
    posted: dict[str, tuple[str, Reply]] = field(default_factory=dict)
    edited: list[tuple[str, Reply]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    trouble: PlatformError | None = None
    lost: PlatformError | None = None
    looked: int = 0

    def fits(self, reply: Reply) -> bool:
        return True

    def recognises(self, delivery: Delivery) -> timedelta:
        return timedelta(0)

    async def post(self, posting: Posting) -> SentMessage:
        self._raise(self.trouble)
        assert posting.delivery.id not in self.posted, "a platform knows its ids, and we ask first"
        self.posted[posting.delivery.id] = (posting.delivery.destination.key, posting.reply)
        self._raise(self.lost)
        return SentMessage(f"m-{posting.delivery.id}")

    async def find(self, posting: Posting) -> SentMessage | None:
        self.looked += 1
        return SentMessage(f"m-{posting.delivery.id}") if posting.delivery.id in self.posted else None

    async def edit(self, posting: Posting, sent: SentMessage) -> None:
        self._raise(self.trouble)
        self.edited.append((sent.message_id, posting.reply))

    async def tell(self, person: str, reply: Reply) -> bool:
        self._raise(self.trouble)
        if person in self.closed:
            return False
        self.told.append((person, reply))
        return True

    @staticmethod
    def _raise(error: PlatformError | None) -> None:
        if error:
            raise error
