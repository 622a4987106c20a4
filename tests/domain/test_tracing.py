"""Whatever happened to an entry, every stage on its way to a destination is named, and each piece of news ends once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.outbox import Delivery, DeliveryState, DigestRecord, Fate, Manner, NumberedNews, Outcome
from bot.domain.settling import LoggedChange, News
from bot.domain.subscriptions import ASKED, Pause, Subscription
from bot.domain.tracing import Evidence, Step, explain_entry
from tests.domain.digesting.made import THEN, added, coded, subscription

REF = EntryRef("main", "poet")
HOUR = timedelta(hours=1)
BEGUN = replace(subscription(), created_at=THEN, covered=THEN + 9 * HOUR, cursor=5, due_at=THEN + 99 * HOUR)


def logged(number: int, hours: int = 0) -> LoggedChange:
    return LoggedChange(number, "main", THEN + hours * HOUR, added("poet"))


def piece(number: int, *changes: int, hours: int = 1) -> NumberedNews:
    return NumberedNews(number, News("main", THEN + hours * HOUR, coded("poet")), changes)


def record(fate: Fate | None, number: int = 3) -> DigestRecord:
    outcomes = (Outcome(number, REF, fate),) if fate else ()
    return DigestRecord("d1", "s1", BEGUN.destination, 0, 5, THEN, THEN + HOUR, THEN + 2 * HOUR, outcomes)


def delivery(state: DeliveryState, part: int = 0, at: datetime = THEN) -> Delivery:
    return Delivery(f"d1-{part}", "d1", "s1", BEGUN.destination, part, Manner.PLAIN, "{}", at, state=state,
                    sent_at=at if state is DeliveryState.SENT else None)  # fmt: skip


def steps(**evidence: object) -> list[str]:
    known = {"ref": REF, "subscription": BEGUN, **evidence}
    return [stage.step.value for stage in explain_entry(Evidence(**known))]  # type: ignore[arg-type]


def test_an_entry_to_which_nothing_happened_has_no_stages() -> None:
    assert steps() == []


def test_what_is_fresh_settles_with_the_first_change_of_its_window() -> None:
    evidence = Evidence(REF, BEGUN, log=(logged(1), logged(2)), unsettled=frozenset({1, 2}))
    stages = explain_entry(evidence)
    assert [stage.step for stage in stages] == [Step.DETECTED, Step.SETTLING] * 2
    assert {stage.at for stage in stages if stage.step is Step.SETTLING} == {THEN + HOUR}


def test_what_settled_to_nothing_was_taken_back() -> None:
    assert steps(log=(logged(1),)) == ["detected", "taken_back"]


def test_what_was_told_is_followed_to_its_message() -> None:
    found = steps(
        log=(logged(1),), news=(piece(3, 1),), digests=(record(Fate.TOLD),), deliveries=(delivery(DeliveryState.SENT),)
    )
    assert found == ["detected", "settled", "considered", "sent"]


def test_a_message_on_its_way_says_how_far_it_is_and_what_keeps_it() -> None:
    paused = replace(BEGUN, pause=Pause(ASKED, "Asked for.", THEN))
    for state, step in ((DeliveryState.QUEUED, "queued"), (DeliveryState.SENDING, "sending")):
        evidence = {"news": (piece(3),), "digests": (record(Fate.MORE),), "deliveries": (delivery(state),)}
        assert steps(**evidence) == ["settled", "considered", step]
        assert steps(**evidence, subscription=paused) == ["settled", "considered", step, "paused"]
    dropped = (delivery(DeliveryState.DROPPED),)
    assert steps(news=(piece(3),), digests=(record(Fate.TOLD),), deliveries=dropped)[-1] == "dropped"


def test_what_was_withheld_has_no_message() -> None:
    found = steps(news=(piece(3),), digests=(record(Fate.FILTERED),), deliveries=(delivery(DeliveryState.SENT),))
    assert found == ["settled", "considered"]


def test_news_without_a_digest_are_older_or_passed_over_or_wait() -> None:
    assert steps(news=(piece(3, hours=0),)) == ["settled", "before"]
    assert steps(news=(piece(3),)) == ["settled", "passed"]
    waiting = explain_entry(Evidence(REF, BEGUN, news=(piece(6),), foreseen={6: Outcome(6, REF, Fate.KIND)}))
    assert [stage.step for stage in waiting] == [Step.SETTLED, Step.WAITING]
    assert (waiting[1].at, waiting[1].outcome) == (BEGUN.due_at, Outcome(6, REF, Fate.KIND))


chosen = st.builds(
    lambda cursor, paused: replace(BEGUN, cursor=cursor, pause=Pause(ASKED, "", THEN) if paused else None),
    st.integers(0, 8),
    st.booleans(),
)


@given(
    chosen,
    st.sets(st.integers(1, 8)),
    st.sampled_from([None, *Fate]),
    st.lists(st.sampled_from(DeliveryState), max_size=2),
)
def test_each_piece_of_news_has_exactly_one_verdict(
    order: Subscription, numbers: set[int], fate: Fate | None, states: list[DeliveryState]
) -> None:
    news = [piece(number, hours=number - 3) for number in numbers]
    digests = (record(fate, min(numbers)),) if numbers else ()
    deliveries = [delivery(state, part) for part, state in enumerate(states)]
    stages = explain_entry(Evidence(REF, order, news=news, digests=digests, deliveries=deliveries))
    verdicts = (Step.CONSIDERED, Step.BEFORE, Step.WAITING, Step.PASSED)
    assert sum(stage.step in verdicts for stage in stages) == len(numbers)
