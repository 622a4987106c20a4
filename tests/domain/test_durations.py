"""Spans of time as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("90 s", timedelta(seconds=90)),
        ("6H", timedelta(hours=6)),
        ("1 day", timedelta(days=1)),
        ("2 weeks", timedelta(weeks=2)),
        ("5 mins", timedelta(minutes=5)),
    ],
)
def test_a_number_and_its_unit_are_a_span(text: str, span: timedelta) -> None:
    assert parse_duration(text) == span


@pytest.mark.parametrize("text", ["", "30", "m", "-5m", "1.5h", "30m 10s", "999999d", "1 month", "half a day"])
def test_anything_else_is_none(text: str) -> None:
    assert parse_duration(text) is None


@given(st.text(max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    span = parse_duration(text)
    assert span is None or span >= timedelta(0)
