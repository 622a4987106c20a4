"""Hours in which nothing is sent unasked: what is due in them waits until they end.  Pure.

They are told by the clocks on a wall, so that they begin and end at the same time there all year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.scheduling.clock import read_clock
from bot.domain.scheduling.walltime import instant, wall_at
from bot.domain.scheduling.zones import zone_info
from bot.errors import UsageError
from bot.i18n import gettext as _

_BETWEEN = re.compile(r"\s*(?:-|–|—|~|\bto\b|\buntil\b|到|至)\s*")
_BARE_HOUR = re.compile(r"\d{1,2}")
_LONGEST = 40
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From a time of day to another, which is on the next day where it is not later; the end does not belong to them.

    As text they are `22:00-07:00`.
    """

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def parse_quiet(text: str) -> QuietHours:
    """Read `22:00-07:00`, `22-7`, `10pm to 7am`.  Raises `UsageError`."""
    said = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().lower()
    parts = _BETWEEN.split(said)
    times = [_time(part) for part in parts]
    begin, end = (times[0], times[1]) if len(times) == 2 else (None, None)
    if begin is None or end is None or begin == end:
        raise UsageError(
            _("Quiet hours are such as 22:00-07:00, or none; “{value}” is not.", value=text[:_LONGEST].strip())
        )
    return QuietHours(begin, end)


def quiet_until(hours: QuietHours, zone: str, moment: datetime) -> datetime | None:
    """Return when the quiet hours end (UTC) in which a *moment* (aware) lies; None where it lies in none.

    On days on which the clocks are changed they are as long as they then are; they never begin twice in one night.
    """
    clocks = zone_info(zone)
    today = wall_at(moment, clocks).date()
    over_night = _DAY if hours.end <= hours.begin else timedelta(0)
    for day in (today - _DAY, today):
        begin = instant(datetime.combine(day, hours.begin), clocks)
        end = instant(datetime.combine(day + over_night, hours.end), clocks)
        if begin <= moment < end:
            return end
    return None


def _time(text: str) -> time | None:
    if _BARE_HOUR.fullmatch(text):
        return time(int(text)) if int(text) < 24 else None
    found = read_clock(text, 0)
    return found[0] if found and found[1] == len(text) else None
