"""People name moments in the past in many ways."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.since import parse_since

TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("7d", date(2026, 3, 8)),
        ("2 weeks", date(2026, 3, 1)),
        ("2 weeks ago", date(2026, 3, 1)),
        ("since 1 month", date(2026, 2, 13)),
        ("Last  Month", date(2026, 2, 13)),
        ("yesterday", date(2026, 3, 14)),
        ("2026", date(2026, 1, 1)),
        ("2026-02", date(2026, 2, 1)),
        ("2026/2/9", date(2026, 2, 9)),
        ("9999 years", date.min),
        ("2026-13", None),
        ("banana", None),
        ("0000", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_its_first_day(text: str, first_day: date | None) -> None:
    assert parse_since(text, TODAY) == first_day


@given(st.text(max_size=40), st.dates())
def test_no_text_and_no_day_break_it(text: str, today: date) -> None:
    answer = parse_since(text, today)
    assert answer is None or isinstance(answer, date)
