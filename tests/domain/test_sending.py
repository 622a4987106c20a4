"""Decisions on the way of a message: what to do first, when again, how fast, where after what went before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DeliveryState, Manner, SentMessage
from bot.domain.sending import (
    CALL_IS_OVER,
    FIRST_WAIT,
    LONGEST_WAIT,
    Pace,
    Step,
    first_step,
    next_attempt,
    pause_after,
    placed,
)
from bot.errors import DeliveryRefused

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUEUED = Delivery("d-0", "d", "s", Destination("discord", "1", "2"), 0, Manner.PLAIN, "{}", NOW)
KNOWN = timedelta(minutes=2)
SECOND = timedelta(seconds=1)


def sending(ago: timedelta) -> Delivery:
    return replace(QUEUED, state=DeliveryState.SENDING, sending_since=NOW - ago)


def test_what_was_not_begun_is_posted() -> None:
    assert first_step(QUEUED, timedelta(0), NOW) is Step.POST


@pytest.mark.parametrize(
    ("ago", "recognised", "step"),
    [
        (timedelta(0), KNOWN, Step.POST),
        (KNOWN, KNOWN, Step.POST),
        (KNOWN + SECOND, KNOWN, Step.LOOK),
        (timedelta(days=30), KNOWN, Step.LOOK),
        (SECOND, timedelta(0), Step.WAIT),
        (CALL_IS_OVER, timedelta(0), Step.LOOK),
        (-SECOND, KNOWN, Step.LOOK),  # the clock was set back
        (-SECOND, timedelta(0), Step.LOOK),
    ],
)
def test_what_may_have_arrived_is_repeated_only_while_the_platform_knows_it_again(
    ago: timedelta, recognised: timedelta, step: Step
) -> None:
    assert first_step(sending(ago), recognised, NOW) is step


@given(st.integers(0, 10_000), st.none() | st.integers(-100_000, 1_000_000), st.integers(0, 9))
def test_the_next_attempt_is_soon_enough_late_enough_and_when_it_was_asked_for(
    attempts: int, asked_in: int | None, seed: int
) -> None:
    asked = None if asked_in is None else NOW + timedelta(seconds=asked_in)
    at = next_attempt(attempts, asked, NOW, Random(seed))
    assert NOW + FIRST_WAIT / 2 <= at <= NOW + max(LONGEST_WAIT, timedelta(days=1) + SECOND)
    if asked and asked <= NOW + timedelta(days=1):
        assert at >= asked
    if asked is None:
        assert at <= NOW + LONGEST_WAIT


def test_waits_grow() -> None:
    waits = [next_attempt(n, None, NOW, Random(1)) - NOW for n in (1, 4, 8, 12, 99)]
    assert waits == sorted(waits)
    assert waits[0] < timedelta(seconds=3)
    assert waits[-1] >= LONGEST_WAIT / 2


def test_a_refusal_is_a_pause_with_its_reason_until_somebody_resumes() -> None:
    pause = pause_after(DeliveryRefused("That channel is gone.", "channel_gone"), NOW)
    assert (pause.code, pause.reason, pause.at, pause.until) == ("channel_gone", "That channel is gone.", NOW, None)


def part(number: int, manner: Manner, thread: str | None = None, *, dropped: bool = False) -> Delivery:
    state = DeliveryState.DROPPED if dropped else DeliveryState.SENT
    sent = None if dropped else SentMessage(str(number), thread)
    return replace(QUEUED, id=f"d-{number}", part=number, manner=manner, state=state, sent=sent)


def test_items_stand_in_the_thread_that_the_first_part_opened() -> None:
    item = part(2, Manner.IN_THREAD)
    assert placed(item, (part(0, Manner.PARENT, "77"), part(1, Manner.IN_THREAD))) == (Manner.IN_THREAD, "77")
    assert placed(part(0, Manner.PARENT), ()) == (Manner.PARENT, None)


def test_where_the_first_part_was_given_up_the_next_takes_its_place() -> None:
    item = part(1, Manner.IN_THREAD)
    assert placed(item, (part(0, Manner.FORUM, dropped=True),)) == (Manner.FORUM, None)
    assert placed(item, (part(0, Manner.PARENT, dropped=True),)) == (Manner.PARENT, None)
    later = placed(part(2, Manner.IN_THREAD), (part(0, Manner.FORUM, dropped=True), part(1, Manner.IN_THREAD, "78")))
    assert later == (Manner.IN_THREAD, "78")
    assert placed(item, ()) == (Manner.PLAIN, None)


def test_one_destination_waits_for_itself_and_hardly_for_others() -> None:
    pace = Pace(apart=1.0, gap=0.1)
    assert [round(pace.wait(key, 0.0), 3) for key in ("a", "a", "b", "a", "c")] == [0.0, 1.0, 0.2, 2.0, 0.4]
    assert pace.wait("a", 60.0) == 0.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 2)), max_size=40))
def test_messages_to_one_destination_are_never_closer_than_promised(asked: list[tuple[str, float]]) -> None:
    pace, now = Pace(apart=1.0, gap=0.05), 0.0
    turns: dict[str, list[float]] = {}
    for key, passed in asked:
        now += passed
        wait = pace.wait(key, now)
        assert wait >= 0
        turns.setdefault(key, []).append(now + wait)
    for times in turns.values():
        assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in pairwise(times))
