"""One digest for each due moment: none is lost in a downtime, none comes twice when clocks or zones are changed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scheduling import Due, NotDue, Schedule, decide_due, next_due, parse_schedule, reschedule
from tests.domain.scheduling.schedules import moments, schedules, timed, utc

BERLIN = parse_schedule("weekly mon 09:00", "Europe/Berlin")
MONDAY = utc("2026-11-30T08:00")
WEEK = timedelta(days=7)


def test_nothing_is_due_before_its_time() -> None:
    assert decide_due(BERLIN, MONDAY, MONDAY - timedelta(seconds=1), MONDAY - WEEK) == NotDue(MONDAY)


def test_a_due_digest_covers_what_came_since_the_last() -> None:
    now = MONDAY + timedelta(seconds=7)
    assert decide_due(BERLIN, MONDAY, now, MONDAY - WEEK) == Due(MONDAY, MONDAY - WEEK, now, MONDAY + WEEK)
    assert isinstance(decide_due(BERLIN, MONDAY, MONDAY, MONDAY - WEEK), Due)


@pytest.mark.parametrize(("text", "away"), [("daily 09:00", 1.5), ("daily 09:00", 31), ("weekly mon 09:00", 31)])
def test_after_a_downtime_there_is_one_digest_and_the_next_is_to_come(text: str, away: float) -> None:
    schedule = parse_schedule(text, "Europe/Berlin")
    began, now = MONDAY + timedelta(minutes=1), MONDAY + timedelta(days=away)
    stored = next_due(schedule, began)
    first = decide_due(schedule, stored, now, began)
    assert isinstance(first, Due)
    assert (first.due_at, first.since, first.until) == (stored, began, now)
    assert first.next_due == next_due(schedule, now)
    assert decide_due(schedule, first.next_due, now, first.until) == NotDue(first.next_due)


def test_two_processes_that_look_at_different_times_mean_the_same_digest() -> None:
    late = MONDAY + 3 * WEEK
    one, other = (decide_due(BERLIN, MONDAY, now, MONDAY - WEEK) for now in (late, late + WEEK))
    assert isinstance(one, Due)
    assert isinstance(other, Due)
    assert one.due_at == other.due_at == MONDAY


def test_a_clock_that_jumps_back_repeats_nothing() -> None:
    told = decide_due(BERLIN, MONDAY, MONDAY + timedelta(minutes=5), MONDAY - WEEK)
    assert isinstance(told, Due)
    for back in (timedelta(minutes=10), timedelta(days=2), 3 * WEEK):
        assert decide_due(BERLIN, told.next_due, MONDAY - back, told.until) == NotDue(MONDAY + WEEK)


def test_what_is_covered_is_not_due_again_even_where_the_stored_due_is_old() -> None:
    assert decide_due(BERLIN, MONDAY, MONDAY + timedelta(hours=1), MONDAY) == NotDue(MONDAY + WEEK)


def test_a_due_that_is_not_stored_yet_is_computed_from_where_the_subscription_began() -> None:
    assert decide_due(BERLIN, None, MONDAY - timedelta(days=1), MONDAY - timedelta(days=2)) == NotDue(MONDAY)


def test_on_change_depends_on_what_has_settled() -> None:
    schedule = parse_schedule("on change", "UTC")
    assert decide_due(schedule, None, MONDAY, MONDAY - WEEK) == Due(None, MONDAY - WEEK, MONDAY, None)
    assert decide_due(schedule, MONDAY, MONDAY - WEEK, MONDAY) == Due(None, MONDAY, MONDAY, None)


def in_zone(zone: str) -> Schedule:
    return parse_schedule("weekly mon 09:00", zone)


def test_a_monday_that_has_been_told_is_not_told_again_further_west() -> None:
    """Told at nine in Berlin, moved at ten: nine in New York is still to come, and is the same Monday."""
    told, edited = MONDAY + timedelta(seconds=5), MONDAY + timedelta(hours=1)
    assert reschedule(BERLIN, in_zone("America/New_York"), edited, told) == utc("2026-12-07T14:00")


def test_an_edit_of_the_zone_before_the_first_digest_costs_none() -> None:
    assert reschedule(BERLIN, in_zone("America/New_York"), MONDAY + timedelta(hours=1), None) == utc("2026-11-30T14:00")


def test_an_edit_of_the_zone_before_it_is_due_keeps_that_due() -> None:
    edited, told = MONDAY - timedelta(days=1), MONDAY - WEEK
    assert reschedule(BERLIN, in_zone("America/New_York"), edited, told) == utc("2026-11-30T14:00")
    assert reschedule(BERLIN, in_zone("Asia/Tokyo"), edited, told) == utc("2026-11-30T00:00")


def test_after_a_catch_up_the_zone_may_change_without_a_repeat() -> None:
    """The stored due was weeks ago; what the catch-up covered reaches to this Monday."""
    late = MONDAY + timedelta(minutes=30)
    caught_up = decide_due(BERLIN, MONDAY - 4 * WEEK, late, MONDAY - 5 * WEEK)
    assert isinstance(caught_up, Due)
    again = reschedule(BERLIN, in_zone("America/New_York"), late + timedelta(minutes=1), caught_up.until)
    assert again == utc("2026-12-07T14:00")


def test_another_rhythm_begins_with_its_next_time() -> None:
    daily = parse_schedule("daily 18:00", "Europe/Berlin")
    assert reschedule(BERLIN, daily, MONDAY + timedelta(hours=1), MONDAY) == utc("2026-11-30T17:00")
    assert reschedule(BERLIN, parse_schedule("on change", "UTC"), MONDAY, MONDAY) is None


@given(timed, timed, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_an_edit_never_makes_something_due_at_once(old: Schedule, new: Schedule, now: datetime, ago: timedelta) -> None:
    due = reschedule(old, new, now, now - ago)
    assert due is not None
    assert due > now


@given(schedules, moments, st.lists(st.timedeltas(timedelta(days=-3), timedelta(days=40)), max_size=12))
def test_no_moment_is_told_twice_whatever_the_clock_does(
    schedule: Schedule, began: datetime, steps: list[timedelta]
) -> None:
    """However the clock walks or jumps: periods follow one another without a gap or an overlap."""
    now, covered, due = began, began, next_due(schedule, began)
    told: list[datetime] = []
    for step in steps:
        now += step
        decision = decide_due(schedule, due, now, covered)
        due = decision.next_due
        if isinstance(decision, Due):
            assert decision.since == covered <= decision.until
            covered = decision.until
            told += [decision.due_at] if decision.due_at else []
        assert due is None or due > covered
    assert told == sorted(set(told))
