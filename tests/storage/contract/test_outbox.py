"""What `OutboxStore` promises, on every database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DeliveryState, Fate, Outcome, SentMessage
from bot.domain.subscriptions import ASKED, Pause, Subscription
from bot.ports import DigestWrite, Lease, Store
from tests.storage.samples import HERE, NOON, digest, later, subscription

HOUR = timedelta(hours=1)
THERE = Destination("discord", "1", "11")
SENT = SentMessage("900", "901", "https://example.org/900")
PAUSE = Pause("missing_permission", "The bot may not write there.", NOON)
A, B = EntryRef("main", "a"), EntryRef("main", "b")


async def queued(store: Store, subscribed: Subscription, *outcomes: Outcome, parts: int = 1) -> tuple[Delivery, ...]:
    """Subscribe, and queue a digest."""
    await store.put_subscription(subscribed)
    write = digest(subscribed, *outcomes, parts=parts)
    assert await store.write_digests([write])
    return write.deliveries


async def lease_of(store: Store, holder: str = "us") -> Lease:
    lease = await store.take_lease("sending", holder, NOON, HOUR)
    assert lease
    return lease


async def ready(store: Store, hour: int = 0, limit: int = 10) -> list[str]:
    return ids(await store.ready_deliveries(later(hour), limit))


def ids(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.id for delivery in deliveries]


async def state(store: Store, delivery: Delivery) -> Delivery:
    found = await store.delivery(delivery.id)
    assert found
    return found


async def test_a_lease_has_one_holder_who_may_renew_it(store: Store) -> None:
    first = await store.take_lease("sending", "us", NOON, HOUR)

    assert first == Lease("sending", "us", 1, later(1))
    assert await store.take_lease("sending", "them", later(1) - timedelta(seconds=1), HOUR) is None
    assert await store.take_lease("sending", "us", NOON + HOUR / 2, HOUR) == Lease(
        "sending", "us", 1, NOON + 1.5 * HOUR
    )
    assert await store.take_lease("settling", "them", NOON, HOUR) == Lease("settling", "them", 1, later(1))


async def test_a_lease_that_ran_out_goes_to_the_next_with_a_new_epoch(store: Store) -> None:
    await store.take_lease("sending", "us", NOON, HOUR)

    assert await store.take_lease("sending", "them", later(1), HOUR) == Lease("sending", "them", 2, later(2))
    assert await store.take_lease("sending", "us", later(2), HOUR) == Lease("sending", "us", 3, later(3))


async def test_a_lease_that_is_given_back_is_free_at_once_and_still_fences(store: Store) -> None:
    first = await lease_of(store)
    await store.drop_lease(first)

    assert await store.take_lease("sending", "them", NOON, HOUR) == Lease("sending", "them", 2, later(1))
    await store.drop_lease(first)  # ours no more to give
    assert await store.take_lease("sending", "us", NOON, HOUR) is None


async def test_of_a_digest_only_the_first_part_that_is_not_sent_is_ready(store: Store) -> None:
    one, two, three = await queued(store, subscription(), parts=3)
    lease = await lease_of(store)
    assert await ready(store) == [one.id]

    assert await store.finish_sending(one, lease, SENT, NOON)
    assert await ready(store) == [two.id]
    await store.drop_delivery(two.id, "too long")
    assert await ready(store) == [three.id]


async def test_parts_come_in_the_order_of_their_numbers_beyond_ten(store: Store) -> None:
    parts = await queued(store, subscription(), parts=12)
    lease = await lease_of(store)
    order = []
    while found := await store.ready_deliveries(NOON, 10):
        order += ids(found)
        await store.finish_sending(found[0], lease, SENT, NOON)

    assert order == ids(parts)


async def test_each_destination_has_a_queue_of_its_own_oldest_digest_first(store: Store) -> None:
    (first,) = await queued(store, subscription("s1"))
    (second,) = await queued(store, subscription("s2"))
    (other,) = await queued(store, subscription("s3", THERE, due_at=later(-1)))

    assert await ready(store) == [other.id, first.id]
    assert await ready(store, limit=1) == [other.id]
    await store.finish_sending(first, await lease_of(store), SENT, NOON)
    assert await ready(store) == [other.id, second.id]


async def test_digests_that_are_written_together_come_in_the_order_of_writing(store: Store) -> None:
    writes = [digest(subscription())]
    for _ in range(8):
        writes.append(digest(writes[-1].after, parts=2, upto=writes[-1].after.cursor + 1))
    shuffled = [replace(write, deliveries=write.deliveries[::-1]) for write in writes]
    await store.put_subscription(subscription())
    await store.write_digests(shuffled)
    lease = await lease_of(store)
    order = []
    while found := await store.ready_deliveries(later(999), 10):
        order += ids(found)
        await store.finish_sending(found[0], lease, SENT, NOON)

    assert order == [each.id for write in writes for each in write.deliveries]


async def test_what_is_put_off_holds_back_its_destination_and_no_other(store: Store) -> None:
    (first,) = await queued(store, subscription("s1"))
    await queued(store, subscription("s2"))
    (other,) = await queued(store, subscription("s3", THERE))
    lease = await lease_of(store)
    assert await store.begin_sending(first, lease, NOON)
    assert await store.put_off(first, lease, later(2), "Discord asked us to wait.")

    assert await ready(store, 1) == [other.id]
    assert await ready(store, 2) == [other.id, first.id]
    assert await state(store, first) == replace(first, attempts=1, due_at=later(2), failure="Discord asked us to wait.")


async def test_what_is_paused_is_not_ready_and_holds_nobody_back(store: Store) -> None:
    paused = subscription("s1", pause=Pause(ASKED, "Asked.", NOON, later(2)))
    (first,) = await queued(store, paused)
    (second,) = await queued(store, subscription("s2"))

    assert await ready(store, 1) == [second.id]
    assert await ready(store, 2) == [first.id]


async def test_an_attempt_is_counted_and_seen_while_its_outcome_is_unknown(store: Store) -> None:
    (one,) = await queued(store, subscription())
    lease = await lease_of(store)

    assert await store.begin_sending(one, lease, NOON)
    sending = replace(one, state=DeliveryState.SENDING, attempts=1, sending_since=NOON)
    assert await state(store, one) == sending
    assert await store.ready_deliveries(NOON, 10) == (sending,)
    assert await store.begin_sending(sending, lease, later(0) + HOUR / 2)  # it was looked for and had not arrived
    assert (await state(store, one)).attempts == 2


async def test_an_attempt_begins_only_on_what_is_as_we_know_it(store: Store) -> None:
    one, two, three = await queued(store, subscription(), parts=3)
    lease = await lease_of(store)
    assert await store.begin_sending(one, lease, NOON)

    assert not await store.begin_sending(one, lease, NOON)  # somebody did already
    await store.finish_sending(two, lease, SENT, NOON)
    assert not await store.begin_sending(two, lease, NOON)
    await store.drop_delivery(three.id, "unwanted")
    assert not await store.begin_sending(three, lease, NOON)


async def test_whoever_lost_the_lease_begins_nothing_and_puts_nothing_off(store: Store) -> None:
    (one,) = await queued(store, subscription())
    ours = await lease_of(store)
    assert not await store.begin_sending(one, ours, later(1))  # it ran out, though nobody took it
    theirs = await store.take_lease("sending", "them", later(1), HOUR)

    assert not await store.begin_sending(one, ours, NOON)
    assert not await store.put_off(one, ours, later(9), "late")
    assert await state(store, one) == one
    assert theirs
    assert await store.begin_sending(one, theirs, later(1))


async def test_what_was_sent_is_recorded_also_by_whoever_lost_the_lease(store: Store) -> None:
    (one,) = await queued(store, subscription())
    ours = await lease_of(store)
    await store.begin_sending(one, ours, NOON)
    theirs = await store.take_lease("sending", "them", later(1), HOUR)
    assert theirs

    assert not await store.finish_sending(one, ours, SENT, later(1))
    sent = replace(one, state=DeliveryState.SENT, attempts=1, sent_at=later(1), sent=SENT)
    assert await state(store, one) == sent
    assert await ready(store, 9) == []
    assert await store.finish_sending(one, theirs, SentMessage("77"), later(2))
    assert await state(store, one) == sent  # the first message stays


async def test_pausing_a_destination_tells_whom_it_paused(store: Store) -> None:
    asked = subscription("asked", pause=Pause(ASKED, "Asked.", NOON))
    over = subscription("over", pause=Pause(ASKED, "Asked.", NOON, NOON))
    (one,) = await queued(store, subscription("s1"))
    await store.put_subscription(asked)
    await store.put_subscription(over)
    await store.put_subscription(subscription("there", THERE))

    paused = await store.pause_destination(HERE, PAUSE)
    assert [(each.id, each.pause) for each in paused] == [("over", PAUSE), ("s1", PAUSE)]
    assert await store.subscription("s1") == paused[1]
    assert await store.subscription("asked") == asked
    assert await store.pause_destination(HERE, PAUSE) == ()
    assert await ready(store, 9) == []
    assert (await state(store, one)).state is DeliveryState.QUEUED


async def test_deliveries_are_found_by_digest_subscription_and_state(store: Store) -> None:
    one, two = await queued(store, subscription("s1"), parts=2)
    (late,) = await queued(store, subscription("s2", due_at=later(1)))
    lease = await lease_of(store)
    await store.begin_sending(one, lease, NOON)
    await store.drop_delivery(late.id, "unwanted")

    assert ids(await store.deliveries()) == ids((late, one, two))
    assert ids(await store.deliveries(limit=1)) == [late.id]
    assert ids(await store.deliveries(digest_id=one.digest_id)) == ids((one, two))
    assert ids(await store.deliveries(subscription_id="s2")) == [late.id]
    assert ids(await store.deliveries(states=[DeliveryState.SENDING])) == [one.id]
    assert ids(await store.deliveries(states={DeliveryState.QUEUED, DeliveryState.DROPPED})) == ids((late, two))
    assert ids(await store.deliveries(states=[DeliveryState.SENT])) == []
    assert await store.delivery("nothing-0") is None


async def test_an_operator_retries_what_waits_is_stuck_or_was_dropped(store: Store) -> None:
    waits, stuck, dropped, sent = await queued(store, subscription(), parts=4)
    lease = await lease_of(store)
    await store.put_off(waits, lease, later(9), "later")
    await store.begin_sending(stuck, lease, NOON)
    await store.drop_delivery(dropped.id, "unwanted")
    await store.finish_sending(sent, lease, SENT, NOON)

    for each, since in ((waits, None), (stuck, NOON), (dropped, None)):  # one that may be there is not forgotten to be
        assert await store.retry_delivery(each.id, later(1))
        again = await state(store, each)
        assert (again.due_at, again.sending_since) == (later(1), since)
        assert again.state is (DeliveryState.SENDING if since else DeliveryState.QUEUED)
    assert not await store.retry_delivery(sent.id, later(1))
    assert not await store.retry_delivery("nothing-0", later(1))


async def test_what_nobody_is_subscribed_to_any_more_is_not_retried(store: Store) -> None:
    (one,) = await queued(store, subscription())
    await store.remove_subscription("s1", NOON)

    assert not await store.retry_delivery(one.id, NOON)
    assert await ready(store) == []


async def test_an_operator_drops_what_is_not_sent(store: Store) -> None:
    one, two = await queued(store, subscription(), parts=2)
    await store.finish_sending(two, await lease_of(store), SENT, NOON)

    assert await store.drop_delivery(one.id, "An operator dropped it.")
    dropped = replace(one, state=DeliveryState.DROPPED, failure="An operator dropped it.")
    assert await state(store, one) == dropped
    assert not await store.drop_delivery(two.id, "too late")
    assert not await store.drop_delivery("nothing-0", "nothing")


async def test_a_message_that_was_edited_is_kept_as_it_is_now(store: Store) -> None:
    one, two = await queued(store, subscription(), parts=2)
    await store.replace_payload(one.id, '{"text":"corrected"}')

    assert [each.payload for each in await store.deliveries()] == ['{"text":"corrected"}', two.payload]


async def test_what_told_of_an_entry_is_found_once_it_was_sent(store: Store) -> None:
    told = await queued(store, subscription("s1"), Outcome(1, A, Fate.TOLD), Outcome(2, B, Fate.MORE), parts=2)
    (untold,) = await queued(
        store, subscription("s2", THERE), Outcome(1, A, Fate.FILTERED), Outcome(3, None, Fate.TOLD)
    )
    unsent = await queued(store, subscription("s3"), Outcome(1, A, Fate.TOLD))
    lease = await lease_of(store)
    for each in (*told, untold):
        await store.finish_sending(each, lease, SENT, later(each.part))

    assert ids(await store.delivered_since(NOON, [A, EntryRef("main", "z")])) == ids(told)
    assert ids(await store.delivered_since(later(1), {A})) == [told[1].id]
    assert await store.delivered_since(later(2), [A]) == ()
    assert await store.delivered_since(NOON, [B, EntryRef("other", "a")]) == ()
    assert await store.delivered_since(NOON, []) == ()
    assert unsent


async def test_an_entry_with_an_odd_id_is_found_among_very_many(store: Store) -> None:
    odd = EntryRef("main", 'a%_"\\低')
    (one,) = await queued(store, subscription(), Outcome(1, odd, Fate.TOLD))
    await store.finish_sending(one, await lease_of(store), SENT, NOON)

    many = [EntryRef("main", f"b{n}") for n in range(250)]
    assert ids(await store.delivered_since(NOON, [*many, odd])) == [one.id]
    assert await store.delivered_since(NOON, many) == ()


async def test_old_digests_can_be_cleared_away_but_not_before_they_are_sent(store: Store) -> None:
    old, half = subscription("old"), subscription("half", THERE)
    (sent,) = await queued(store, old)
    first, second = await queued(store, half, parts=2)
    empty = replace(digest(subscription("empty")), deliveries=())
    await store.put_subscription(empty.before)
    await store.write_digests([empty])
    lease = await lease_of(store)
    for each in (sent, first):
        await store.finish_sending(each, lease, SENT, NOON)
    later_write: DigestWrite = digest(replace(old, cursor=1, covered=NOON, due_at=later(24)))
    await store.write_digests([later_write])

    assert await store.prune_outbox(NOON) == 0
    assert await store.prune_outbox(later(24)) == 2
    assert ids(await store.deliveries()) == ids((*later_write.deliveries, first, second))
    assert {each.subscription_id for each in await store.digests()} == {"old", "half"}
