"""Say schedules and their moments in the language in force; what people are told back when they asked for one.

Babel is loaded with the first words.  Times are written with 24 hours everywhere, as schedules are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.scheduling.model import (
    EVERY_DAY,
    LAST_DAY,
    MONDAY_TO_FRIDAY,
    CronLine,
    Monthly,
    OnChange,
    Schedule,
    Weekly,
)
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.replies.words import babel_locale

_OFFSET = re.compile(r"Etc/GMT([+-])(\d+)")
_ORDINALS = {"one": N_("{number}st"), "two": N_("{number}nd"), "few": N_("{number}rd"), "other": N_("{number}th")}
"""By the plural categories of ordinals in CLDR, of which a language may use fewer."""
_SHORT_DAYS = {"zh", "ja", "ko"}
"""Where the short name of a weekday is the usual one."""


def schedule_in_words(schedule: Schedule) -> str:
    """Return a schedule as a person would say it: `every Monday at 09:00 Europe/Berlin`."""
    zone = zone_in_words(schedule.zone)
    match schedule:
        case OnChange():
            return _("whenever something has changed and settled")
        case CronLine(line):
            return _("at the times of the cron line {line} in {zone}", line=line, zone=zone)
        case Weekly(days, at) if days == EVERY_DAY:
            return _("every day at {time} {zone}", time=f"{at:%H:%M}", zone=zone)
        case Weekly(days, at) if days == MONDAY_TO_FRIDAY:
            return _("every weekday at {time} {zone}", time=f"{at:%H:%M}", zone=zone)
        case Weekly(days, at):
            return _("every {days} at {time} {zone}", days=_listed(map(_week_day, days)), time=f"{at:%H:%M}", zone=zone)
        case Monthly((day,), at) if day == LAST_DAY:
            return _("on the last day of every month at {time} {zone}", time=f"{at:%H:%M}", zone=zone)
        case Monthly(days, at):
            return _(_monthly(days), days=_listed(map(_month_day, days)), time=f"{at:%H:%M}", zone=zone)


def due_in_words(due: datetime, zone: str, now: datetime) -> str:
    """Return a moment as the clocks and calendars in *zone* show it: `Monday, November 30, 09:00`.

    The year is said where it is not the current one there.
    """
    from babel.dates import format_date, format_skeleton

    rules = ZoneInfo(zone)
    local = due.astimezone(rules)
    locale = babel_locale()
    if local.year == now.astimezone(rules).year:
        date = format_skeleton("MMMMd", local, locale=locale)
    else:
        date = format_date(local, "long", locale=locale)
    return _("{weekday}, {date}, {time}", weekday=_week_day(local.weekday()), date=date, time=f"{local:%H:%M}")


def schedule_with_next(schedule: Schedule, due: datetime | None, now: datetime) -> str:
    """Return a schedule in words and when it is due next: `every Monday at 09:00 Europe/Berlin; next: Monday, …`."""
    words = schedule_in_words(schedule)
    if due is None:
        return words
    return _("{schedule}; next: {moment}", schedule=words, moment=due_in_words(due, schedule.zone, now))


def zone_in_words(zone: str) -> str:
    """Return a zone's name; a bare offset as people write it, for in the database its sign is the other way round."""
    if found := _OFFSET.fullmatch(zone):
        return f"UTC{'-' if found[1] == '+' else '+'}{found[2]}"
    return zone


def _monthly(days: tuple[int, ...]) -> str:
    if any(28 < day < LAST_DAY for day in days):
        return N_("on the {days} of every month (the last day where it is shorter) at {time} {zone}")
    return N_("on the {days} of every month at {time} {zone}")


def _month_day(day: int) -> str:
    if day == LAST_DAY:
        return _("last day")
    from babel.core import Locale

    return _(_ORDINALS[Locale.parse(babel_locale()).ordinal_form(day)], number=day)


def _week_day(day: int) -> str:
    from babel.dates import get_day_names

    locale = babel_locale()
    return str(get_day_names("abbreviated" if locale[:2] in _SHORT_DAYS else "wide", locale=locale)[day])


def _listed(items: Iterable[str]) -> str:
    from babel.lists import format_list

    return format_list(list(items), locale=babel_locale())
