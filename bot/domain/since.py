"""Read how people name a moment in the past: `7d`, `2 weeks`, `2026-01`, `last month`, `yesterday`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_AGO = re.compile(r"(\d{1,4})\s*(d|day|w|week|m|month|y|year)s?(?:\s+ago)?")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_NAMED = {"today": 0, "yesterday": 1, "last week": 7, "last month": 30, "last year": 365, "week": 7, "month": 30}
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def parse_since(text: str, today: date) -> date | None:
    """Return the first day that *text* means, or None where it means none that exists.

    Weeks are 7 days, months 30 and years 365 days before *today*; `2026` is its first day.
    """
    words = re.sub(r"^(?:since|past|the)\s+", "", " ".join(text.casefold().split()))
    if words in _NAMED:
        return today - timedelta(days=_NAMED[words])
    if ago := _AGO.fullmatch(words):
        return _back(today, int(ago[1]) * _DAYS[ago[2][0]])
    if named := _DATE.fullmatch(words):
        try:
            return date(int(named[1]), int(named[2] or 1), int(named[3] or 1))
        except ValueError:
            return None
    return None


def _back(today: date, days: int) -> date:
    return today - timedelta(days=min(days, (today - date.min).days))
