"""Moments are said as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.replies.moments import moment

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-90), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=500), "Oct 31, 2024"),
    ],
)
def test_a_moment_is_as_exact_as_it_is_near(ago: timedelta, said: str) -> None:
    assert moment(NOW - ago, NOW) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=2), "just now"),
        (timedelta(minutes=30), "in 30 minutes"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=90), "Jun 13, 2026"),
    ],
)
def test_what_is_to_come_is_said_as_such(ahead: timedelta, said: str) -> None:
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    assert moment(now + ahead, now) == said
