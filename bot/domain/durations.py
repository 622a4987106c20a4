"""Read how people write a span of time in settings: `90s`, `30m`, `6h`, `1d`, `2 weeks`."""

from __future__ import annotations

import re
from datetime import timedelta

_SPAN = re.compile(r"(\d{1,5})\s*(s|sec|second|m|min|minute|h|hour|d|day|w|week)s?", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def parse_duration(text: str) -> timedelta | None:
    """Return the span that *text* means, or None where it means none; a number needs its unit."""
    found = _SPAN.fullmatch(text.strip())
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2][0].lower()]) if found else None
