"""Compute when a schedule is due.

Every schedule comes down to cron lines, which cronsim walks on the clocks of the wall, where each day has 24 hours;
`walltime` then says which moment each time is.  Nothing here looks at a clock.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta

from cronsim import CronSim

from bot.domain.scheduling.model import LAST_DAY, CronLine, Monthly, OnChange, Schedule, Weekly
from bot.domain.scheduling.walltime import instant, wall_at
from bot.domain.scheduling.zones import zone_info

_LONGEST_SHIFT = timedelta(days=1)
"""The most that clocks were ever set back at once (where the date line moved)."""


def next_due(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the first due moment later than *after* (aware), in UTC; None where the schedule has none of its own.

    Times are kept by the wall clock: `09:00` stays nine o'clock all year.  One that the clocks skip is due in the
    first moment after the gap, one that they show twice is due at the first.

    Raises:
        UnclearZone: where this machine's time zone database does not know the schedule's zone.
    """
    zone = zone_info(schedule.zone)
    moments = (instant(wall, zone) for wall in _walls(schedule, wall_at(after, zone)))
    return next((moment for moment in moments if moment > after), None)


def last_due(schedule: Schedule, at_or_before: datetime) -> datetime | None:
    """Return the last due moment that is not later than *at_or_before* (aware), as `next_due` does."""
    zone = zone_info(schedule.zone)
    latest = wall_at(at_or_before, zone) + _LONGEST_SHIFT
    moments = (instant(wall, zone) for wall in _walls(schedule, latest, back=True))
    return next((moment for moment in moments if moment <= at_or_before), None)


def last_period(schedule: Schedule, at: datetime) -> datetime | None:
    """Return where the whole period began that was the last to end by *at* (aware); None without times of its own."""
    ended = last_due(schedule, at)
    return last_due(schedule, ended - timedelta(microseconds=1)) if ended else None


def _walls(schedule: Schedule, start: datetime, *, back: bool = False) -> Iterator[datetime]:
    """Yield the schedule's times on the wall, naive, from *start* on (without it) or back."""
    return heapq.merge(*(CronSim(line, start, reverse=back) for line in cron_lines(schedule)), reverse=back)


def cron_lines(schedule: Schedule) -> tuple[str, ...]:
    """Return the cron lines whose times, taken together, are the schedule's."""
    match schedule:
        case OnChange():
            return ()
        case CronLine():
            return (schedule.line,)
        case Weekly():
            days = ",".join(str((day + 1) % 7) for day in schedule.days)  # cron counts from Sunday
            return (f"{schedule.at.minute} {schedule.at.hour} * * {days}",)
        case Monthly():
            clock = f"{schedule.at.minute} {schedule.at.hour}"
            return tuple(f"{clock} {when} *" for when in _days_of_months(schedule.days))


def _days_of_months(days: tuple[int, ...]) -> Iterator[str]:
    """Yield the day and month fields: only February is too short for a 29th or 30th."""
    always = [str(day) for day in days if day <= 28]
    if always:
        yield f"{','.join(always)} *"
    longer = [str(day) for day in days if 28 < day < LAST_DAY]
    if longer:
        yield f"{','.join(longer)} 1,3-12"
    if LAST_DAY in days:
        yield "L *"
    elif longer:
        yield "L 2"
