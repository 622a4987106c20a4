"""Turn what the clocks on a wall show into moments and back, also on the days on which they are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def wall_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks in *zone* show at *moment* (aware), as a naive time."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which the clocks in *zone* show *wall* (naive).

    A time that they show twice means the first; one that they skip means the first moment after the gap.  So a
    later time on the wall is never an earlier moment.
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if wall_at(first, zone) == wall:
        return first
    return _end_of_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the second in which the clocks were set forward, between two moments on either side of it."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
