"""Read the times of day as people write them: `9:00`, `9.30`, `8am`, `0900`, `noon`, `下午5点半`."""

from __future__ import annotations

import re
from datetime import time

_PART = "凌晨|清晨|早晨|早上|早|上午|中午|下午|午后|傍晚|晚上|晚|夜里|夜"
_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚", "夜里", "夜")
_HALF = r"(?P<half>[ap]\.?m\b\.?|in the (?:morning|afternoon|evening))"
_NUMERAL = "〇零一二两兩三四五六七八九十"
_NAMED = {"noon": 12, "midday": 12, "正午": 12, "中午": 12, "midnight": 0, "午夜": 0, "半夜": 0, "零点": 0, "零點": 0}
_CLOCKS = (
    rf"(?P<part>{_PART})?\s*(?P<hour>\d{{1,2}})(?:[:.]|h(?=\d))(?P<minute>\d\d)(?!\d)(?:\s*{_HALF}|\s*(?:uhr|hrs?|h)\b)?",
    rf"(?P<part>{_PART})?\s*(?P<hour>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[点點时時](?:钟|鐘|整|(?P<halves>半)"
    rf"|(?P<quarters>[一三])刻|\s*(?P<minute>\d{{1,2}}|[{_NUMERAL}]{{1,3}})(?!\d)分?)?",
    rf"(?P<hour>\d{{1,2}})\s*{_HALF}",
    r"(?P<hour>\d{1,2})\s*(?:o'clock|uhr|hrs?|h)\b",
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?!\d)",
)
_PATTERNS = tuple(re.compile(pattern) for pattern in _CLOCKS)
_WORD = re.compile(rf"(?:{'|'.join(_NAMED)})(?![a-z\d零一二三四五六七八九十])")


def read_clock(text: str, start: int) -> tuple[time | None, int] | None:
    """Read the time of day that *text* (lower case, NFKC) has at *start*; return it and where it ends.

    The time is None where it looks like one and is none (`25:00`, `13pm`).  Without a time there, return None.
    """
    if word := _WORD.match(text, start):
        return time(_NAMED[word[0]]), word.end()
    for pattern in _PATTERNS:
        if found := pattern.match(text, start):
            return _time(found), found.end()
    return None


def numeral(text: str) -> int:
    """Return the number, below a hundred, that digits or Chinese numerals say: `15`, `十五`, `两`."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_digit(tens) if tens else 1) * 10 * bool(ten) + (_digit(ones) if ones else 0)


def _digit(text: str) -> int:
    return {"两": 2, "兩": 2, "〇": 0}.get(text[-1], "零一二三四五六七八九".find(text[-1]))


def _time(found: re.Match[str]) -> time | None:
    said = found.groupdict()
    hour, half = numeral(said["hour"]), said.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (0 if half[0] == "a" or "morning" in half else 12)
    try:
        return time(_in_part(hour, said.get("part")), _minutes(said))
    except ValueError:
        return None


def _in_part(hour: int, part: str | None) -> int:
    if hour > 12 or part is None:
        return hour
    if part in _AFTERNOON or (part == "中午" and hour < 3):
        return 0 if hour == 12 and part not in ("下午", "午后") else hour % 12 + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _minutes(said: dict[str, str | None]) -> int:
    if said.get("halves"):
        return 30
    if quarters := said.get("quarters"):
        return 15 * numeral(quarters)
    minute = said.get("minute")
    return numeral(minute) if minute else 0
