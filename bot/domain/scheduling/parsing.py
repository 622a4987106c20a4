"""Read a schedule as people write it: `weekly mon 09:00`, `every monday at 9`, `每周一 9:00`, `0 9 * * 1`.

Forgiving in the form and strict in the meaning: what is left over, doubled or impossible is asked back, never
guessed.  The caller says the result in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time

from bot.domain.scheduling.cron import read_cron, split_cron
from bot.domain.scheduling.lexing import Clock, MonthDay, Number, Token, WeekDays, Word, lex, tidy
from bot.domain.scheduling.model import EVERY_DAY, LAST_DAY, CronLine, Monthly, OnChange, Schedule, Weekly
from bot.domain.scheduling.zones import find_zone
from bot.errors import UnclearWhen, UnclearZone
from bot.i18n import gettext as _

USUAL_TIME = time(9)
"""When a digest comes if nobody says: at the start of a working day."""
USUAL_WEEK_DAYS = (0,)
USUAL_MONTH_DAYS = (1,)
EXAMPLES = ("weekly mon 09:00", "weekdays 8am", "monthly 1st 09:00", "on change", "0 9 * * 1")

_ZONE_LIKE = re.compile(r"[+-]\d[\d:]*|[^\W\d].*")


def parse_schedule(text: str, zone: str | None) -> Schedule:
    """Return the schedule that *text* means; *zone* is the time zone where it names none itself.

    Without a time it is 09:00, without a day Monday or the 1st.  A day that a month does not have is its last.

    Raises:
        UnclearWhen: where the text makes no sense or asks for what there is not; the sentence holds examples.
        UnclearZone: where the zone is not known, or not said at all.
    """
    said = tidy(text).removeprefix("@")
    if cron := split_cron(said.lower()):
        line, following = cron
        return _zoned(read_cron(line, following, ""), _end(said, following), zone)
    tokens, rest = lex(said.lower())
    if not tokens:
        raise _unclear(text)
    if rest and not _may_be_zone(rest):
        raise UnclearWhen(
            _("I do not understand “{words}”. {examples}", words=_end(said, rest)[:60], examples=examples())
        )
    return _zoned(_understood(tokens, text), _end(said, rest), zone)


def examples() -> str:
    """Return a sentence with ways to write a schedule."""
    written = ", ".join(f"`{example}`" for example in EXAMPLES)
    return _("Write it like one of these: {examples}.", examples=written)


def _end(said: str, part: str) -> str:
    """Return the end of what was said that is *part* in lower case, as it was written."""
    return said[len(said) - len(part) :]


def _zoned(schedule: Schedule, named: str, zone: str | None) -> Schedule:
    if not named and not zone:
        raise UnclearZone(_("Which time zone? Say it at the end, such as `weekly mon 09:00 Europe/Berlin`."))
    found = find_zone(named or zone or "")
    match schedule:
        case Weekly(days, at):
            return Weekly(days, at, found)
        case Monthly(days, at):
            return Monthly(days, at, found)
        case CronLine(line):
            return CronLine(line, found)
        case OnChange():
            return OnChange(found)


def _may_be_zone(rest: str) -> bool:
    """Say whether what is left over could name a zone: an offset, or words that are no times."""
    within = [token for word in rest.split()[1:] for token in lex(word)[0]]
    return bool(_ZONE_LIKE.fullmatch(rest)) and not any(isinstance(t, Clock | WeekDays | MonthDay) for t in within)


@dataclass(slots=True)
class _Heard:
    """What the pieces say, before it is known whether it makes sense."""

    week_days: set[int] = field(default_factory=set)
    month_days: set[int] = field(default_factory=set)
    times: list[time] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Those of which it is not clear yet whether they are days or hours."""
    words: set[Word] = field(default_factory=set)


def _understood(tokens: list[Token], text: str) -> Schedule:
    heard = _heard(tokens)
    if Word.TOO_RARE in heard.words:
        raise UnclearWhen(
            _(
                "There is daily, weekly and monthly, and no other rhythm. "
                "Several days can be named: `monthly 1st,15th 09:00`."
            )
        )
    if heard.words & {Word.ON_CHANGE, Word.HOURLY}:
        return _timeless(heard, text)
    monthly = Word.MONTHLY in heard.words or bool(heard.month_days)
    _place_numbers(heard, text, monthly=monthly)
    if len(heard.times) > 1:
        raise UnclearWhen(_("A schedule has one time of day. For several, write a cron line such as `0 9,17 * * *`."))
    at = heard.times[0] if heard.times else USUAL_TIME
    if monthly:
        return _monthly(heard, at)
    usual = USUAL_WEEK_DAYS if Word.WEEKLY in heard.words else EVERY_DAY
    return Weekly(tuple(sorted(heard.week_days)) or usual, at, "")


def _heard(tokens: list[Token]) -> _Heard:
    heard = _Heard()
    before: Token | None = None
    for number, token in enumerate(tokens):
        match token:
            case Word():
                heard.words.add(token)
            case WeekDays(days):
                _hear_days(heard, days, tokens[max(number - 2, 0) : number])
            case MonthDay(day):
                heard.month_days.add(_day_of_month(day))
            case Clock(None, written):
                raise UnclearWhen(_("There is no time {time}. Write it like `09:00`, `17:30` or `8am`.", time=written))
            case Clock(time() as at):
                heard.times.append(at)
            case Number(value) if before is Word.AT:
                heard.times.append(_hour(value))
            case Number(value):
                heard.numbers.append(value)
        before = token
    return heard


def _hear_days(heard: _Heard, days: tuple[int, ...], before: list[Token]) -> None:
    """Add days of the week; between two with a dash, those in between as well, also over the weekend."""
    match before:
        case [WeekDays(earlier), Word.THROUGH]:
            first, last = earlier[-1], days[0]
            heard.week_days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        case _ if len(days) == 7 and heard.week_days:
            pass  # `every day, mon and thu`: the days that are named count
        case _:
            heard.week_days = (heard.week_days if len(heard.week_days) < 7 else set()) | set(days)


def _place_numbers(heard: _Heard, text: str, *, monthly: bool) -> None:
    """Decide what bare numbers are: days of the month where those are wanted, else the hour."""
    if monthly and not heard.month_days:
        heard.month_days = {_day_of_month(day) for day in heard.numbers}
        return
    if not (monthly or heard.week_days or heard.times or Word.WEEKLY in heard.words):
        raise _unclear(text)  # `9` alone could be anything
    heard.times += [_hour(number) for number in heard.numbers]


def _monthly(heard: _Heard, at: time) -> Schedule:
    if heard.week_days == set(EVERY_DAY) and not heard.month_days:
        return Weekly(EVERY_DAY, at, "")  # `every day of the month`
    if heard.week_days:
        raise UnclearWhen(
            _("For a weekday of each month write a cron line: `0 9 * * MON#1` is the first Monday at 09:00.")
        )
    return Monthly(tuple(sorted(heard.month_days)) or USUAL_MONTH_DAYS, at, "")


def _timeless(heard: _Heard, text: str) -> Schedule:
    """Return the schedule that goes without a time, or refuse where one was said all the same."""
    if len(heard.words) > 1 or heard.times or heard.week_days or heard.month_days or heard.numbers:
        raise _unclear(text)
    return OnChange("") if Word.ON_CHANGE in heard.words else CronLine("0 * * * *", "")


def _day_of_month(day: int) -> int:
    if not 1 <= day <= LAST_DAY:
        raise UnclearWhen(
            _("No month has a day {day}. Write `monthly 1st`, `monthly 15th` or `monthly last`.", day=day)
        )
    return day


def _hour(hour: int) -> time:
    if hour > 23:
        raise UnclearWhen(_("There is no time {time}. Write it like `09:00`, `17:30` or `8am`.", time=hour))
    return time(hour)


def _unclear(text: str) -> UnclearWhen:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return UnclearWhen(_("I do not understand “{words}”. {examples}", words=shown, examples=examples()))
