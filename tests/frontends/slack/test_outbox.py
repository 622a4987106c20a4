"""The outbox and Slack together: what was answered arrives once; what was not is told, never sent twice on a guess."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.destinations import Destination
from bot.domain.outbox import DeliveryState, Manner
from bot.domain.sending import Pace as SendingPace
from bot.frontends.slack.calling import Pace, opened_slack
from bot.frontends.slack.delivery import SlackMessenger
from bot.frontends.slack.installing import Installed, OneWorkspace
from bot.ports import Store
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.sending import Sending
from tests.fakes.clock import FixedClock
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.faults import Fault, cut, failing, rate_limited, refusing, unheard
from tests.services.conftest import empty_database, store
from tests.services.delivery.conftest import clock
from tests.services.delivery.outbox import all_turns, queued, state
from tests.storage.samples import subscription

__all__ = ["clock", "empty_database", "store"]

POST = "chat.postMessage"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def sender(slack: LoopbackSlack, store: Store, clock: FixedClock) -> AsyncIterator[Sender]:
    async def at_once(_seconds: float) -> None:
        return None

    one = OneWorkspace(Installed(slack.team.id, slack.token, slack.team.bot.id, slack.team.bot_id))
    async with opened_slack(one, Pace(lambda: 0.0, at_once), slack.api) as way:
        sending = Sending(store, SlackMessenger(way, clock.now), clock, random.Random(1), from_payload)
        yield Sender(sending, "us", pace=SendingPace(0, 0), tick=0.01)


def here(slack: LoopbackSlack) -> Destination:
    return Destination("slack", slack.team.id, slack.channel.id)


async def test_a_digest_in_parts_hangs_on_its_first_message(slack: LoopbackSlack, store: Store, sender: Sender) -> None:
    manners = (Manner.PARENT, Manner.IN_THREAD, Manner.IN_THREAD)
    parts = await queued(store, subscription("s1", here(slack)), *manners)
    await all_turns(sender)
    first, *others = slack.messages
    assert [each.id in message.words for each, message in zip(parts, slack.messages, strict=True)] == [True] * 3
    assert first.thread_ts is None
    assert {each.thread_ts for each in others} == {first.ts}
    assert {(await state(store, each)).state for each in parts} == {DeliveryState.SENT}


@pytest.mark.parametrize(
    ("fault", "arrived"), [(cut(), False), (unheard(), True), (failing(502), False), (refusing("fatal_error"), False)]
)
async def test_an_outcome_that_nobody_knows_is_told_once_and_the_next_part_goes_on(
    slack: LoopbackSlack, store: Store, sender: Sender, clock: FixedClock, fault: Fault, arrived: bool
) -> None:
    one, two = await queued(store, subscription("s1", here(slack)), Manner.PLAIN, Manner.PLAIN)
    slack.trouble(POST, fault)
    await all_turns(sender)
    assert (await state(store, one)).state is DeliveryState.SENDING
    for _look in range(3):
        clock.passes(2 * MINUTE)
        await all_turns(sender)
    told = [each.words for each in slack.messages]
    assert [one.id in each for each in told] == ([True] if arrived else []) + [False, False]
    assert len([each for each in told if "not sent twice" in each]) == 1
    assert len([each for each in told if two.id in each]) == 1
    dropped = await state(store, one)
    assert dropped.state is DeliveryState.DROPPED
    assert dropped.failure
    assert "not sent twice" in dropped.failure


async def test_an_operator_may_send_it_again(
    slack: LoopbackSlack, store: Store, sender: Sender, clock: FixedClock
) -> None:
    (one,) = await queued(store, subscription("s1", here(slack)))
    slack.trouble(POST, cut())
    await all_turns(sender)
    clock.passes(2 * MINUTE)
    await all_turns(sender)
    assert await store.retry_delivery(one.id, clock.now())
    await all_turns(sender)
    assert [one.id in each.words for each in slack.messages] == [False, True]


async def test_too_soon_and_closed_places_are_no_unknown_outcomes(
    slack: LoopbackSlack, store: Store, sender: Sender, clock: FixedClock
) -> None:
    (one,) = await queued(store, subscription("s1", here(slack)))
    slack.trouble(POST, rate_limited(30))
    await all_turns(sender)
    assert not slack.messages
    clock.passes(MINUTE)
    await all_turns(sender)
    assert [one.id in each.words for each in slack.messages] == [True]


async def test_an_archived_channel_pauses_and_whoever_subscribed_is_told_directly(
    slack: LoopbackSlack, store: Store, sender: Sender
) -> None:
    creator = f"slack:{slack.team.id}.{slack.user.id}"
    await queued(store, subscription("s1", here(slack), creator=creator, place="#papers"))
    slack.channel.refuses = "is_archived"
    await all_turns(sender)
    (told,) = slack.messages
    assert told.channel.person is slack.user
    assert "archived" in told.words
    (paused,) = await store.subscriptions()
    assert paused.pause
    assert paused.pause.code == "archived"
