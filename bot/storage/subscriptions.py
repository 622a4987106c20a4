"""Subscriptions: which there are, which of them are due, and how they change.

A row is replaced only as a whole and only while it is what the writer knows.  So whoever decides anything from a
subscription, a digest or an edit, can be sure that nobody else did so meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.engine import Connection

from bot.domain.destinations import Destination
from bot.domain.subscriptions import Pause, Subscription
from bot.storage.columns import storable_values
from bot.storage.news import last_number
from bot.storage.schema import subscriptions
from bot.storage.subscription_rows import row_of, subscription_of
from bot.storage.upsert import insert_new, upsert


def put_new(connection: Connection, subscription: Subscription) -> bool:
    """Insert a subscription; False where the id is taken."""
    return bool(connection.execute(insert_new(connection, subscriptions), row_of(subscription)).rowcount)


def replace_known(connection: Connection, known: Subscription, subscription: Subscription) -> bool:
    """Replace a subscription if it still is what is *known*."""
    if not same(read_locked(connection, [known.id]).get(known.id), known):
        return False
    replace_all(connection, [subscription])
    return True


def read_locked(connection: Connection, ids: Collection[str]) -> dict[str, Subscription]:
    """Read subscriptions by id, and let nobody change them before the transaction ends."""
    return _read_locked(connection, subscriptions.c.id.in_(ids))


def same(stored: Subscription | None, known: Subscription) -> bool:
    """Say whether a subscription still is what is known of it, as far as it can be stored at all."""
    if stored is None:
        return False
    return stored == known or storable_values(row_of(stored)) == storable_values(row_of(known))


def replace_all(connection: Connection, replaced: Iterable[Subscription]) -> None:
    """Replace subscriptions that are there, and locked."""
    rows = [row_of(subscription) for subscription in replaced]
    if rows:
        connection.execute(upsert(connection, subscriptions), rows)


def remove(connection: Connection, subscription_id: str) -> bool:
    """Delete a subscription."""
    return bool(connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id)).rowcount)


def read_subscriptions(
    connection: Connection,
    *,
    subscription_id: str | None = None,
    destination: Destination | None = None,
    workspace: str | None = None,
    creator: str | None = None,
) -> tuple[Subscription, ...]:
    """Read those that meet every condition given, oldest first."""
    query = select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id)
    if subscription_id is not None:
        query = query.where(subscriptions.c.id == subscription_id)
    if destination is not None:
        query = query.where(subscriptions.c.destination == destination.key)
    if workspace is not None:
        query = query.where(subscriptions.c.workspace == workspace)
    if creator is not None:
        query = query.where(subscriptions.c.creator == creator)
    return _read(connection, query)


def read_due(connection: Connection, now: datetime, limit: int) -> tuple[Subscription, ...]:
    """Read those to be looked at by *now*, longest due first."""
    awake = (subscriptions.c.wakes_at <= now) & _has_reason()
    return _read(
        connection,
        select(subscriptions).where(awake).order_by(subscriptions.c.wakes_at, subscriptions.c.id).limit(limit),
    )


def read_next_due(connection: Connection) -> datetime | None:
    """Read when the next one is to be looked at."""
    next_due: datetime | None = connection.execute(
        select(func.min(subscriptions.c.wakes_at)).where(_has_reason())
    ).scalar()
    return next_due


def is_awake(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a subscription is not paused."""
    return subscriptions.c.pause_code.is_(None) | (subscriptions.c.paused_until <= now)


def pause_all(connection: Connection, destination: Destination, pause: Pause) -> tuple[Subscription, ...]:
    """Pause every subscription of a destination that is not paused, and return those as they are then."""
    found = _read_locked(connection, (subscriptions.c.destination == destination.key) & is_awake(pause.at))
    paused = tuple(replace(subscription, pause=pause) for subscription in found.values())
    replace_all(connection, paused)
    return paused


def _has_reason() -> ColumnElement[bool]:
    """Return the condition that a time has come, or news for one that waits for them."""
    return or_(subscriptions.c.due_at.is_not(None), subscriptions.c.cursor < last_number())


def _read_locked(connection: Connection, those: ColumnElement[bool]) -> dict[str, Subscription]:
    # In one order for all, so that no two can wait for each other.
    query = select(subscriptions).where(those).order_by(subscriptions.c.id).with_for_update()
    return {subscription.id: subscription for subscription in _read(connection, query)}


def _read(connection: Connection, query: Select[Any]) -> tuple[Subscription, ...]:
    return tuple(subscription_of(row) for row in connection.execute(query))
