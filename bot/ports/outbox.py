"""What the core asks of the world to deliver digests: the outbox, the right to send, and platforms to send to.

Every time is an aware `datetime` in UTC.  Every method that touches the store may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DeliveryState, SentMessage
from bot.domain.subscriptions import Pause, Subscription
from bot.replies.model import Reply


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send, until `expires_at` (UTC).  `epoch` grows with each new holder and fences off old ones."""

    name: str
    holder: str
    epoch: int
    expires_at: datetime


class OutboxStore(Protocol):
    """Keeps messages until they are confirmed, and who may send them."""

    async def take_lease(self, name: str, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take or renew a lease; None while another holder's has not expired."""
        ...

    async def drop_lease(self, lease: Lease) -> None:
        """Give a lease back, so that nobody has to wait for its end."""
        ...

    async def ready_deliveries(self, now: datetime, limit: int, *, platform: str | None = None) -> tuple[Delivery, ...]:
        """Return what may be sent now, of all platforms or one, longest due first; never for one that is paused.

        Of each destination that is the first part that is not sent of its oldest digest.  Those in state `sending`
        are among them: their outcome has to be found out first.
        """
        ...

    async def begin_sending(self, delivery: Delivery, lease: Lease, now: datetime) -> bool:
        """Mark a delivery as being sent, and count the attempt; False where the lease is no longer ours."""
        ...

    async def finish_sending(self, delivery: Delivery, lease: Lease, sent: SentMessage, now: datetime) -> bool:
        """Mark a delivery as sent; False where the lease is no longer ours."""
        ...

    async def put_off(self, delivery: Delivery, lease: Lease, due_at: datetime, failure: str) -> bool:
        """Queue a delivery again for later; False where the lease is no longer ours."""
        ...

    async def pause_destination(self, destination: Destination, pause: Pause) -> tuple[Subscription, ...]:
        """Pause every subscription of a destination that is not paused; return those."""
        ...

    async def deliveries(
        self,
        *,
        digest_id: str | None = None,
        subscription_id: str | None = None,
        states: Collection[DeliveryState] = (),
        limit: int = 200,
    ) -> tuple[Delivery, ...]:
        """Return deliveries, newest digest first, parts in order."""
        ...

    async def delivery(self, delivery_id: str) -> Delivery | None:
        """Return one delivery."""
        ...

    async def retry_delivery(self, delivery_id: str, now: datetime) -> bool:
        """Queue a delivery again that waits, is stuck or was dropped; False where there is none such."""
        ...

    async def drop_delivery(self, delivery_id: str, reason: str) -> bool:
        """Give a delivery up; False where there is none that is not sent."""
        ...

    async def replace_payload(self, delivery_id: str, payload: str) -> None:
        """Keep what a delivered message was edited to."""
        ...

    async def prune_outbox(self, before: datetime) -> int:
        """Delete digests composed before then, with their messages, unless one is still to be sent; return how many."""
        ...

    async def delivered_since(self, since: datetime, refs: Collection[EntryRef]) -> tuple[Delivery, ...]:
        """Return what was sent since then and told of any of these entries."""
        ...


@dataclass(frozen=True, slots=True)
class Posting:
    """A message to be posted: the delivery, its reply, and the thread that an earlier part opened, if any."""

    delivery: Delivery
    reply: Reply
    thread: str | None = None


class Messenger(Protocol):
    """Writes to one platform's destinations, unasked."""

    @property
    def platform(self) -> str:
        """The platform that destinations name: `discord`, `slack`, `terminal`."""
        ...

    def fits(self, reply: Reply) -> bool:
        """Say whether a reply can be drawn in one message without leaving anything out.  Pure."""
        ...

    def recognises(self, delivery: Delivery) -> timedelta:
        """Return for how long after an attempt the platform itself posts this delivery but once; zero: not at all.

        Within that time an attempt whose outcome is unknown is simply repeated; after it, `find` comes first.
        """
        ...

    async def post(self, posting: Posting) -> SentMessage:
        """Post a message.

        Raises `DeliveryRefused` (it will not go, ever), `DeliveryLater` (not now; it did not arrive) or
        `DeliveryUnknown` (it may have arrived).
        """
        ...

    async def find(self, posting: Posting) -> SentMessage | None:
        """Look whether a message whose outcome is unknown has arrived.  Raises as `post` does."""
        ...

    async def edit(self, posting: Posting, sent: SentMessage) -> None:
        """Replace a message that was sent.  Raises as `post` does."""
        ...

    async def tell(self, person: str, reply: Reply) -> bool:
        """Write to a person directly; False where that is not possible."""
        ...
