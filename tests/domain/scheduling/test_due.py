"""Due at the right time on the wall, whatever is done to the clocks, and each time exactly once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.scheduling import CronLine, Monthly, OnChange, Schedule, Weekly, last_due, next_due, parse_schedule
from bot.domain.scheduling.due import cron_lines
from bot.domain.scheduling.walltime import instant, wall_at
from bot.errors import UnclearZone
from tests.domain.scheduling.schedules import ZONES, moments, timed, utc, zones


def walk(schedule: Schedule, start: datetime, count: int) -> Iterator[datetime]:
    for _ in range(count):
        due = next_due(schedule, start)
        assert due is not None
        yield due
        start = due


def walls(text: str, zone: str, start: str, count: int) -> list[str]:
    """Return the next dues as the clocks in the zone show them; *start* is what they show at the beginning."""
    rules = ZoneInfo(zone)
    begin = datetime.fromisoformat(start).replace(tzinfo=rules).astimezone(UTC)
    return [f"{due.astimezone(rules):%Y-%m-%d %H:%M %z}" for due in walk(parse_schedule(text, zone), begin, count)]


@pytest.mark.parametrize(
    ("text", "zone", "start", "expected"),
    [
        pytest.param(
            "daily 09:00",
            "Europe/Berlin",
            "2026-03-28 00:00",
            ["2026-03-28 09:00 +0100", "2026-03-29 09:00 +0200", "2026-03-30 09:00 +0200"],
            id="nine stays nine over the spring in Berlin",
        ),
        pytest.param(
            "daily 02:30",
            "Europe/Berlin",
            "2026-03-28 00:00",
            ["2026-03-28 02:30 +0100", "2026-03-29 03:00 +0200", "2026-03-30 02:30 +0200"],
            id="a time that Berlin skips is the first moment after",
        ),
        pytest.param(
            "daily 02:30",
            "Europe/Berlin",
            "2026-10-24 00:00",
            ["2026-10-24 02:30 +0200", "2026-10-25 02:30 +0200", "2026-10-26 02:30 +0100"],
            id="a time that Berlin has twice is the first",
        ),
        pytest.param(
            "weekly sun 02:00",
            "America/New_York",
            "2026-03-02 00:00",
            ["2026-03-08 03:00 -0400", "2026-03-15 02:00 -0400"],
            id="the hour that New York skips",
        ),
        pytest.param(
            "weekly sun 01:30",
            "America/New_York",
            "2026-10-26 00:00",
            ["2026-11-01 01:30 -0400", "2026-11-08 01:30 -0500"],
            id="the hour that New York has twice",
        ),
        pytest.param(
            "daily 02:15",
            "Australia/Lord_Howe",
            "2026-10-03 00:00",
            ["2026-10-03 02:15 +1030", "2026-10-04 02:30 +1100", "2026-10-05 02:15 +1100"],
            id="the half hour that Lord Howe skips",
        ),
        pytest.param(
            "daily 01:45",
            "Australia/Lord_Howe",
            "2026-04-04 00:00",
            ["2026-04-04 01:45 +1100", "2026-04-05 01:45 +1100", "2026-04-06 01:45 +1030"],
            id="the half hour that Lord Howe has twice",
        ),
        pytest.param(
            "daily 09:00",
            "Pacific/Apia",
            "2011-12-29 00:00",
            ["2011-12-29 09:00 -1000", "2011-12-31 00:00 +1400", "2011-12-31 09:00 +1400"],
            id="the day that Samoa skipped",
        ),
        pytest.param(
            "daily 00:00",
            "America/Sao_Paulo",
            "2018-11-03 12:00",
            ["2018-11-04 01:00 -0200", "2018-11-05 00:00 -0200"],
            id="a day that began at one",
        ),
        pytest.param(
            "15 2,3 * * *",
            "Europe/Berlin",
            "2026-03-29 00:00",
            ["2026-03-29 03:00 +0200", "2026-03-29 03:15 +0200", "2026-03-30 02:15 +0200"],
            id="a cron line on the day of the gap",
        ),
        pytest.param(
            "0 2,3 * * *",
            "Europe/Berlin",
            "2026-03-29 00:00",
            ["2026-03-29 03:00 +0200", "2026-03-30 02:00 +0200"],
            id="two times that become one are one",
        ),
        pytest.param(
            "0 * * * *",
            "Europe/Berlin",
            "2026-10-25 01:00",
            ["2026-10-25 02:00 +0200", "2026-10-25 03:00 +0100"],
            id="hourly on the day of the double hour",
        ),
        pytest.param(
            "monthly last 17:00",
            "UTC",
            "2028-01-15 00:00",
            ["2028-01-31 17:00 +0000", "2028-02-29 17:00 +0000", "2028-03-31 17:00 +0000", "2028-04-30 17:00 +0000"],
            id="month ends in a leap year",
        ),
        pytest.param(
            "monthly 30th 09:00",
            "UTC",
            "2027-01-15 00:00",
            ["2027-01-30 09:00 +0000", "2027-02-28 09:00 +0000", "2027-03-30 09:00 +0000"],
            id="the 30th of February",
        ),
        pytest.param(
            "monthly 29th,30th 09:00",
            "UTC",
            "2028-02-01 00:00",
            ["2028-02-29 09:00 +0000", "2028-03-29 09:00 +0000", "2028-03-30 09:00 +0000"],
            id="two days that fall on one",
        ),
        pytest.param(
            "0 9 29 2 *",
            "UTC",
            "2096-03-01 00:00",
            ["2104-02-29 09:00 +0000"],
            id="29 February over a century without one",
        ),
        pytest.param(
            "monthly 1st 00:30",
            "Pacific/Apia",
            "2026-12-15 00:00",
            ["2027-01-01 00:30 +1300", "2027-02-01 00:30 +1300"],
            id="the year ends where the zone is, not in UTC",
        ),
        pytest.param(
            "weekly fri 09:00",
            "Europe/Berlin",
            "2026-12-30 00:00",
            ["2027-01-01 09:00 +0100", "2027-01-08 09:00 +0100"],
            id="a week over the new year",
        ),
    ],
)
def test_due_by_the_wall_clock(text: str, zone: str, start: str, expected: list[str]) -> None:
    assert walls(text, zone, start, len(expected)) == expected


def test_the_second_of_two_equal_times_is_not_due_again() -> None:
    """From within the second hour: what the clocks show again has been."""
    second = utc("2026-10-25T01:10")
    assert second.astimezone(ZoneInfo("Europe/Berlin")).fold
    assert next_due(parse_schedule("daily 02:30", "Europe/Berlin"), second) == utc("2026-10-26T01:30")
    assert last_due(parse_schedule("daily 02:30", "Europe/Berlin"), second) == utc("2026-10-25T00:30")


def test_a_change_of_zone_is_a_change_of_moment_only() -> None:
    berlin, tokyo = Weekly((0,), time(9), "Europe/Berlin"), Weekly((0,), time(9), "Asia/Tokyo")
    assert next_due(berlin, utc("2026-11-29")) == utc("2026-11-30T08:00")
    assert next_due(tokyo, utc("2026-11-29")) == utc("2026-11-30T00:00")


def test_due_is_later_than_asked_also_by_a_microsecond() -> None:
    daily, nine = Weekly(tuple(range(7)), time(9), "UTC"), utc("2026-01-05T09:00")
    tick = timedelta(microseconds=1)
    assert next_due(daily, nine - tick) == nine
    assert next_due(daily, nine) == next_due(daily, nine + tick) == nine + timedelta(days=1)
    assert last_due(daily, nine) == last_due(daily, nine + tick) == nine
    assert last_due(daily, nine - tick) == nine - timedelta(days=1)


def test_on_change_has_no_times() -> None:
    assert next_due(OnChange("UTC"), utc("2026-01-01")) is None
    assert last_due(OnChange("UTC"), utc("2026-01-01")) is None


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "Europe"])
def test_a_zone_that_this_machine_does_not_know_is_a_sentence(zone: str) -> None:
    with pytest.raises(UnclearZone, match="This machine knows no time zone"):
        next_due(CronLine("0 9 * * *", zone), utc("2026-01-01"))


@given(timed, moments)
def test_dues_only_ever_grow_and_each_is_met_from_anywhere_before_it(schedule: Schedule, start: datetime) -> None:
    dues = list(walk(schedule, start, 4))
    assert start < dues[0]
    for earlier, later in pairwise(dues):
        assert earlier < later
        middle = earlier + (later - earlier) / 2
        assert next_due(schedule, middle) == next_due(schedule, later - timedelta(microseconds=1)) == later
        assert last_due(schedule, middle) == last_due(schedule, earlier) == earlier


@given(timed, moments)
def test_a_due_is_at_its_time_on_the_wall_or_at_the_end_of_a_gap(schedule: Schedule, start: datetime) -> None:
    due = next_due(schedule, start)
    assert due is not None
    zone = ZoneInfo(schedule.zone)
    offsets = {(due + timedelta(seconds=s)).astimezone(zone).utcoffset() for s in (-1, 0)}
    if len(offsets) == 1 and isinstance(schedule, Weekly | Monthly):
        assert wall_at(due, zone).time() == schedule.at
    assert due.second == due.microsecond == 0
    assert due.tzinfo is UTC


@settings(max_examples=40)
@given(st.sampled_from(ZONES), st.integers(1995, 2036), st.sampled_from([time(0), time(1, 30), time(2, 30), time(9)]))
def test_every_day_of_a_year_has_one_due(zone: str, year: int, at: time) -> None:
    """Walked against a plain count of the calendar's days; but for the day that Samoa skipped."""
    schedule = Weekly(tuple(range(7)), at, zone)
    rules = ZoneInfo(zone)
    before = instant(datetime.combine(date(year - 1, 12, 31), at), rules)
    dues = list(walk(schedule, before, 364))
    days = {wall_at(due, rules).date() for due in dues}
    skipped = zone == "Pacific/Apia" and year == 2011 and at != time(0)
    assert len(days) == 364 - (1 if skipped else 0)


@given(zones, moments, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_a_later_time_on_the_wall_is_never_an_earlier_moment(zone: str, start: datetime, ahead: timedelta) -> None:
    rules, wall = ZoneInfo(zone), start.replace(tzinfo=None)
    assert instant(wall, rules) <= instant(wall + ahead, rules)


@given(st.sets(st.integers(1, 31), min_size=1))
def test_each_month_has_each_of_its_days_once(days: set[int]) -> None:
    schedule = Monthly(tuple(sorted(days)), time(9), "UTC")
    expected = {
        min(day, 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) + 100 * month
        for day in days
        for month in range(1, 13)
    }
    dues = walk(schedule, utc("2027-12-31T12:00"), len(expected))
    assert {due.day + 100 * due.month for due in dues} == expected


def test_everything_is_a_cron_line_in_the_end() -> None:
    assert cron_lines(parse_schedule("weekly sun,mon 18:30", "UTC")) == ("30 18 * * 1,0",)
    assert cron_lines(parse_schedule("monthly 1st,30th 09:00", "UTC")) == (
        "0 9 1 * *",
        "0 9 30 1,3-12 *",
        "0 9 L 2 *",
    )
