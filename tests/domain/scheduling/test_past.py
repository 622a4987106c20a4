"""Days that have passed, by the calendars of a time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.scheduling import last_period, parse_past_day, parse_schedule

NOW = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)  # in Tokyo it is Monday already; Berlin's clocks went forward today


@pytest.mark.parametrize(
    ("text", "zone", "first", "hours"),
    [
        ("2026-03-01", "UTC", datetime(2026, 3, 1, tzinfo=UTC), 24),
        ("2026-03-01", "Asia/Tokyo", datetime(2026, 2, 28, 15, tzinfo=UTC), 24),
        ("2026-03-29", "Europe/Berlin", datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        ("2025-10-26", "Europe/Berlin", datetime(2025, 10, 25, 22, tzinfo=UTC), 25),
        ("yesterday", "Asia/Tokyo", datetime(2026, 3, 28, 15, tzinfo=UTC), 24),
    ],
)
def test_a_day_is_that_of_the_zone(text: str, zone: str, first: datetime, hours: int) -> None:
    last = first + timedelta(hours=hours, microseconds=-1)
    assert parse_past_day(text, NOW, zone) == (first, last)


def test_today_ends_now() -> None:
    assert parse_past_day("today", NOW, "Asia/Tokyo") == (datetime(2026, 3, 29, 15, tzinfo=UTC), NOW)


@pytest.mark.parametrize("text", ["2026-03-31", "soon", "", "2026-02-30"])
def test_what_is_no_day_that_has_passed(text: str) -> None:
    assert parse_past_day(text, NOW, "UTC") is None


def test_the_last_whole_period_ends_by_the_moment() -> None:
    weekly = parse_schedule("weekly mon 09:00", "Europe/Berlin")
    assert last_period(weekly, NOW) == datetime(2026, 3, 16, 8, tzinfo=UTC)
    assert last_period(parse_schedule("on change", "UTC"), NOW) is None
