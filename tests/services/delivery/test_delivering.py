"""What becomes of messages: refused, put off, unknown, handed over; and who may send."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.destinations import Destination
from bot.domain.outbox import DeliveryState, Manner
from bot.domain.sending import STUCK_AFTER, Pace
from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown, StoreReadOnly
from bot.ports import Store
from bot.replies.model import Message
from bot.services import delivering
from bot.services.delivering import LEASE, Sender
from bot.services.sending import Sending
from tests.fakes.clock import FixedClock
from tests.fakes.messenger import FakeMessenger
from tests.services.delivery.outbox import all_turns, queued, state, until
from tests.storage.samples import NOON, subscription

THERE = Destination("discord", "1", "11")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def sender(store: Store, messenger: FakeMessenger, clock: FixedClock) -> Sender:
    return sender_of(store, messenger, clock, "us")


def sender_of(store: Store, messenger: FakeMessenger, clock: FixedClock, holder: str) -> Sender:
    sending = Sending(store, messenger, clock, random.Random(1), Message)
    return Sender(sending, holder, pace=Pace(0, 0), tick=0.01)


async def test_parts_arrive_in_order_and_below_what_the_first_opened(
    store: Store, sender: Sender, messenger: FakeMessenger
) -> None:
    parts = await queued(store, subscription(), Manner.PARENT, Manner.IN_THREAD, Manner.IN_THREAD)
    await all_turns(sender)
    assert messenger.order == [each.id for each in parts]
    assert [messenger.posted[each.id].thread for each in parts] == [None, f"t-{parts[0].id}", f"t-{parts[0].id}"]


async def test_a_refusal_pauses_the_place_and_tells_whoever_subscribed_once(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock
) -> None:
    """Both subscriptions of the place pause, each creator hears of it once, and other places go on."""
    one, two = await queued(store, subscription(place="#papers"), Manner.PLAIN, Manner.PLAIN)
    await queued(store, subscription("s2"))
    (other,) = await queued(store, subscription("s3", THERE))
    messenger.troubles.append(DeliveryRefused("I may not post there.", "missing_permission"))
    await all_turns(sender)

    paused = [each.pause for each in await store.subscriptions(destination=one.destination)]
    assert [pause and (pause.code, pause.reason) for pause in paused] == [
        ("missing_permission", "I may not post there.")
    ] * 2
    ((person, reply),) = messenger.told
    assert person == "discord:42"
    assert isinstance(reply, Message)
    assert "#papers" in reply.text
    assert "I may not post there." in reply.text
    assert [each.command for each in reply.actions] == ["/digest resume s1", "/digest resume s2"]
    assert messenger.order == [other.id]

    clock.passes(timedelta(days=3))
    await all_turns(sender)
    assert len(messenger.told) == 1
    for each in await store.subscriptions(destination=one.destination):  # as /digest resume does
        assert await store.put_subscription(replace(each, pause=None), based_on=each)
    await all_turns(sender)
    assert messenger.order[1:3] == [one.id, two.id]
    assert not messenger.looked_for


async def test_whoever_cannot_be_told_is_told_to_operators(
    store: Store, sender: Sender, messenger: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    await queued(store, subscription())
    messenger.tellable = False
    messenger.troubles.append(DeliveryRefused("That place is gone.", "channel_gone"))
    await all_turns(sender)
    assert "subscriber.untold" in caplog.text


async def test_what_no_platform_would_take_is_given_up_and_holds_up_nothing(
    store: Store, sender: Sender, messenger: FakeMessenger
) -> None:
    one, two = await queued(store, subscription(), Manner.PLAIN, Manner.PLAIN)
    messenger.troubles.append(DeliveryRefused("Too large.", "too_large"))
    await all_turns(sender)
    assert (await state(store, one)).state is DeliveryState.DROPPED
    assert messenger.order == [two.id]
    assert not messenger.told


async def test_a_platform_that_asks_to_wait_is_obeyed(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock
) -> None:
    (one,) = await queued(store, subscription())
    messenger.troubles.append(DeliveryLater("Discord asks us to wait.", NOON + 50 * MINUTE))
    await all_turns(sender)
    waiting = await state(store, one)
    assert (waiting.state, waiting.failure) == (DeliveryState.QUEUED, "Discord asks us to wait.")
    assert waiting.due_at >= NOON + 50 * MINUTE
    clock.passes(52 * MINUTE)
    await all_turns(sender)
    assert messenger.order == [one.id]


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_unknown_outcome_is_repeated_while_the_platform_knows_it(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock, *, arrived: bool
) -> None:
    (one,) = await queued(store, subscription())
    messenger.troubles.append(DeliveryUnknown("No answer."))
    messenger.lost = {1} if arrived else set()
    await all_turns(sender)
    assert (await state(store, one)).state is DeliveryState.SENDING
    clock.passes(MINUTE)
    await all_turns(sender)
    assert (await state(store, one)).state is DeliveryState.SENT
    assert (messenger.order, messenger.looked_for, messenger.attempts) == ([one.id], [], 2)


@pytest.mark.parametrize("arrived", [True, False])
async def test_after_that_it_is_looked_for_and_posted_only_where_it_is_not(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock, *, arrived: bool
) -> None:
    (one,) = await queued(store, subscription())
    messenger.troubles.extend([DeliveryUnknown("No answer."), DeliveryUnknown("Nor now.")])
    messenger.lost = {2} if arrived else set()
    await all_turns(sender)
    clock.passes(MINUTE)
    await all_turns(sender)
    assert messenger.attempts == 2
    clock.passes(2 * MINUTE)  # since the first attempt, which may be the one that arrived
    await all_turns(sender)
    assert messenger.looked_for == [one.id]
    assert messenger.attempts == (2 if arrived else 3)
    assert messenger.order == [one.id]


async def test_a_post_of_a_forum_is_left_alone_until_nobody_can_be_making_it_any_more(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock
) -> None:
    (one,) = await queued(store, subscription(), Manner.FORUM)
    messenger.troubles.append(DeliveryUnknown("No answer."))
    messenger.lost = {1}
    await all_turns(sender)
    clock.passes(MINUTE / 2)
    await all_turns(sender)
    assert not messenger.looked_for
    clock.passes(MINUTE)
    await all_turns(sender)
    assert messenger.looked_for == [one.id]
    assert (await state(store, one)).sent
    assert messenger.attempts == 1


@pytest.mark.parametrize("error", [DeliveryRefused("No.", "archived"), DeliveryLater("Wait.")])
async def test_what_may_have_arrived_is_never_queued_as_if_it_had_not(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock, error: DeliveryRefused | DeliveryLater
) -> None:
    """The first attempt arrives unnoticed, the second is turned away: the message is still looked for later."""
    (one,) = await queued(store, subscription())
    messenger.troubles.extend([DeliveryUnknown("No answer."), error])
    messenger.lost = {1}
    await all_turns(sender)
    clock.passes(MINUTE)
    await all_turns(sender)
    assert (await state(store, one)).sending_since == NOON
    for each in await store.subscriptions():
        await store.put_subscription(replace(each, pause=None), based_on=each)
    clock.passes(timedelta(days=2))
    await all_turns(sender)
    assert messenger.looked_for == [one.id]
    assert messenger.attempts == 2
    assert (await state(store, one)).sent


async def test_operators_hear_of_a_message_that_goes_nowhere(
    store: Store, sender: Sender, messenger: FakeMessenger, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    await queued(store, subscription())
    messenger.troubles.extend([DeliveryLater("Discord cannot be reached.")] * (STUCK_AFTER + 1))
    for _ in range(STUCK_AFTER):
        await all_turns(sender)
        clock.passes(timedelta(hours=1))
    assert caplog.text.count("delivery.stuck") == 1


async def test_a_bug_with_one_message_stops_no_other(
    store: Store, sender: Sender, messenger: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    (bad,) = await queued(store, subscription())
    (good,) = await queued(store, subscription("s2", THERE))

    def read(payload: str) -> Message:
        assert bad.id not in payload
        return Message(payload)

    sender.sending = replace(sender.sending, read_payload=read)
    await all_turns(sender)
    assert messenger.order == [good.id]
    assert "delivery.failed" in caplog.text


async def test_one_process_sends_and_the_other_waits_until_it_is_handed_the_lease(
    store: Store, clock: FixedClock
) -> None:
    first, second = FakeMessenger(), FakeMessenger()
    (one,) = await queued(store, subscription())
    ours, theirs = sender_of(store, first, clock, "us"), sender_of(store, second, clock, "them")
    sending = asyncio.create_task(ours.send_forever())
    await until(lambda: one.id in first.posted)
    assert not await theirs.turn()
    sending.cancel()
    await asyncio.wait([sending])
    (two,) = await queued(store, subscription("s2"))
    await all_turns(theirs)
    assert (first.order, second.order) == ([one.id], [two.id])


async def test_a_process_that_falls_silent_is_succeeded_and_what_it_still_does_changes_nothing(
    store: Store, clock: FixedClock
) -> None:
    """The first posts and cannot say so in time; the second repeats what Discord knows; both confirm one message."""
    first = FakeMessenger(gate=asyncio.Event())
    (one,) = await queued(store, subscription())
    ours = sender_of(store, first, clock, "us")
    assert await ours.turn() == 1
    await until(lambda: first.attempts == 1)
    clock.passes(LEASE)
    second = FakeMessenger()
    theirs = sender_of(store, second, clock, "them")
    await all_turns(theirs)
    assert second.order == [one.id]
    assert first.gate
    first.gate.set()
    await ours.arrived()
    assert ours.lease is None
    assert (await state(store, one)).sent
    assert not await ours.turn()


async def test_stopping_lets_messages_on_their_way_arrive(store: Store, clock: FixedClock) -> None:
    messenger = FakeMessenger(gate=asyncio.Event())
    (one,) = await queued(store, subscription())
    sending = asyncio.create_task(sender_of(store, messenger, clock, "us").send_forever())
    await until(lambda: messenger.attempts == 1)
    sending.cancel()
    await asyncio.sleep(0)
    assert messenger.gate
    messenger.gate.set()
    await asyncio.wait([sending])
    assert (await state(store, one)).sent
    assert await store.take_lease("deliver:discord", "them", clock.now(), LEASE)


async def test_stopping_does_not_wait_for_ever(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "FAREWELL", 0.01)
    messenger = FakeMessenger(gate=asyncio.Event())
    (one,) = await queued(store, subscription())
    sending = asyncio.create_task(sender_of(store, messenger, clock, "us").send_forever())
    await until(lambda: messenger.attempts == 1)
    sending.cancel()
    await asyncio.wait([sending], timeout=5)
    assert sending.done()
    assert (await state(store, one)).state is DeliveryState.SENDING  # whoever comes next finds out


async def test_a_store_that_cannot_be_written_is_told_of_once(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*_: object) -> None:
        raise StoreReadOnly("The database cannot be written.")

    monkeypatch.setattr(sender.sending.store, "take_lease", refuse)
    caplog.set_level(logging.WARNING)
    for _ in range(3):
        assert not await sender.turn()
    assert caplog.text.count("outbox.unread") == 1


async def test_digests_of_other_platforms_are_left_to_who_serves_them(store: Store, sender: Sender) -> None:
    (there,) = await queued(store, subscription("s9", Destination("slack", "T1", "C1")))
    await all_turns(sender)
    assert (await state(store, there)).state is DeliveryState.QUEUED
