"""Read which day to come is meant: `tomorrow`, `friday`, `next week`, `24 dec`, `2026-12-24`, `下周一`, `月底`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.scheduling.lexing import WeekDays, lex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_CHINESE_DAYS = "一二三四五六日天"
_NEXT = re.compile(r"(?:next|this|coming|这|這|本)\s*")

_Day = Callable[[date, re.Match[str]], tuple[date, ...]]


def named_day(words: str, today: date) -> tuple[tuple[date, ...], str] | None:
    """Return the days that the beginning of *words* may mean, earliest first, and what follows; None if it is no day.

    More than one where it depends on the time of day: on a Monday, `monday` is today or in a week.

    Raises:
        ValueError: where it is written like a day and there is none, as 31 February.
    """
    for pattern, days in _DAYS:
        if found := pattern.match(words):
            return days(today, found), words[found.end() :]
    return _week_day(words, today)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter.

    Raises:
        ValueError: where that is beyond the calendar.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(year, month + 1)[1]))


def _week_day(words: str, today: date) -> tuple[tuple[date, ...], str] | None:
    said = _NEXT.sub("", words, count=1) if _NEXT.match(words) else words
    first, _space, rest = said.partition(" ")
    match lex(first):
        case [WeekDays((day,))], "":
            ahead = (day - today.weekday()) % 7
            return (today + timedelta(days=ahead), today + timedelta(days=ahead + 7)), rest
    return None


def _monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _yearly(today: date, day: int, month: int, year: str | None) -> tuple[date, ...]:
    """Return the date, or where no year is said, this year's and the next ones' as far as they exist."""
    if year:
        return (date(int(year), month, day),)
    leap = (month, day) == (2, 29)
    years = [y for y in range(today.year, today.year + 9) if not leap or monthrange(y, 2)[1] == 29]
    return tuple(date(y, month, day) for y in years)


_DAYS: tuple[tuple[re.Pattern[str], _Day], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (
            r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?t?(?!\d{3})",
            lambda _today, f: (date(int(f[1]), int(f[2]), int(f[3])),),
        ),
        (
            r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)",
            lambda _today, f: (date(int(f[3]), int(f[2]), int(f[1])),),
        ),
        (r"(\d{1,2})月(\d{1,2})[日号號]?", lambda today, f: _yearly(today, int(f[2]), int(f[1]), None)),
        (
            rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?{_MONTH}(?:,?\s+(\d{{4}})(?!\d))?(?!\w)",
            lambda today, f: _yearly(today, int(f[1]), _MONTHS.index(f[2]) + 1, f[3]),
        ),
        (
            rf"{_MONTH}\s*(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}})(?!\d))?(?![\w:])",
            lambda today, f: _yearly(today, int(f[2]), _MONTHS.index(f[1]) + 1, f[3]),
        ),
        (r"today\b|今天|今日|tonight\b", lambda today, _f: (today,)),
        (r"tomorrow\b|明天|明日", lambda today, _f: (today + timedelta(days=1),)),
        (r"后天|後天", lambda today, _f: (today + timedelta(days=2),)),
        (
            rf"下个?(?:周|週|星期|礼拜)([{_CHINESE_DAYS}])",
            lambda today, f: (_monday(today) + timedelta(min(_CHINESE_DAYS.index(f[1]), 6)),),
        ),
        (r"next week\b|下个?(?:周|週|星期)", lambda today, _f: (_monday(today),)),
        (
            r"next month\b|下个?月|(?:the )?end of (?:the |this )?month\b|月底|月末",
            lambda today, _f: (add_months(today.replace(day=1), 1),),
        ),
        (
            r"next year\b|明年|(?:the )?end of (?:the |this )?year\b|年底|年末",
            lambda today, _f: (date(today.year + 1, 1, 1),),
        ),
    )
)
