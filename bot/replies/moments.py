"""Say a moment as people do: how long ago, and once that no longer tells anything, the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.words import babel_locale, day

_SAID_RELATIVELY = timedelta(days=31)
_CLOCKS_DIFFER = timedelta(minutes=5)  # what another machine recorded lies no further ahead than this


def moment(at: datetime, now: datetime) -> str:
    """Return `just now`, `5 minutes ago`, `3 hours ago`, `in 2 days`, then dates; both times are aware."""
    if at - now >= _CLOCKS_DIFFER:
        return _to_come(at, now)
    ago = now - at
    minutes = int(ago.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if ago < timedelta(hours=1):
        return ngettext("{count} minute ago", "{count} minutes ago", minutes)
    if ago < timedelta(days=1):
        return ngettext("{count} hour ago", "{count} hours ago", minutes // 60)
    return day(at, now)


def _to_come(at: datetime, now: datetime) -> str:
    from babel.dates import format_date, format_timedelta

    if at - now < _SAID_RELATIVELY:
        return format_timedelta(at - now, threshold=1, add_direction=True, locale=babel_locale())
    return format_date(at.date(), "medium", locale=babel_locale())


def period(since: datetime, until: datetime, zone: str) -> str:
    """Return the days from *since* to *until* in a time zone: `Nov 16 – 23, 2026`; one that is not known is UTC."""
    from babel.dates import format_date, format_interval

    first, last = (at.astimezone(_zone(zone)).date() for at in (since, until))
    if last - first < timedelta(days=1):
        return format_date(last, "medium", locale=babel_locale())
    return format_interval(first, last, skeleton="yMMMd", locale=babel_locale())


def clock_time(at: datetime, zone: str) -> str:
    """Return a moment as the clock on the wall shows it in a time zone: `Nov 16, 2026 09:00`."""
    from babel.dates import format_date

    there = at.astimezone(_zone(zone))
    return f"{format_date(there.date(), 'medium', babel_locale())} {there:%H:%M}"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
