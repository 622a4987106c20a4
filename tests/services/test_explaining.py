"""The way of an entry's news in sentences that name the exact reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.outbox import DeliveryState, Fate, NumberedNews, Outcome
from bot.domain.settling import News
from bot.domain.subscriptions import ASKED, NewsKind, Pause
from bot.domain.tracing import Evidence
from bot.replies.payload import to_payload
from bot.services.explaining import explanation, telling
from tests.domain.digesting.made import THEN, edited
from tests.domain.test_tracing import BEGUN, HOUR, REF, delivery, logged, piece, record
from tests.replies.samples import DIGEST, POET


def said(evidence: Evidence) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for at, told in (row for group in explanation(evidence, "POET").groups for row in group.rows):
        assert isinstance(told, str)
        found.append((at, told))
    return found


def test_the_whole_way_of_what_was_delivered() -> None:
    evidence = Evidence(
        REF,
        replace(BEGUN, zone="Europe/Berlin"),
        log=(logged(1),),
        news=(piece(3, 1),),
        digests=(record(Fate.TOLD),),
        deliveries=(delivery(DeliveryState.SENT, at=THEN + 3 * HOUR),),
    )
    assert [sentence for _at, sentence in said(evidence)] == [
        "Noticed on the list: New in *Papers / 1. Weeds*: The poet of all gardens",
        "It settled and became news: The poet of all gardens gained code.",
        "Digest d1 considered it. It is told: this subscription asks for works that gained code.",
        "The message was delivered.",
    ]
    at, _sentence = said(evidence)[0]
    assert at == "Nov 16, 2026 10:00"


def test_nothing_is_said_twice_and_filters_only_where_there_are_some() -> None:
    news = replace(piece(3, 1), news=replace(piece(3, 1).news, change=logged(1).change))
    evidence = Evidence(REF, replace(BEGUN, include=("npu",)), (logged(1),), frozenset(), (news,), (record(Fate.TOLD),))
    _noticed, (_at, settled), (_then, told) = said(evidence)[:3]
    assert settled == "It settled and became news."
    assert told.endswith("It is told: this subscription asks for new works, and its filters let it through.")


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (Outcome(3, REF, Fate.MORE), "It is behind “and more”: the digest shows 10 items at most."),
        (Outcome(3, REF, Fate.FOLDED), "It is told together with another change of the same work."),
        (Outcome(3, REF, Fate.UNDONE), "Not told: later changes took it back before the digest."),
        (Outcome(3, REF, Fate.REPEATED, "other/x"), "Not told: the same work is told already, as other/x."),
        (Outcome(3, REF, Fate.EXPLAINED), "Not told by itself: a change to the sections says it."),
        (Outcome(3, REF, Fate.LIST), "Not told: this subscription does not follow the list main."),
        (Outcome(3, REF, Fate.KIND, NewsKind.MOVED), "Not told: this subscription does not ask for works that moved."),
        (Outcome(3, REF, Fate.FILTERED, "llm"), "Not told: it does not meet the filter llm."),
        (Outcome(3, REF, Fate.EXCLUDED, "audio"), "Not told: it meets audio, which this subscription leaves out."),
    ],
)
def test_what_was_withheld_has_its_exact_reason(outcome: Outcome, ending: str) -> None:
    digest = replace(record(None), outcomes=(outcome,))
    (_settled, (_at, sentence)) = said(Evidence(REF, BEGUN, news=(piece(3),), digests=(digest,)))
    assert sentence == f"Digest d1 considered it. {ending}"


def test_what_waits_says_what_would_become_of_it_and_what_keeps_it() -> None:
    paused = replace(BEGUN, pause=Pause(ASKED, "Bob asked for it.", THEN))
    evidence = Evidence(REF, paused, news=(piece(6),), foreseen={6: Outcome(6, REF, Fate.FILTERED, "llm")})
    assert [sentence for _at, sentence in said(evidence)][1:] == [
        "It waits for the next digest. Not told: it does not meet the filter llm.",
        "Nothing is sent: the subscription is paused. Bob asked for it.",
    ]


def test_a_message_that_failed_says_why() -> None:
    failed = replace(delivery(DeliveryState.QUEUED), failure="Discord is down.")
    evidence = Evidence(REF, BEGUN, news=(piece(3),), digests=(record(Fate.TOLD),), deliveries=(failed,))
    assert said(evidence)[-1][1] == "The message waits to be sent. Discord is down."


def test_the_kind_that_is_named_is_the_one_that_was_asked_for() -> None:
    both = edited("poet", ("venue", "arXiv", "ICML"), ("link:code", "", "https://github.com/x/y"))
    news = NumberedNews(3, News("main", THEN + HOUR, both))
    only_code = replace(BEGUN, kinds=frozenset({NewsKind.CODE}))
    told = said(Evidence(REF, only_code, news=(news,), digests=(record(Fate.TOLD),)))
    assert "asks for works that gained code" in told[-1][1]


def test_nothing_happened_is_said() -> None:
    reply = explanation(Evidence(REF, BEGUN), "POET")
    assert (reply.groups, reply.notices) == ((), ("Nothing has happened to it since this bot follows the list.",))


def test_only_the_part_that_shows_the_work_is_followed() -> None:
    first, second, broken = (delivery(DeliveryState.SENT, part) for part in range(3))
    shows = replace(first, payload=to_payload(DIGEST))
    hides = replace(second, payload=to_payload(replace(DIGEST, groups=())))
    assert telling((shows, hides, broken), POET.ref) == (shows,)
    assert telling((hides, broken), POET.ref) == (hides, broken)
