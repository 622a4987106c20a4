"""Read a cron line of five fields, and see where it says no more than a plainer schedule does."""

from __future__ import annotations

import re
from datetime import datetime, time

from cronsim import CronSim, CronSimError

from bot.domain.scheduling.lexing import LONGEST
from bot.domain.scheduling.model import EVERY_DAY, LAST_DAY, CronLine, Monthly, Schedule, Weekly
from bot.errors import UnclearWhen
from bot.i18n import gettext as _

_LINE = re.compile(
    r"(?:cron[: ]*)?((?:[\d*][\d*/,-]*\s+){2}[\d*?l][\d*/,?lw-]*\s+[\d*a-z][\d*/,a-z-]*\s+[\d*?a-z][\d*/,?a-z#-]*)"
    r"(?:\s+(\S.*))?"
)
_SIXTH_FIELD = re.compile(r"[\d*][\d*/,-]*|(?:mon|tue|wed|thu|fri|sat|sun)\b.*")
_SOME_YEAR = datetime(2000, 1, 1)  # noqa: DTZ001 - on the wall, in no zone: a line that can be due at all is within 50 years


def split_cron(text: str) -> tuple[str, str] | None:
    """Return the cron line that *text* (lower case) begins with, and what follows it; None where there is none."""
    found = _LINE.fullmatch(text.strip("` "))
    return (found[1], found[2] or "") if found and len(text) <= LONGEST else None


def read_cron(line: str, following: str, zone: str) -> Schedule:
    """Return the schedule that a cron line means, as a plainer one where there is one.

    Raises:
        UnclearWhen: where a field is wrong, the line is never due, or more than once an hour.
    """
    written = " ".join(line.replace("?", "*").upper().split())
    if _SIXTH_FIELD.fullmatch(following):
        raise UnclearWhen(_("A cron line has five fields: minute, hour, day, month, weekday, such as `0 9 * * 1`."))
    try:
        cron = CronSim(written, _SOME_YEAR)
        next(cron)
    except CronSimError as error:
        raise UnclearWhen(
            _("The cron line `{line}` is wrong. A right one is `0 9 * * 1`, Mondays at 09:00.", line=written)
        ) from error
    except StopIteration as error:
        raise UnclearWhen(_("The cron line `{line}` is never due: there is no such day.", line=written)) from error
    if len(cron.minutes) != 1:
        raise UnclearWhen(
            _(
                "`{line}` is due more than once an hour, and there is a digest once an hour at most. "
                "Give one number for the minutes, such as `0 * * * *`, or say `on change`.",
                line=written,
            )
        )
    return _plainer(cron, written, zone)


def _plainer(cron: CronSim, line: str, zone: str) -> Schedule:
    _minute, _hour, day, month, weekday = line.split()
    weekdays = {(each + 6) % 7 for each in cron.weekdays if isinstance(each, int)}
    if len(cron.hours) != 1 or month != "*" or len(cron.weekdays) != sum(isinstance(w, int) for w in cron.weekdays):
        return CronLine(line, zone)
    at = time(min(cron.hours), min(cron.minutes))
    if day == "*":
        return Weekly(tuple(sorted(weekdays)), at, zone)
    days = {LAST_DAY} if day == "L" else cron.days
    # A 29th, 30th or 31st of cron's is left out in a short month, ours is not.
    if weekdays == set(EVERY_DAY) and weekday == "*" and (day == "L" or 1 <= min(days) <= max(days) <= 28):
        return Monthly(tuple(sorted(days)), at, zone)
    return CronLine(line, zone)
