"""Explain why a destination was told of an entry, or why not: each stage of `bot.domain.tracing` in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.catalog import EntryRef
from bot.domain.digesting import asked_for
from bot.domain.outbox import Delivery, Fate, Outcome
from bot.domain.subscriptions import NewsKind, Subscription, news_kind
from bot.domain.tracing import Evidence, Stage, Step, explain_entry
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.replies.model import DigestPost, FactGroup, Facts
from bot.replies.moments import clock_time
from bot.replies.payload import PayloadError, from_payload
from bot.services.change_words import tell
from bot.services.news_words import news_kind_words

_STEPS = {
    Step.DETECTED: N_("Noticed on the list: {change}"),
    Step.SETTLING: N_("It is fresh: if nobody takes it back by then, it is news."),
    Step.TAKEN_BACK: N_("It was taken back before it had settled, so it never was news."),
    Step.SETTLED: N_("It settled and became news: {change}"),
    Step.BEFORE: N_("Not told: it is older than this subscription, which began then."),
    Step.WAITING: N_("It waits for the next digest. {outcome}"),
    Step.CONSIDERED: N_("Digest {digest} considered it. {outcome}"),
    Step.PASSED: N_("The period ended without a digest. {outcome}"),
    Step.QUEUED: N_("The message waits to be sent."),
    Step.SENDING: N_("The message is being sent; whether it arrived is not known yet."),
    Step.SENT: N_("The message was delivered."),
    Step.DROPPED: N_("The message was given up."),
    Step.PAUSED: N_("Nothing is sent: the subscription is paused. {reason}"),
}
_SETTLED_AS_SEEN = N_("It settled and became news.")
_TOLD_UNFILTERED = N_("It is told: this subscription asks for {kind}.")
_FATES = {
    Fate.TOLD: N_("It is told: this subscription asks for {kind}, and its filters let it through."),
    Fate.MORE: N_("It is behind “and more”: the digest shows {most} items at most."),
    Fate.FOLDED: N_("It is told together with another change of the same work."),
    Fate.UNDONE: N_("Not told: later changes took it back before the digest."),
    Fate.REPEATED: N_("Not told: the same work is told already, as {detail}."),
    Fate.EXPLAINED: N_("Not told by itself: a change to the sections says it."),
    Fate.LIST: N_("Not told: this subscription does not follow the list {list}."),
    Fate.KIND: N_("Not told: this subscription does not ask for {kind}."),
    Fate.FILTERED: N_("Not told: it does not meet the filter {detail}."),
    Fate.EXCLUDED: N_("Not told: it meets {detail}, which this subscription leaves out."),
}


def explanation(evidence: Evidence, title: str) -> Facts:
    """Return the whole way of an entry's news as a reply, with the moments in the subscription's own time zone."""
    stages = explain_entry(evidence)
    zone = evidence.subscription.zone
    rows = tuple(
        (_moment(stage.at, zone), sentence_of(stage, evidence.subscription, before))
        for stage, before in zip(stages, (None, *stages), strict=False)
    )
    notices = () if rows else (_("Nothing has happened to it since this bot follows the list."),)
    return Facts(title, (FactGroup("", rows),) if rows else (), notices)


def sentence_of(stage: Stage, subscription: Subscription, before: Stage | None = None) -> str:
    """Return one stage in words; what the stage *before* has said is not said again."""
    same = stage.step is Step.SETTLED and before is not None and before.change == stage.change
    sentence = _(
        _SETTLED_AS_SEEN if same else _STEPS[stage.step],
        change=tell(stage.change) if stage.change else "",
        digest=stage.digest_id,
        outcome=_outcome(stage, subscription),
        reason=subscription.pause.reason if subscription.pause else "",
    ).strip()
    failure = stage.delivery.failure if stage.delivery and stage.step is not Step.SENT else None
    return _("{before} {after}", before=sentence, after=failure) if failure else sentence


def _outcome(stage: Stage, subscription: Subscription) -> str:
    outcome = stage.outcome
    if outcome is None:
        return _("It is not known what becomes of it.")
    filtered = subscription.include or subscription.exclude
    return _(
        _TOLD_UNFILTERED if outcome.fate is Fate.TOLD and not filtered else _FATES[outcome.fate],
        kind=news_kind_words(_kind(stage, outcome, subscription)),
        most=subscription.most,
        detail=outcome.detail,
        list=outcome.ref.list_name if outcome.ref else "",
    )


def _kind(stage: Stage, outcome: Outcome, subscription: Subscription) -> NewsKind:
    if outcome.fate is Fate.KIND and outcome.detail in set(NewsKind):
        return NewsKind(outcome.detail)
    if stage.change is None:
        return NewsKind.ADDED
    asked = asked_for(stage.change, subscription.kinds)
    return asked[0] if asked else news_kind(stage.change)


def _moment(at: datetime | None, zone: str) -> str:
    return clock_time(at, zone) if at else "–"


def telling(deliveries: Iterable[Delivery], ref: EntryRef) -> tuple[Delivery, ...]:
    """Return those messages that tell of an entry; of a digest that names it nowhere, all of its messages."""
    every = tuple(deliveries)
    holding = [delivery for delivery in every if _tells(delivery, ref)]
    named = {delivery.digest_id for delivery in holding}
    return tuple(each for each in every if each in holding or each.digest_id not in named)


def _tells(delivery: Delivery, ref: EntryRef) -> bool:
    try:
        reply = from_payload(delivery.payload)
    except PayloadError:
        return False
    return isinstance(reply, DigestPost) and any(
        entry.line.ref == ref for group in reply.groups for entry in group.entries
    )
