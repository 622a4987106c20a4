"""Messages as rows, and rows as messages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DeliveryState, Manner, SentMessage
from bot.storage.columns import destination_key

OPEN, SENT, DROPPED = "open", DeliveryState.SENT.value, DeliveryState.DROPPED.value
"""The states of rows.  An open message is on its way: being sent where there is a time since when, else queued."""


def row_of(delivery: Delivery) -> dict[str, object]:
    """Return the columns of a message, but for its number."""
    sent = delivery.sent
    is_open = delivery.state in (DeliveryState.QUEUED, DeliveryState.SENDING)
    return {
        "id": delivery.id,
        "digest_id": delivery.digest_id,
        "subscription_id": delivery.subscription_id,
        "destination": destination_key(delivery.destination),
        "part": delivery.part,
        "manner": delivery.manner.value,
        "payload": delivery.payload,
        "title": delivery.title,
        "locale": delivery.locale,
        "mention": delivery.mention,
        "tags": list(delivery.tags),
        "crosspost": delivery.crosspost,
        "due_at": delivery.due_at,
        "state": OPEN if is_open else delivery.state.value,
        "attempts": delivery.attempts,
        "sending_since": delivery.sending_since,
        "failure": delivery.failure,
        "sent_at": delivery.sent_at,
        "message_id": sent and sent.message_id,
        "thread_id": sent and sent.thread_id,
        "url": sent and sent.url,
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """Read them back."""
    open_state = DeliveryState.QUEUED if row.sending_since is None else DeliveryState.SENDING
    return Delivery(
        id=row.id,
        digest_id=row.digest_id,
        subscription_id=row.subscription_id,
        destination=Destination.from_key(row.destination),
        part=row.part,
        manner=Manner(row.manner),
        payload=row.payload,
        due_at=row.due_at,
        title=row.title,
        locale=row.locale,
        mention=row.mention,
        tags=tuple(row.tags),
        crosspost=row.crosspost,
        state=open_state if row.state == OPEN else DeliveryState(row.state),
        attempts=row.attempts,
        sending_since=row.sending_since,
        sent_at=row.sent_at,
        sent=None if row.message_id is None else SentMessage(row.message_id, row.thread_id, row.url),
        failure=row.failure,
    )
