"""Read until when: `2 weeks`, `2026-12-24`, `monday`, `tomorrow 9am`, `下周一`, `end of the month`.

Moments in the past are `domain/since.py`; how often is `parsing.py`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from bot.domain.durations import parse_duration
from bot.domain.scheduling.clock import numeral
from bot.domain.scheduling.days import add_months, named_day
from bot.domain.scheduling.lexing import Clock, Number, Word, lex, tidy
from bot.domain.scheduling.walltime import instant, wall_at
from bot.domain.scheduling.zones import zone_info
from bot.errors import UnclearWhen
from bot.i18n import gettext as _

LONGEST_YEARS = 5
"""Whoever wants to wait longer wants it to end only when somebody says so."""

_LEAD = re.compile(r"(?:(?:until|till|for|in|by|the)\s+|直?到\s*|至\s*)*")
_TAIL = re.compile(r"\s*(?:from now|以?[后後]|为?止)$")
_ONE = re.compile(r"an?\s+(?=[a-z])|one\s+")
_LONG = re.compile(r"(\d{1,3})\s*(months?|mo|years?|yrs?|y)")
_CHINESE = re.compile(
    r"(\d{1,4}|[一二两兩三四五六七八九十]{1,3})\s*(个?小[时時]|個小時|[天日]|周|週|个?星期|個星期|个月|個月|年)"
)
_CHINESE_UNITS = {"小": "h", "天": "d", "日": "d", "周": "w", "週": "w", "星": "w", "月": "months", "年": "years"}


def parse_until(text: str, now: datetime, zone: str) -> datetime:
    """Return the moment, in UTC and later than *now* (aware), until which *text* says; days are those of *zone*.

    A day means its first moment; a weekday, or a date without its year, the next one.  Months and years are those of
    the calendar, at the same time of day.

    Raises:
        UnclearWhen: where it makes no sense, has passed, or lies more than `LONGEST_YEARS` years ahead.
        UnclearZone: where this machine does not know the zone.
    """
    rules = zone_info(zone)
    words = _TAIL.sub("", tidy(text).lower())
    words = words[_end_of_lead(words) :]
    wall = wall_at(now, rules)
    try:
        if (span := parse_duration(_english(words))) is not None:
            moment = now + span
        else:
            found = _in_months(words, wall) or _named(words, wall)
            if found is None:
                raise _unclear(text)
            moment = instant(found, rules)
    except (ValueError, OverflowError) as error:  # 31 February; beyond the year 9999
        raise _unclear(text) from error
    if moment <= now:
        raise UnclearWhen(_("That has passed: {when}. Name a moment to come.", when=words[:60]))
    if moment > now + timedelta(days=366 * LONGEST_YEARS):
        raise UnclearWhen(_("That is more than {years} years ahead. Leave the end out instead.", years=LONGEST_YEARS))
    return moment.astimezone(UTC)


def _end_of_lead(words: str) -> int:
    found = _LEAD.match(words)
    return found.end() if found else 0


def _english(words: str) -> str:
    """Return a span as `parse_duration` and `_LONG` read it: `a week` is `1 week`, `两周` is `2 w`."""
    if found := _CHINESE.fullmatch(words):
        return f"{numeral(found[1])} {_CHINESE_UNITS[found[2].lstrip('个個')[0]]}"
    return _ONE.sub("1 ", words)


def _in_months(words: str, wall: datetime) -> datetime | None:
    found = _LONG.fullmatch(_english(words))
    if found is None:
        return None
    months = int(found[1]) * (12 if found[2][0] == "y" else 1)
    return datetime.combine(add_months(wall.date(), months), wall.time())


def _named(words: str, wall: datetime) -> datetime | None:
    """Return the first moment, on the wall, after *wall* that a day, a time, or both of them mean."""
    named = named_day(words, wall.date())
    days, rest = named or ((wall.date(), wall.date() + timedelta(days=1)), words)
    tokens, left = lex(rest)
    match tokens:
        case [] if named:
            at = time()
        case [Clock(time() as at)] | [Word.AT, Clock(time() as at)]:
            pass
        case [Word.AT, Number(hour)]:
            at = time(hour)
        case _:
            return None
    moments = [datetime.combine(day, at) for day in days]
    return None if left else next((moment for moment in moments if moment > wall), moments[-1])


def _unclear(text: str) -> UnclearWhen:
    return UnclearWhen(
        _("I do not understand “{when}”. Write `2 weeks`, `monday` or `2026-12-24`.", when=" ".join(text.split())[:60])
    )
