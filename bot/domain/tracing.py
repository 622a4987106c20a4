"""Trace what happened to the news of one entry on its way to one destination: every stage, in order, with its reason.

Pure and wordless; the sentences are in `bot.services.explaining`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.catalog import EntryRef
from bot.domain.changes import Change
from bot.domain.outbox import Delivery, DeliveryState, DigestRecord, Fate, NumberedNews, Outcome
from bot.domain.settling import DEFAULT_SETTLE, LoggedChange
from bot.domain.subscriptions import Subscription


class Step(StrEnum):
    """Where a piece of news is on its way.

    `detected` in the list; `settling`: it may still be taken back; `taken_back` before it had settled; `settled`, as
    what it came to.  Then either it is from `before` the subscription, or it is `considered` (its fate says what
    became of it), or `waiting` for the next digest (its fate says what would), or it was passed over in a period that
    told nothing (`passed`).  What is told is then `queued`, `sending`, `sent` or `dropped`, or held by a pause
    (`paused`).
    """

    DETECTED = "detected"
    SETTLING = "settling"
    TAKEN_BACK = "taken_back"
    SETTLED = "settled"
    BEFORE = "before"
    WAITING = "waiting"
    CONSIDERED = "considered"
    PASSED = "passed"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: when it was, or is to be (`at`, UTC; None where that is not known), and what it was about."""

    step: Step
    at: datetime | None = None
    change: Change | None = None
    outcome: Outcome | None = None
    digest_id: str = ""
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one entry and one subscription.

    - `log` and `news` are the entry's; `unsettled` are the numbers of the logged changes that are no news yet.
    - `digests` are the subscription's, `deliveries` those of their messages that told of the entry.
    - `foreseen` is what would become of news that no digest has considered, by number.
    """

    ref: EntryRef
    subscription: Subscription
    log: Sequence[LoggedChange] = ()
    unsettled: frozenset[int] = frozenset()
    news: Sequence[NumberedNews] = ()
    digests: Sequence[DigestRecord] = ()
    deliveries: Sequence[Delivery] = ()
    foreseen: Mapping[int, Outcome] = field(default_factory=dict)
    settle: timedelta = DEFAULT_SETTLE


def explain_entry(evidence: Evidence) -> tuple[Stage, ...]:
    """Return every stage of an entry's news, oldest news first; nothing for an entry to which nothing happened."""
    stages: list[Stage] = []
    in_news = {number for piece in evidence.news for number in piece.changes}
    by_number = {logged.number: logged for logged in evidence.log}
    for logged in sorted(evidence.log, key=lambda each: each.number):
        if logged.number not in in_news and logged.number not in evidence.unsettled:
            stages += [_detected(logged), Stage(Step.TAKEN_BACK, logged.recorded_at + evidence.settle, logged.change)]
    for piece in sorted(evidence.news, key=lambda each: each.number):
        stages += [_detected(by_number[number]) for number in piece.changes if number in by_number]
        stages.append(Stage(Step.SETTLED, piece.news.settled_at, piece.news.change))
        stages += _verdict(piece, evidence)
    stages += _settling(evidence)
    return tuple(stages)


def _detected(logged: LoggedChange) -> Stage:
    return Stage(Step.DETECTED, logged.recorded_at, logged.change)


def _settling(evidence: Evidence) -> Iterator[Stage]:
    """Yield what is no news yet; it settles with the first change of its window."""
    closes: datetime | None = None
    for logged in sorted(evidence.log, key=lambda each: each.number):
        if logged.number in evidence.unsettled:
            if closes is None or logged.recorded_at >= closes:
                closes = logged.recorded_at + evidence.settle
            yield _detected(logged)
            yield Stage(Step.SETTLING, closes, logged.change)


def _verdict(piece: NumberedNews, evidence: Evidence) -> Iterator[Stage]:
    """Yield what became of a piece of news, and of the messages that tell it."""
    record = next((each for each in evidence.digests if each.after < piece.number <= each.upto), None)
    foreseen = evidence.foreseen.get(piece.number)
    subscription = evidence.subscription
    if record is not None:
        outcome = next((each for each in record.outcomes if each.number == piece.number), None)
        yield Stage(Step.CONSIDERED, record.composed_at, piece.news.change, outcome, record.id)
        if outcome is None or outcome.fate in (Fate.TOLD, Fate.MORE, Fate.FOLDED):
            yield from _messages(record, evidence)
    elif piece.number > subscription.cursor:
        yield Stage(Step.WAITING, subscription.due_at, piece.news.change, foreseen)
        if subscription.pause:
            yield Stage(Step.PAUSED, subscription.pause.at)
    elif piece.news.settled_at <= subscription.created_at:
        yield Stage(Step.BEFORE, subscription.created_at, piece.news.change)
    else:
        yield Stage(Step.PASSED, subscription.covered, piece.news.change, foreseen)


def _messages(record: DigestRecord, evidence: Evidence) -> Iterator[Stage]:
    for delivery in sorted(evidence.deliveries, key=lambda each: each.part):
        if delivery.digest_id != record.id:
            continue
        step, at = _progress(delivery)
        yield Stage(step, at, digest_id=record.id, delivery=delivery)
        if evidence.subscription.pause and step in (Step.QUEUED, Step.SENDING):
            yield Stage(Step.PAUSED, evidence.subscription.pause.at)


def _progress(delivery: Delivery) -> tuple[Step, datetime | None]:
    match delivery.state:
        case DeliveryState.QUEUED:
            return Step.QUEUED, delivery.due_at
        case DeliveryState.SENDING:
            return Step.SENDING, delivery.sending_since
        case DeliveryState.SENT:
            return Step.SENT, delivery.sent_at
        case DeliveryState.DROPPED:
            return Step.DROPPED, None
