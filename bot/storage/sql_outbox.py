"""The store's methods for the outbox and for leases: one transaction each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DeliveryState, SentMessage
from bot.domain.subscriptions import Pause, Subscription
from bot.ports import Lease, OutboxStore
from bot.storage import digests, leases, outbox, subscriptions
from bot.storage.database import Database


class SqlOutbox(OutboxStore):
    """The outbox in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take_lease(self, name: str, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take or renew a lease."""
        return await self._database.write(lambda connection: leases.take(connection, name, holder, now, span))

    async def drop_lease(self, lease: Lease) -> None:
        """Give a lease back."""
        await self._database.write(lambda connection: leases.drop(connection, lease))

    async def ready_deliveries(self, now: datetime, limit: int, *, platform: str | None = None) -> tuple[Delivery, ...]:
        """Return what may be sent now, longest due first."""
        return await self._database.read(lambda connection: outbox.read_ready(connection, now, limit, platform))

    async def begin_sending(self, delivery: Delivery, lease: Lease, now: datetime) -> bool:
        """Mark a delivery as being sent, if that is still ours to do."""
        return await self._database.write(lambda connection: outbox.begin(connection, delivery, lease, now))

    async def finish_sending(self, delivery: Delivery, lease: Lease, sent: SentMessage, now: datetime) -> bool:
        """Mark a delivery as sent in any case; return whether the lease is still ours."""
        return await self._database.write(lambda connection: outbox.finish(connection, delivery, lease, sent, now))

    async def put_off(self, delivery: Delivery, lease: Lease, due_at: datetime, failure: str) -> bool:
        """Queue a delivery again for later, if the lease is still ours."""
        return await self._database.write(
            lambda connection: outbox.put_off(connection, delivery, lease, due_at, failure)
        )

    async def pause_destination(self, destination: Destination, pause: Pause) -> tuple[Subscription, ...]:
        """Pause every subscription of a destination that is not paused; return those as they are then."""
        return await self._database.write(lambda connection: subscriptions.pause_all(connection, destination, pause))

    async def deliveries(
        self,
        *,
        digest_id: str | None = None,
        subscription_id: str | None = None,
        states: Collection[DeliveryState] = (),
        limit: int = 200,
    ) -> tuple[Delivery, ...]:
        """Return deliveries, newest digest first, parts in order."""
        return await self._database.read(
            lambda connection: outbox.find(
                connection, digest_id=digest_id, subscription_id=subscription_id, states=states, limit=limit
            )
        )

    async def delivery(self, delivery_id: str) -> Delivery | None:
        """Return one delivery."""
        found = await self._database.read(lambda connection: outbox.find(connection, delivery_id=delivery_id))
        return next(iter(found), None)

    async def retry_delivery(self, delivery_id: str, now: datetime) -> bool:
        """Queue a delivery again that was not sent."""
        return await self._database.write(lambda connection: outbox.retry(connection, delivery_id, now))

    async def drop_delivery(self, delivery_id: str, reason: str) -> bool:
        """Give a delivery up that was not sent."""
        return await self._database.write(lambda connection: outbox.drop(connection, delivery_id, reason))

    async def replace_payload(self, delivery_id: str, payload: str) -> None:
        """Keep what a delivered message was edited to."""
        await self._database.write(lambda connection: outbox.replace_payload(connection, delivery_id, payload))

    async def prune_outbox(self, before: datetime) -> int:
        """Delete digests composed before then that are done with, and their messages; return how many."""
        return await self._database.write(lambda connection: digests.prune(connection, before))

    async def delivered_since(self, since: datetime, refs: Collection[EntryRef]) -> tuple[Delivery, ...]:
        """Return what was sent since then and told of any of these entries."""
        return await self._database.read(lambda connection: digests.read_delivered(connection, since, refs))
