"""News: what the change log came to, numbered in the order in which it settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, insert, select, update
from sqlalchemy.engine import Connection

from bot.domain.outbox import NumberedNews
from bot.domain.settling import ClosedWindow, News, closed_windows
from bot.storage.changelog import change_columns, change_of, narrowed, read_all_unsettled
from bot.storage.schema import changes, meta, news

NEWS_NUMBER = "news_number"
_PORTION = 2000
_BATCH = 500


def anything_closes(connection: Connection, now: datetime, settle: timedelta) -> bool:
    """Return whether a window may be over by *now*: a look at one row, so that nobody takes a turn in vain."""
    oldest = _recorded_at(connection, 0)
    return oldest is not None and oldest + settle <= now


def settle_changes(connection: Connection, now: datetime, settle: timedelta) -> tuple[int, int]:
    """Turn windows that are over into news; return how many changes were considered and how many pieces that made.

    With very many to consider that is only the beginning of them: what was over at an earlier moment.
    """
    # Whoever settles begins with this row: so numbers are given, and become visible, one settling after the other.
    number = connection.execute(select(meta.c.value).where(meta.c.key == NEWS_NUMBER).with_for_update()).scalar_one()
    windows = _closed(connection, now, settle)
    considered = [change for window in windows for change in window.numbers]
    _mark_considered(connection, considered, now)
    rows: list[dict[str, object]] = []
    for window in windows:
        rows += (_row(number + n, piece, window.numbers) for n, piece in enumerate(window.news, len(rows) + 1))
    if rows:
        connection.execute(insert(news), rows)
        connection.execute(update(meta).where(meta.c.key == NEWS_NUMBER).values(value=number + len(rows)))
    return len(considered), len(rows)


def last_number() -> ScalarSelect[int]:
    """Return the number of the newest piece of news, as a value to compare with or to select."""
    return select(meta.c.value).where(meta.c.key == NEWS_NUMBER).scalar_subquery()


def read_last_number(connection: Connection) -> int:
    """Read the number of the newest piece of news."""
    return int(connection.execute(select(last_number())).scalar_one())


def read_news(
    connection: Connection,
    *,
    after: int,
    upto: int | None,
    list_name: str | None,
    entry_id: str | None,
    limit: int | None,
) -> tuple[NumberedNews, ...]:
    """Read news by number."""
    query = select(news).where(news.c.number > after).order_by(news.c.number).limit(limit)
    if upto is not None:
        query = query.where(news.c.number <= upto)
    return tuple(_news(row) for row in connection.execute(narrowed(query, news, list_name, entry_id)))


def _closed(connection: Connection, now: datetime, settle: timedelta) -> tuple[ClosedWindow, ...]:
    """Return the windows that are over at the moment up to which a portion of the log reaches."""
    oldest, last = _recorded_at(connection, 0), _recorded_at(connection, _PORTION)
    if oldest is None:
        return ()
    moment = now if last is None else min(now, max(last, oldest + settle))
    closed = closed_windows(read_all_unsettled(connection, moment), moment, settle)
    # Where the clock ran back, the oldest change may belong to a window that began with a younger one.
    return closed or closed_windows(read_all_unsettled(connection, now), now, settle)


def _recorded_at(connection: Connection, rank: int) -> datetime | None:
    """Return when the change of that rank, from 0 for the oldest, was recorded, of those that were not considered."""
    times = select(changes.c.recorded_at).where(changes.c.considered_at.is_(None)).order_by(changes.c.recorded_at)
    moment: datetime | None = connection.execute(times.offset(rank).limit(1)).scalar()
    return moment


def _mark_considered(connection: Connection, numbers: Sequence[int], now: datetime) -> None:
    for start in range(0, len(numbers), _BATCH):
        those = changes.c.id.in_(numbers[start : start + _BATCH])
        connection.execute(update(changes).where(those).values(considered_at=now))


def _row(number: int, piece: News, changes: tuple[int, ...]) -> dict[str, object]:
    return {
        "number": number,
        "list_name": piece.list_name,
        "settled_at": piece.settled_at,
        "changes": list(changes),
        **change_columns(piece.change),
    }


def _news(row: Row[Any]) -> NumberedNews:
    return NumberedNews(row.number, News(row.list_name, row.settled_at, change_of(row)), tuple(row.changes))
