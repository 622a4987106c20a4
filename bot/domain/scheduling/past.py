"""Read a day that has passed, as the calendars in a time zone have it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.scheduling.walltime import instant, wall_at
from bot.domain.scheduling.zones import zone_info
from bot.domain.since import parse_since


def parse_past_day(text: str, now: datetime, zone: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment, in UTC, of the day that *text* means; of today, *now* is the last.

    None where it means no day, or one to come.  Raises `UnclearZone` where this machine does not know the zone.
    """
    rules = zone_info(zone)
    today = wall_at(now, rules).date()
    day = parse_since(text, today)
    if day is None or day > today:
        return None
    return _midnight(day, rules), min(_midnight(day + timedelta(days=1), rules) - timedelta(microseconds=1), now)


def _midnight(day: date, rules: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, time.min), rules)
