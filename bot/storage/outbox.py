"""The outbox: which messages there are, and how they change hands.

Only the holder of the lease begins to send, and only what is still as the holder knows it: a message whose attempts
were counted on since is in other hands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, and_, exists, func, insert, literal, or_, select, update
from sqlalchemy.engine import Connection

from bot.domain.outbox import Delivery, DeliveryState, SentMessage
from bot.ports import Lease
from bot.storage.delivery_rows import DROPPED, OPEN, SENT, delivery_of, row_of
from bot.storage.leases import is_held
from bot.storage.schema import deliveries, digests, subscriptions
from bot.storage.subscriptions import is_awake, remove

IS_OPEN = deliveries.c.state == OPEN
"""The condition that a message is on its way: queued, or being sent."""

_STATES: dict[DeliveryState, ColumnElement[bool]] = {
    DeliveryState.QUEUED: IS_OPEN & deliveries.c.sending_since.is_(None),
    DeliveryState.SENDING: IS_OPEN & deliveries.c.sending_since.is_not(None),
    DeliveryState.SENT: deliveries.c.state == SENT,
    DeliveryState.DROPPED: deliveries.c.state == DROPPED,
}


def queue(connection: Connection, messages: Iterable[Delivery]) -> None:
    """Insert messages of new digests, in the order in which each destination is to get its own."""
    rows = [row_of(delivery) for delivery in messages]
    if rows:
        connection.execute(insert(deliveries), rows)


def read_ready(connection: Connection, now: datetime, limit: int, platform: str | None = None) -> tuple[Delivery, ...]:
    """Read what may be sent now: of each destination the first in its queue, leaving out what is paused."""
    earlier = deliveries.alias()
    awake = exists().where(subscriptions.c.id == deliveries.c.subscription_id, is_awake(now)).correlate(deliveries)
    earlier_awake = exists().where(subscriptions.c.id == earlier.c.subscription_id, is_awake(now)).correlate(earlier)
    behind = exists().where(
        earlier.c.destination == deliveries.c.destination,
        earlier.c.state == OPEN,
        earlier.c.number < deliveries.c.number,
        earlier_awake,
    )
    query = (
        select(deliveries)
        .where(IS_OPEN, deliveries.c.due_at <= now, awake, ~behind)
        .order_by(deliveries.c.due_at, deliveries.c.number)
    )
    if platform is not None:
        query = query.where(deliveries.c.destination.startswith(f"{platform}:", autoescape=True))
    return read_deliveries(connection, query.limit(limit))


def begin(connection: Connection, delivery: Delivery, lease: Lease, now: datetime) -> bool:
    """Mark a message as being sent, if that is still ours to do.

    Where the outcome of an attempt is not known, the moment of the first of them stays: from then on it may be there.
    """
    if not is_held(connection, lease, now):
        return False
    begun = _update(delivery.id, IS_OPEN & (deliveries.c.attempts == delivery.attempts))
    begun_at = deliveries.c.sending_since
    since = func.coalesce(begun_at, literal(now, begun_at.type))
    return _changes_one(connection, begun.values(attempts=deliveries.c.attempts + 1, sending_since=since))


def finish(connection: Connection, delivery: Delivery, lease: Lease, sent: SentMessage, now: datetime) -> bool:
    """Mark a message as sent, whoever holds the lease; return whether we do.

    A message that has arrived has arrived: to forget that, because another process took over meanwhile, could only
    make that one post it again.  The message that was recorded first stays.
    """
    finished = _update(delivery.id, deliveries.c.state != SENT).values(
        state=SENT,
        sending_since=None,
        failure=None,
        sent_at=now,
        message_id=sent.message_id,
        thread_id=sent.thread_id,
        url=sent.url,
    )
    connection.execute(finished)
    return is_held(connection, lease)


def put_off(connection: Connection, delivery: Delivery, lease: Lease, due_at: datetime, failure: str) -> bool:
    """Queue a message again for later, if the lease is ours."""
    if not is_held(connection, lease):
        return False
    connection.execute(_update(delivery.id, IS_OPEN).values(due_at=due_at, sending_since=None, failure=failure))
    return True


def retry(connection: Connection, delivery_id: str, now: datetime) -> bool:
    """Queue a message again that was not sent, whose subscription is still there.

    One that may have arrived is looked for first, now.
    """
    wanted = exists().where(subscriptions.c.id == deliveries.c.subscription_id)
    again = _update(delivery_id, (deliveries.c.state != SENT) & wanted)
    return _changes_one(connection, again.values(state=OPEN, due_at=now))


def drop(connection: Connection, delivery_id: str, reason: str) -> bool:
    """Give a message up that was not sent."""
    dropped = _update(delivery_id, deliveries.c.state != SENT)
    return _changes_one(connection, dropped.values(state=DROPPED, sending_since=None, failure=reason))


def unsubscribe(connection: Connection, subscription_id: str, reason: str) -> bool:
    """Delete a subscription and give up all its messages that were not sent; False where there is none."""
    # In this order: whoever queues messages holds their subscription, so none can come after this.
    if not remove(connection, subscription_id):
        return False
    those = update(deliveries).where(deliveries.c.subscription_id == subscription_id, IS_OPEN)
    connection.execute(those.values(state=DROPPED, sending_since=None, failure=reason))
    return True


def replace_payload(connection: Connection, delivery_id: str, payload: str) -> None:
    """Keep another text of a message."""
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(payload=payload))


def find(
    connection: Connection,
    *,
    delivery_id: str | None = None,
    digest_id: str | None = None,
    subscription_id: str | None = None,
    states: Collection[DeliveryState] = (),
    limit: int = 1,
) -> tuple[Delivery, ...]:
    """Read the messages that meet every condition given, newest digest first, parts in order."""
    query = select(deliveries).join(digests, digests.c.id == deliveries.c.digest_id)
    if delivery_id is not None:
        query = query.where(deliveries.c.id == delivery_id)
    if digest_id is not None:
        query = query.where(deliveries.c.digest_id == digest_id)
    if subscription_id is not None:
        query = query.where(deliveries.c.subscription_id == subscription_id)
    if states:
        query = query.where(or_(*(_STATES[state] for state in states)))
    query = query.order_by(digests.c.composed_at.desc(), digests.c.id, deliveries.c.part)
    return read_deliveries(connection, query.limit(limit))


def read_deliveries(connection: Connection, query: Select[Any]) -> tuple[Delivery, ...]:
    """Run a query that selects `deliveries`."""
    return tuple(delivery_of(row) for row in connection.execute(query))


def _update(delivery_id: str, condition: ColumnElement[bool]) -> Update:
    return update(deliveries).where(and_(deliveries.c.id == delivery_id, condition))


def _changes_one(connection: Connection, statement: Update) -> bool:
    return bool(connection.execute(statement).rowcount)
