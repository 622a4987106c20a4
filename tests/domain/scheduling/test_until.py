"""People say until when they want quiet; days begin where they are."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scheduling import parse_until
from bot.errors import UnclearWhen, UnclearZone
from tests.domain.scheduling.schedules import moments, utc, zones

NOW = utc("2026-11-30T10:00")
"""A Monday, 11:00 in Berlin."""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2 weeks", "2026-12-14T10:00"),
        ("a week", "2026-12-07T10:00"),
        ("for 2 weeks", "2026-12-14T10:00"),
        ("36h", "2026-12-01T22:00"),
        ("30 minutes from now", "2026-11-30T10:30"),
        ("3 months", "2027-02-28T10:00"),
        ("1 year", "2027-11-30T10:00"),
        ("monday", "2026-12-06T23:00"),
        ("until monday", "2026-12-06T23:00"),
        ("Mon 18:00", "2026-11-30T17:00"),
        ("mon 10:30", "2026-12-07T09:30"),
        ("tuesday", "2026-11-30T23:00"),
        ("next friday at noon", "2026-12-04T11:00"),
        ("tomorrow", "2026-11-30T23:00"),
        ("tomorrow 9am", "2026-12-01T08:00"),
        ("today 18:00", "2026-11-30T17:00"),
        ("14:00", "2026-11-30T13:00"),
        ("at 9", "2026-12-01T08:00"),
        ("2026-12-24", "2026-12-23T23:00"),
        ("2026/12/24 14:00", "2026-12-24T13:00"),
        ("2026-12-24T14:00", "2026-12-24T13:00"),
        ("24.12.2026", "2026-12-23T23:00"),
        ("24 dec", "2026-12-23T23:00"),
        ("the 24th of December", "2026-12-23T23:00"),
        ("Dec 24, 2027", "2027-12-23T23:00"),
        ("december 24 2pm", "2026-12-24T13:00"),
        ("1 march", "2027-02-28T23:00"),
        ("feb 29", "2028-02-28T23:00"),
        ("2027-03-28 02:30", "2027-03-28T01:00"),
        ("next week", "2026-12-06T23:00"),
        ("next month", "2026-11-30T23:00"),
        ("the end of the month", "2026-11-30T23:00"),
        ("next year", "2026-12-31T23:00"),
        ("两周", "2026-12-14T10:00"),
        ("3天后", "2026-12-03T10:00"),
        ("2个月", "2027-01-30T10:00"),
        ("明天9点", "2026-12-01T08:00"),
        ("周三", "2026-12-01T23:00"),
        ("直到下周三", "2026-12-08T23:00"),
        ("12月24日", "2026-12-23T23:00"),
        ("2026年12月24日 下午3点", "2026-12-24T14:00"),
        ("月底", "2026-11-30T23:00"),
    ],
)
def test_a_moment_to_come(text: str, moment: str) -> None:
    assert parse_until(text, NOW, "Europe/Berlin") == utc(moment)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("banana", "“banana”"),
        ("", "Write `2 weeks`"),
        ("31 feb", "“31 feb”"),
        ("monday banana", "“monday banana”"),
        ("monday 25:00", "“monday 25:00”"),
        ("2 月", "“2 月”"),
        ("2020-01-01", "has passed: 2020-01-01"),
        ("today", "has passed"),
        ("0d", "has passed"),
        ("6 years", "more than 5 years"),
        ("99999 weeks", "more than 5 years"),
        ("9999-12-31", "more than 5 years"),
    ],
)
def test_what_is_no_moment_to_come_is_said(text: str, told: str) -> None:
    with pytest.raises(UnclearWhen) as caught:
        parse_until(text, NOW, "Europe/Berlin")
    assert told in str(caught.value)


def test_days_begin_where_people_are() -> None:
    assert parse_until("tomorrow", NOW, "Pacific/Apia") == utc("2026-11-30T11:00")
    with pytest.raises(UnclearZone):
        parse_until("tomorrow", NOW, "Nowhere")


@given(st.text(max_size=300) | st.text("0123456789-./:年月日周一三 hdwmyforuntilmonday", max_size=40), moments, zones)
def test_no_text_breaks_it_and_the_moment_is_to_come(text: str, now: datetime, zone: str) -> None:
    try:
        moment = parse_until(text, now, zone)
    except UnclearWhen:
        return
    assert now < moment <= now + timedelta(days=366 * 5)


@given(moments, zones, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_within_a_week(now: datetime, zone: str, day: str) -> None:
    assert parse_until(day, now, zone) - now <= timedelta(days=7, hours=25)
