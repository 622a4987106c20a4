"""When to ask again: regular when all is well, ever later when not, and never before the source allows."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.polling import FIRST_RETRY, LONGEST_REQUEST, LONGEST_RETRY, is_stale, next_check, retry_delay

NOW = datetime(2026, 1, 29, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
minutes = st.integers(1, 60 * 24 * 7).map(lambda each: timedelta(minutes=each))


def wait(failures: int, retry_at: datetime | None = None, interval: timedelta = HALF_HOUR, seed: int = 0) -> timedelta:
    dice = Random(seed)
    return next_check(NOW, failures=failures, retry_at=retry_at, interval=interval, rng=dice) - NOW


@given(st.integers(), minutes)
def test_success_waits_for_the_interval_and_up_to_a_tenth_more(seed: int, interval: timedelta) -> None:
    assert interval <= wait(0, interval=interval, seed=seed) <= interval * 1.1


def test_the_first_failure_is_retried_within_minutes() -> None:
    assert FIRST_RETRY <= wait(1) <= FIRST_RETRY * 1.1


@given(st.integers(1, 10_000), st.integers(), minutes)
def test_later_failures_wait_longer_up_to_a_limit(failures: int, seed: int, interval: timedelta) -> None:
    this, following = wait(failures, interval=interval, seed=seed), wait(failures + 1, interval=interval, seed=seed)
    assert this <= following <= max(interval, LONGEST_RETRY) * 1.1


@given(st.integers(0, 50), st.integers(-(10**5), 10**7), st.integers())
def test_nothing_is_asked_before_the_source_allows_but_no_silence_is_longer_than_a_day(
    failures: int, seconds: int, seed: int
) -> None:
    allowed = NOW + timedelta(seconds=seconds)
    waited = wait(failures, allowed, seed=seed)
    assert NOW + waited >= min(allowed, NOW + LONGEST_REQUEST)
    assert waited <= max(LONGEST_REQUEST, LONGEST_RETRY) * 1.1


def test_two_lists_do_not_ask_in_step() -> None:
    assert wait(0, seed=1) != wait(0, seed=2)


@given(st.integers(1, 8), st.integers())
def test_a_retry_within_a_fetch_waits_half_to_all_of_a_doubling(attempt: int, seed: int) -> None:
    doubled = timedelta(seconds=1) * 2 ** (attempt - 1)
    dice = Random(seed)
    assert doubled / 2 <= retry_delay(attempt, timedelta(seconds=1), dice) <= doubled


def test_a_list_is_stale_a_day_after_its_check_fell_due() -> None:
    checked = NOW - timedelta(hours=24, minutes=30)
    assert is_stale(NOW, checked, HALF_HOUR)
    assert not is_stale(NOW, checked + timedelta(seconds=1), HALF_HOUR)
    assert not is_stale(NOW, NOW - timedelta(days=7), timedelta(days=7))
