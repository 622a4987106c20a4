"""Quiet hours: what they are written like, when they are, and that nothing waits longer than they last."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.scheduling import QuietHours, parse_quiet, quiet_until
from bot.errors import UsageError

NIGHT = QuietHours(time(22), time(7))
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Pacific/Apia", "UTC")
times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
spans = st.integers(0, 26 * 365 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
moments = spans.map(lambda span: datetime(2011, 1, 1, tzinfo=UTC) + span)


@pytest.mark.parametrize("text", ["22:00-07:00", "22-7", "10pm to 7am", "22:00 – 07:00", "22.00~7.00", "22:00到7:00"])
def test_they_are_read_as_people_write_them(text: str) -> None:
    assert parse_quiet(text) == NIGHT


@pytest.mark.parametrize("text", ["", "22", "25-7", "22:00-22:00", "night", "22-7-9", "x" * 5_000, "22:00-07:00 daily"])
def test_what_is_none_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UsageError, match="22:00-07:00"):
        parse_quiet(text)


@given(times, times)
def test_what_is_written_is_read_back(begin: time, end: time) -> None:
    if begin != end:
        assert parse_quiet(str(QuietHours(begin, end))) == QuietHours(begin, end)


def test_a_night_ends_in_the_morning() -> None:
    evening, morning = datetime(2026, 11, 23, 21, 30, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert quiet_until(NIGHT, "Europe/Berlin", evening) == morning
    assert quiet_until(NIGHT, "Europe/Berlin", morning) is None
    assert quiet_until(NIGHT, "Europe/Berlin", datetime(2026, 11, 23, 20, 59, tzinfo=UTC)) is None


def test_an_hour_that_clocks_show_twice_is_not_quiet_twice() -> None:
    """On 25 October 2026 Berlin's clocks show 02:00 to 03:00 twice; quiet hours that ended in the first stay ended."""
    hours = QuietHours(time(22), time(2, 30))
    ends = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet_until(hours, "Europe/Berlin", ends - timedelta(minutes=1)) == ends
    assert quiet_until(hours, "Europe/Berlin", ends + timedelta(minutes=45)) is None


def test_an_end_that_clocks_skip_is_the_moment_after_the_gap() -> None:
    hours = QuietHours(time(22), time(2, 30))
    at = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert quiet_until(hours, "Europe/Berlin", at) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@settings(max_examples=200)
@given(times, times, st.sampled_from(ZONES), moments)
def test_waiting_ends_when_they_do_and_never_lasts_a_day_and_a_bit(
    begin: time, end: time, zone: str, moment: datetime
) -> None:
    """Whoever has waited does not have to wait again, and is told off the wall of the zone."""
    if begin == end:
        return
    until = quiet_until(QuietHours(begin, end), zone, moment)
    if until is None:
        return
    assert moment < until <= moment + timedelta(hours=26)
    assert quiet_until(QuietHours(begin, end), zone, until) is None
    wall = until.astimezone(ZoneInfo(zone))
    assert (wall.hour, wall.minute) == (end.hour, end.minute) or _changed(wall.date(), zone)


def _changed(day: date, zone: str) -> bool:
    """Tell whether the clocks are changed around a day."""
    around = [datetime.combine(day + timedelta(days=off), time(12), ZoneInfo(zone)).utcoffset() for off in (-1, 0, 1)]
    return len(set(around)) > 1
