"""What `OutboxStore` promises to who sends: whose turn it is on one platform, and since when a message may be there."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery
from bot.domain.subscriptions import Subscription
from bot.ports import Lease, Store
from tests.storage.samples import NOON, digest, later, subscription

THERE = Destination("slack", "T1", "C1")


async def queued(store: Store, subscribed: Subscription) -> Delivery:
    await store.put_subscription(subscribed)
    write = digest(subscribed)
    assert await store.write_digests([write])
    return write.deliveries[0]


async def lease_of(store: Store) -> Lease:
    lease = await store.take_lease("deliver:discord", "us", NOON, timedelta(hours=9))
    assert lease
    return lease


async def test_each_platform_has_what_is_ready_on_it(store: Store) -> None:
    here = await queued(store, subscription())
    there = await queued(store, subscription("s2", THERE))

    assert {each.id for each in await store.ready_deliveries(NOON, 10)} == {here.id, there.id}
    assert [each.id for each in await store.ready_deliveries(NOON, 1, platform="discord")] == [here.id]
    assert [each.id for each in await store.ready_deliveries(NOON, 1, platform="slack")] == [there.id]
    assert not await store.ready_deliveries(NOON, 10, platform="disc")


async def test_a_message_may_have_arrived_since_the_first_attempt_whose_outcome_is_unknown(store: Store) -> None:
    wanted, lease = await queued(store, subscription()), await lease_of(store)
    for hour in range(3):
        (found,) = await store.ready_deliveries(later(hour), 1)
        assert await store.begin_sending(found, lease, later(hour))
    (found,) = await store.ready_deliveries(later(3), 1)
    assert (found.sending_since, found.attempts) == (NOON, 3)

    assert await store.put_off(found, lease, later(3), "It had not arrived.")
    (found,) = await store.ready_deliveries(later(3), 1)
    assert await store.begin_sending(found, lease, later(4))
    (found,) = await store.ready_deliveries(later(4), 1)
    assert found.sending_since == later(4)
    assert found.id == wanted.id


async def test_an_operator_who_tries_again_does_not_make_anybody_forget_that_it_may_be_there(store: Store) -> None:
    wanted, lease = await queued(store, subscription()), await lease_of(store)
    assert await store.begin_sending(wanted, lease, NOON)

    assert await store.retry_delivery(wanted.id, later(1))
    (found,) = await store.ready_deliveries(later(1), 1)
    assert found.sending_since == NOON
