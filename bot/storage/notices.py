"""Notices about suggestions as rows: who is to be told, and who was.

A notice is begun before the platform is called and finished after it.  Whoever begins counts the attempt, and only one
of two who read the same count does: so a notice is told by one process, and one that was cut off is known to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.engine import Connection

from bot.domain.destinations import Destination
from bot.domain.outbox import SentMessage
from bot.ports import Notice, NoticeRole
from bot.storage.columns import destination_key
from bot.storage.schema import suggestion_notices, suggestions


def queue_notices(connection: Connection, notices: Sequence[Notice]) -> None:
    """Insert what is to be told."""
    rows = [
        {
            "id": each.id,
            "suggestion_id": each.suggestion_id,
            "version": each.version,
            "role": each.role.value,
            "platform": each.destination.platform,
            "destination": destination_key(each.destination),
            "due_at": each.due_at,
            "attempts": each.attempts,
        }
        for each in notices
    ]
    if rows:
        connection.execute(suggestion_notices.insert(), rows)


def queue_updates(
    connection: Connection, suggestion_id: str, cards: Sequence[Destination], now: datetime, pace: timedelta
) -> None:
    """Have the cards of a suggestion in those places drawn anew, each at most once in *pace*.

    Nothing is queued where an update waits that has not been begun: it will tell of what has happened until then.
    """
    locked = select(suggestions.c.version).where(suggestions.c.id == suggestion_id).with_for_update()
    version = connection.execute(locked).scalar_one()  # two who vote at once queue one after the other
    for place in cards:
        updates = (
            (suggestion_notices.c.suggestion_id == suggestion_id)
            & (suggestion_notices.c.role == NoticeRole.CARD.value)
            & (suggestion_notices.c.destination == destination_key(place))
        )
        waits = updates & suggestion_notices.c.due_at.is_not(None) & suggestion_notices.c.sending_since.is_(None)
        if connection.execute(select(suggestion_notices.c.id).where(waits).limit(1)).first():
            continue
        times = func.max(suggestion_notices.c.told_at), func.max(suggestion_notices.c.sending_since)
        last = max(filter(None, connection.execute(select(*times).where(updates)).one()), default=None)
        due_at = max(now, last + pace) if last else now
        number = connection.execute(select(func.max(suggestion_notices.c.number))).scalar_one()  # never twice the same
        made = Notice(f"{suggestion_id}-{version}-v{number}", suggestion_id, version, NoticeRole.CARD, place, due_at)
        queue_notices(connection, (made,))


def read_due(connection: Connection, platform: str, now: datetime, limit: int) -> tuple[Notice, ...]:
    """Read what is to be told on a platform by now."""
    query = select(suggestion_notices).where(
        suggestion_notices.c.platform == platform, suggestion_notices.c.due_at <= now
    )
    return tuple(map(_notice, connection.execute(query.order_by(suggestion_notices.c.number).limit(limit))))


def read_told(connection: Connection, suggestion_id: str, role: NoticeRole) -> tuple[Notice, ...]:
    """Read what was told of a suggestion in one role and has a message."""
    query = select(suggestion_notices).where(
        suggestion_notices.c.suggestion_id == suggestion_id,
        suggestion_notices.c.role == role.value,
        suggestion_notices.c.message_id.is_not(None),
    )
    return tuple(map(_notice, connection.execute(query.order_by(suggestion_notices.c.number))))


def begin(connection: Connection, notice: Notice, now: datetime) -> bool:
    """Mark a notice as being told, unless another process has begun since it was read."""
    same = (
        (suggestion_notices.c.id == notice.id)
        & (suggestion_notices.c.attempts == notice.attempts)
        & suggestion_notices.c.due_at.is_not(None)
    )
    begun = update(suggestion_notices).where(same).values(attempts=notice.attempts + 1, sending_since=now)
    return bool(connection.execute(begun).rowcount)


def finish(connection: Connection, notice_id: str, sent: SentMessage | None, now: datetime) -> None:
    """Mark a notice as told."""
    values = {
        "due_at": None,
        "sending_since": None,
        "failure": None,
        "told_at": now,
        "message_id": sent.message_id if sent else None,
        "thread_id": sent.thread_id if sent else None,
        "url": sent.url if sent else None,
    }
    connection.execute(update(suggestion_notices).where(suggestion_notices.c.id == notice_id).values(values))


def put_off(connection: Connection, notice_id: str, due_at: datetime | None, failure: str) -> None:
    """Tell a notice again later, or never."""
    values = {"due_at": due_at, "sending_since": None, "failure": failure}
    waiting = suggestion_notices.c.due_at.is_not(None)
    connection.execute(update(suggestion_notices).where(suggestion_notices.c.id == notice_id, waiting).values(values))


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        suggestion_id=row.suggestion_id,
        version=row.version,
        role=NoticeRole(row.role),
        destination=Destination.from_key(row.destination),
        due_at=row.due_at or row.told_at,
        attempts=row.attempts,
        sending_since=row.sending_since,
        told_at=row.told_at,
        sent=None if row.message_id is None else SentMessage(row.message_id, row.thread_id, row.url),
        failure=row.failure,
    )
