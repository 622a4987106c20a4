"""Digests as rows, written together with their messages and with the cursor that moves past what they tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Text, delete, exists, insert, or_, select, type_coerce
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DigestRecord, Fate, Outcome
from bot.domain.subscriptions import Subscription
from bot.ports import DigestWrite
from bot.storage.columns import destination_key, storable
from bot.storage.outbox import IS_OPEN, queue, read_deliveries
from bot.storage.schema import deliveries, digests
from bot.storage.subscriptions import read_locked, replace_all, same

T = TypeVar("T")

_BATCH = 100


def batches(items: Sequence[T], size: int = _BATCH) -> Iterator[Sequence[T]]:
    """Cut a sequence into slices of at most that *size*."""
    return (items[start : start + size] for start in range(0, len(items), size))


def write_digests(connection: Connection, writes: Sequence[DigestWrite]) -> frozenset[str]:
    """Write each digest whose subscription still is as it was; return the ids of those subscriptions."""
    current = read_locked(connection, [write.before.id for write in writes])
    accepted = [write for write in writes if _advance(current, write)]
    replace_all(connection, (write.after for write in accepted))
    written = [(write.record, write.deliveries) for write in accepted if write.record is not None]
    # A digest that is there was told: its period is over, and what was queued then is what is sent.
    known = _known(connection, [record.id for record, _ in written])
    new = {record.id: (record, messages) for record, messages in written if record.id not in known}
    if new:
        connection.execute(insert(digests), [_row(record) for record, _ in new.values()])
        queue(
            connection, (each for _, messages in new.values() for each in sorted(messages, key=lambda each: each.part))
        )
    return frozenset(write.before.id for write in accepted)


def read_digests(
    connection: Connection, *, subscription_id: str | None, digest_id: str | None, limit: int
) -> tuple[DigestRecord, ...]:
    """Read digests, newest first."""
    query = select(digests).order_by(digests.c.composed_at.desc(), digests.c.id).limit(limit)
    if subscription_id is not None:
        query = query.where(digests.c.subscription_id == subscription_id)
    if digest_id is not None:
        query = query.where(digests.c.id == digest_id)
    return tuple(_record(row) for row in connection.execute(query))


def prune(connection: Connection, before: datetime) -> int:
    """Delete what was composed before then and is done with; return how many digests that were."""
    unsent = exists().where(deliveries.c.digest_id == digests.c.id, IS_OPEN)
    done = select(digests.c.id).where(digests.c.composed_at < before, ~unsent)
    connection.execute(delete(deliveries).where(deliveries.c.digest_id.in_(done)))
    return connection.execute(delete(digests).where(digests.c.id.in_(done))).rowcount


def read_delivered(connection: Connection, since: datetime, refs: Collection[EntryRef]) -> tuple[Delivery, ...]:
    """Read what was sent since then in digests that show any of these entries."""
    told = [id_ for some in batches(sorted(refs)) for id_ in _digests_telling(connection, since, some)]
    return tuple(
        delivery
        for ids in batches(told)
        for delivery in read_deliveries(
            connection,
            select(deliveries)
            .where(deliveries.c.digest_id.in_(ids), deliveries.c.sent_at >= since)
            .order_by(deliveries.c.number),
        )
    )


def _digests_telling(connection: Connection, since: datetime, refs: Sequence[EntryRef]) -> list[str]:
    recent = select(deliveries.c.digest_id).where(deliveries.c.sent_at >= since)
    # The database looks for the ids in the text of the outcomes, so that only few of them have to be read as JSON.
    text = type_coerce(digests.c.outcomes, Text)
    named = or_(*(text.contains(json.dumps(storable(ref.id), ensure_ascii=False), autoescape=True) for ref in refs))
    found = connection.execute(select(digests.c.id, digests.c.outcomes).where(digests.c.id.in_(recent), named))
    return [row.id for row in found if not _told_in(row.outcomes).isdisjoint(refs)]


def _told_in(outcomes: Iterable[Sequence[object]]) -> set[EntryRef]:
    return {
        EntryRef(str(list_name), str(entry_id))
        for _number, list_name, entry_id, fate, _detail in outcomes
        if fate == Fate.TOLD
    }


def _part(message: Delivery) -> int:
    return message.part


def _advance(current: dict[str, Subscription], write: DigestWrite) -> bool:
    if not same(current.get(write.before.id), write.before):
        return False
    current[write.before.id] = write.after
    return True


def _known(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(connection.execute(select(digests.c.id).where(digests.c.id.in_(ids))).scalars())


def _row(record: DigestRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "subscription_id": record.subscription_id,
        "destination": destination_key(record.destination),
        "after": record.after,
        "upto": record.upto,
        "since": record.since,
        "until": record.until,
        "composed_at": record.composed_at,
        "outcomes": [
            (each.number, *(each.ref or (None, None)), each.fate.value, each.detail) for each in record.outcomes
        ],
    }


def _record(row: Row[Any]) -> DigestRecord:
    return DigestRecord(
        id=row.id,
        subscription_id=row.subscription_id,
        destination=Destination.from_key(row.destination),
        after=row.after,
        upto=row.upto,
        since=row.since,
        until=row.until,
        composed_at=row.composed_at,
        outcomes=tuple(
            Outcome(number, None if list_name is None else EntryRef(list_name, entry_id), Fate(fate), detail)
            for number, list_name, entry_id, fate, detail in row.outcomes
        ),
    )
