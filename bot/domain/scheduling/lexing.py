"""Take what people write about times into pieces, in English and in Chinese; knows nothing of what they add up to.

What cannot be read is left over, and everything behind it: a time zone stands there, or a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from enum import Enum, auto
from unicodedata import normalize

from bot.domain.scheduling.clock import numeral, read_clock
from bot.domain.scheduling.model import EVERY_DAY, LAST_DAY, MONDAY_TO_FRIDAY

LONGEST = 200
"""No schedule is longer; the rest is not looked at."""


class Word(Enum):
    """A piece that says something by itself."""

    WEEKLY = auto()
    MONTHLY = auto()
    ON_CHANGE = auto()
    AT = auto()
    THROUGH = auto()
    TOO_RARE = auto()
    """A rhythm that people know and that there is none of here: every other week, each quarter."""
    HOURLY = auto()


@dataclass(frozen=True, slots=True)
class WeekDays:
    """Days of the week, Monday is 0."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month, as it was said: it may be none that exists."""

    day: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, None where there is no such time; and how it was written."""

    at: time | None
    written: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that does not say what it counts."""

    value: int


Token = Word | WeekDays | MonthDay | Clock | Number
_Rule = Callable[[re.Match[str]], Token | None]

_DAYS = {
    **dict.fromkeys(("mo", "mon", "monday", "mondays"), 0),
    **dict.fromkeys(("tu", "tue", "tues", "tuesday", "tuesdays"), 1),
    **dict.fromkeys(("we", "wed", "weds", "wednesday", "wednesdays"), 2),
    **dict.fromkeys(("th", "thu", "thur", "thurs", "thursday", "thursdays"), 3),
    **dict.fromkeys(("fr", "fri", "friday", "fridays"), 4),
    **dict.fromkeys(("sa", "sat", "saturday", "saturdays"), 5),
    **dict.fromkeys(("su", "sun", "sunday", "sundays"), 6),
}
_WORDS: dict[str, Token | None] = {
    **{name: WeekDays((day,)) for name, day in _DAYS.items()},
    **dict.fromkeys(("daily", "day", "days"), WeekDays(EVERY_DAY)),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), WeekDays(MONDAY_TO_FRIDAY)),
    **dict.fromkeys(("weekend", "weekends"), WeekDays((5, 6))),
    **dict.fromkeys(("weekly", "week"), Word.WEEKLY),
    **dict.fromkeys(("monthly", "month"), Word.MONTHLY),
    **dict.fromkeys(("hourly", "hour"), Word.HOURLY),
    **dict.fromkeys(("to", "through", "thru", "until", "till"), Word.THROUGH),
    "at": Word.AT,
    "first": MonthDay(1),
    **dict.fromkeys(("on", "every", "each", "the", "of", "in", "and", "or", "its", "a", "once", "per", "by", "please")),
}
_CHINESE_DAYS = "一二三四五六日天"
_WEEK = "周|週|星期|礼拜|禮拜"
_EACH = "每个?|每個|每逢|每"
_CHANGE = (
    r"(?:on|when|after)[ -](?:every |each |a |there (?:is|are) )?changes?(?: happens?)?\b|onchanges?\b|changes?\b"
    r"|when(?:ever)? (?:something|anything|it|the list|lists?) (?:changes?|is new)\b|as it happens\b|immediately\b"
    r"|一?有(?:新的?)?(?:变化|变动|更新|新内容|變化|更新)(?:时|就发|就|後|后|時)?|(?:变化|变动|更新)时|实时|立即"
)
_RARE = (
    r"(?:every |each )?(?:\d+|other|second|two|three|four|few)[ -](?:hours?|days?|weeks?|months?)\b"
    r"|bi-?(?:weekly|monthly)\b|fortnightly\b|(?:every )?fortnight\b|quarterly\b|(?:every )?quarter\b|annually\b"
    r"|yearly\b|(?:every )?year\b"
    rf"|隔[周週天日月]|双周|每隔\w?[周週天日月]|每(?:两|兩|三|四|\d+)(?:个|個)?(?:{_WEEK}|天|日|月|小时)|每年|每季度?"
)


def _week_days(found: re.Match[str]) -> Token:
    return WeekDays(tuple(sorted({min(_CHINESE_DAYS.index(each), 6) for each in found[1] if each in _CHINESE_DAYS})))


_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (_CHANGE, lambda _found: Word.ON_CHANGE),
        # What a schedule in words says of short months: people may type what they are told.
        (r"the last day where it is shorter|没有这一天的月份为最后一天", lambda _found: None),
        (_RARE, lambda _found: Word.TOO_RARE),
        (
            r"(?:the )?last day\b|last\b|(?:每个?|每個)?月[底末]|最后一[天日]|最後一[天日]",
            lambda _found: MonthDay(LAST_DAY),
        ),
        (r"(\d{1,2})(?:st|nd|rd|th)\b(?: day\b)?|day (\d{1,2})\b(?![:.])", lambda f: MonthDay(int(f[1] or f[2]))),
        (r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号號]", lambda found: MonthDay(numeral(found[1]))),
        (r"(?:work|working|business|week) days?\b|工作日", lambda _found: WeekDays(MONDAY_TO_FRIDAY)),
        (rf"(?:{_EACH})?(?:{_WEEK})([{_CHINESE_DAYS}](?:[、,和]?[{_CHINESE_DAYS}])*)(?!\s*[点點时時号號])", _week_days),
        (rf"(?:{_EACH})?(?:{_WEEK})末", lambda _found: WeekDays((5, 6))),
        (rf"(?:{_EACH})?(?:{_WEEK})", lambda _found: Word.WEEKLY),
        (rf"(?:{_EACH})(?:[天日]|(?=[早晚凌上中下午夜]))|天天", lambda _found: WeekDays(EVERY_DAY)),
        (rf"(?:{_EACH})月", lambda _found: Word.MONTHLY),
        (rf"(?:{_EACH})小[时時]", lambda _found: Word.HOURLY),
        (r"[到至]|[~–—-](?!\d)", lambda _found: Word.THROUGH),
        (r"[每个個的在于於和与與及逢]|发送|推送", lambda _found: None),
        (r"@", lambda _found: Word.AT),
        (r"(\d{1,2})(?![\d:./])", lambda found: Number(int(found[1]))),
    )
)
_SKIPPED = re.compile(r"(?:[\s,;.、()\"'`&]|:(?=\s))*")
_LATIN = re.compile(r"[a-z]+(?![\w/])")


def tidy(text: str) -> str:
    """Return *text* in one width and with single spaces, no longer than `LONGEST`."""
    return " ".join(normalize("NFKC", text[:LONGEST]).split())


def lex(text: str) -> tuple[list[Token], str]:
    """Take *text* (tidy, lower case) into pieces; return them and what is left over from the first unknown on."""
    tokens: list[Token] = []
    at = 0
    while (at := _end(_SKIPPED, text, at)) < len(text):
        piece = _piece(text, at)
        if piece is None:
            break
        token, at = piece
        if token is not None:
            tokens.append(token)
    return tokens, text[at:]


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _piece(text: str, at: int) -> tuple[Token | None, int] | None:
    """Return the piece that begins at *at*, None for a word that says nothing, and where it ends."""
    if clock := read_clock(text, at):
        when, end = clock
        return Clock(when, text[at:end]), end
    for pattern, rule in _RULES:
        if found := pattern.match(text, at):
            return rule(found), found.end()
    word = _LATIN.match(text, at)
    return (_WORDS[word[0]], word.end()) if word and word[0] in _WORDS else None
