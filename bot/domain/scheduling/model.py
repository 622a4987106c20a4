"""What a schedule is, and the one way in which each is written down.

Times are those of the clocks in `zone`, an IANA name.  Days of the week count from Monday, 0, as Python's do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = tuple(range(7))
MONDAY_TO_FRIDAY = tuple(range(5))
LAST_DAY = 31
"""The 31st, which every month keeps on its last day, is how the last day of the month is written here."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Due at one time on certain days of the week: `days` holds at least one, ascending, each once."""

    days: tuple[int, ...]
    at: time
    zone: str

    def __post_init__(self) -> None:
        _check(self.days, range(7))


@dataclass(frozen=True, slots=True)
class Monthly:
    """Due at one time on certain days of the month, 1 to `LAST_DAY`: at least one, ascending, each once.

    A month that is too short for a day has it on its last day.
    """

    days: tuple[int, ...]
    at: time
    zone: str

    def __post_init__(self) -> None:
        _check(self.days, range(1, LAST_DAY + 1))


@dataclass(frozen=True, slots=True)
class CronLine:
    """Due whenever a line of five cron fields (capitals, single spaces) says so; at most once an hour."""

    line: str
    zone: str


@dataclass(frozen=True, slots=True)
class OnChange:
    """Due as soon as a change has settled: it has no times of its own."""

    zone: str


Schedule = Weekly | Monthly | CronLine | OnChange


def canonical(schedule: Schedule) -> str:
    """Write a schedule, without its zone, as it is stored: `weekly mon,thu 09:00`, `monthly 1st 09:00`, `on change`.

    `parse_schedule` reads back what this writes; what is stored today must be readable for ever.
    """
    match schedule:
        case OnChange():
            return "on change"
        case CronLine():
            return schedule.line
        case Monthly():
            return f"monthly {','.join(map(_ordinal, schedule.days))} {schedule.at:%H:%M}"
        case Weekly(days) if days == EVERY_DAY:
            return f"daily {schedule.at:%H:%M}"
        case Weekly(days) if days == MONDAY_TO_FRIDAY:
            return f"weekdays {schedule.at:%H:%M}"
        case Weekly():
            return f"weekly {','.join(DAY_NAMES[day] for day in schedule.days)} {schedule.at:%H:%M}"


def _ordinal(day: int) -> str:
    if day == LAST_DAY:
        return "last"
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _check(days: tuple[int, ...], allowed: range) -> None:
    if not days or tuple(sorted(set(days))) != days or not set(days) <= set(allowed):
        what = f"not the days of a schedule: {days}"
        raise ValueError(what)
