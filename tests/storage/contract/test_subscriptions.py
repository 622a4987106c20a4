"""What `SubscriptionStore` promises, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination, person_destination
from bot.domain.outbox import Delivery, DeliveryState, Fate, Manner, Outcome
from bot.domain.subscriptions import ASKED, NewsKind, Pause, Style, Subscription, Threading
from bot.ports import Store
from tests.storage.samples import HERE, NOON, added, digest, later, revision, stored, subscription

THERE = Destination("discord", "1", "11")
ELSEWHERE = Destination("slack", "T1", "C1")
ME = person_destination("discord:42")
TOLD = Outcome(1, EntryRef("main", "a"), Fate.TOLD)
EVERYTHING = Subscription(
    id="s1",
    destination=HERE,
    creator="discord:42",
    created_at=NOON,
    schedule="weekly mon 09:00",
    zone="Asia/Shanghai",
    cursor=7,
    covered=later(1),
    due_at=later(2),
    place="#papers “低延迟”",
    lists=("main", "other"),
    include=("section:inference", 'venue:"ICML 2024"'),
    exclude=("section:audio",),
    kinds=frozenset(NewsKind),
    style=Style.COMPACT,
    threading=Threading.FORUM,
    tags=("new", "新"),
    mention="77",
    most=25,
    quiet_line=True,
    quiet="22:00-07:00",
    crosspost=True,
    locale="zh_CN",
    pause=Pause(ASKED, "A person asked for it.", later(3), later(4)),
)


async def put(store: Store, *those: Subscription) -> None:
    for each in those:
        assert await store.put_subscription(each)


async def write_news(store: Store, *ids: str, at: datetime = NOON) -> None:
    """Let these entries be news: each gets one number."""
    entries = [stored(id_, n) for n, id_ in enumerate(ids)]
    await store.write_revision(revision(*entries, changes=tuple(map(added, entries)), at=at, digest=ids[0]))
    assert await store.settle(at, at - at) == len(ids)


async def ids_due(store: Store, now: datetime, limit: int = 10) -> list[str]:
    return [each.id for each in await store.due_subscriptions(now, limit)]


@pytest.mark.parametrize("destination", [HERE, ELSEWHERE, ME])
async def test_a_subscription_comes_back_as_it_was_put(store: Store, destination: Destination) -> None:
    everything = replace(EVERYTHING, destination=destination)
    await put(store, everything, subscription("s2"))

    assert await store.subscription("s1") == everything
    assert await store.subscription("s2") == subscription("s2")
    assert await store.subscription("s3") is None


async def test_an_id_is_given_once(store: Store) -> None:
    await put(store, subscription())

    assert not await store.put_subscription(subscription(most=3))
    assert await store.subscriptions() == (subscription(),)


async def test_an_edit_counts_only_if_nothing_happened_meanwhile(store: Store) -> None:
    await put(store, subscription())
    edited = subscription(most=3)

    assert await store.put_subscription(edited, based_on=subscription())
    assert not await store.put_subscription(subscription(most=5), based_on=subscription())
    assert not await store.put_subscription(subscription("gone"), based_on=subscription("gone"))
    assert await store.subscriptions() == (edited,)


async def test_an_edit_counts_also_where_the_text_cannot_be_stored_as_it_is(store: Store) -> None:
    odd = subscription(place="\0 \ud800", include=("\0",))
    await put(store, odd)

    assert await store.put_subscription(replace(odd, most=3), based_on=odd)


async def test_subscriptions_are_found_by_destination_workspace_and_creator_oldest_first(store: Store) -> None:
    a = subscription("a", created_at=later(3))
    b = subscription("b", THERE, creator="discord:7", created_at=later(1))
    c = subscription("c", ELSEWHERE, created_at=later(2))
    d = subscription("d", ME, created_at=later(4))
    await put(store, a, b, c, d)

    assert await store.subscriptions() == (b, c, a, d)
    assert await store.subscriptions(destination=HERE) == (a,)
    assert await store.subscriptions(destination=ME) == (d,)
    assert await store.subscriptions(workspace=HERE.workspace_key) == (b, a)
    assert await store.subscriptions(workspace=ME.workspace_key) == (d,)
    assert await store.subscriptions(creator="discord:42") == (c, a, d)
    assert await store.subscriptions(workspace=HERE.workspace_key, creator="discord:42") == (a,)


async def test_a_destination_that_could_not_be_read_back_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="destination"):
        await store.put_subscription(subscription(destination=Destination("discord", "", "10")))

    assert await store.subscriptions() == ()


async def test_what_is_due_comes_longest_due_first_and_in_portions(store: Store) -> None:
    await put(store, *(subscription(f"s{hour}", due_at=later(hour)) for hour in (3, 1, 2)))

    assert await ids_due(store, NOON) == []
    assert await ids_due(store, later(2)) == ["s1", "s2"]
    assert await ids_due(store, later(3), limit=2) == ["s1", "s2"]
    assert await store.next_due() == later(1)


async def test_without_subscriptions_nothing_is_ever_due(store: Store) -> None:
    assert await store.next_due() is None


async def test_one_that_waits_for_news_is_due_when_there_are_some(store: Store) -> None:
    waiting = subscription(due_at=None, covered=later(1))
    await put(store, waiting)
    assert await ids_due(store, later(9)) == []
    assert await store.next_due() is None

    await write_news(store, "a")
    assert await ids_due(store, later(9)) == ["s1"]
    assert await store.next_due() == later(1)

    await store.put_subscription(replace(waiting, cursor=1), based_on=waiting)
    assert await ids_due(store, later(9)) == []
    assert await store.next_due() is None


async def test_a_paused_one_is_not_due_until_its_pause_ends(store: Store) -> None:
    pause = Pause(ASKED, "A person asked for it.", NOON)
    for_ever = subscription("for-ever", pause=pause)
    until_two = subscription("until-two", pause=replace(pause, until=later(2)))
    due_at_three = subscription("due-at-three", pause=replace(pause, until=later(2)), due_at=later(3))
    await put(store, for_ever, until_two, due_at_three)

    assert await ids_due(store, later(1)) == []
    assert await store.next_due() == later(2)
    assert await ids_due(store, later(2)) == ["until-two"]
    assert await ids_due(store, later(3)) == ["until-two", "due-at-three"]


async def test_a_pause_holds_back_also_one_that_waits_for_news(store: Store) -> None:
    await write_news(store, "a")
    await put(store, subscription(due_at=None, pause=Pause(ASKED, "Asked.", NOON, later(2))))

    assert await ids_due(store, later(1)) == []
    assert await store.next_due() == later(2)
    assert await ids_due(store, later(2)) == ["s1"]


async def test_a_digest_moves_the_subscription_and_is_kept_with_its_messages(store: Store) -> None:
    await put(store, subscription())
    untold = Outcome(2, None, Fate.FILTERED, "section:“x”")
    write = digest(subscription(), TOLD, untold, parts=12, upto=2)

    assert await store.write_digests([write]) == {"s1"}
    assert await store.subscription("s1") == write.after
    assert await store.digests(subscription_id="s1") == (write.record,)
    assert await store.deliveries() == write.deliveries


async def test_every_field_of_a_message_is_kept(store: Store) -> None:
    await put(store, subscription())
    write = digest(subscription())
    message = Delivery(
        id=write.deliveries[0].id,
        digest_id=write.deliveries[0].digest_id,
        subscription_id="s1",
        destination=HERE,
        part=0,
        manner=Manner.FORUM,
        payload='{"text":"\\u0000 低延迟"}',
        due_at=later(1),
        title="New on the list",
        locale="zh_CN",
        mention="77",
        tags=("a", "b"),
        crosspost=True,
    )
    await store.write_digests([replace(write, deliveries=(message,))])

    assert await store.delivery(message.id) == message
    assert message.state is DeliveryState.QUEUED


async def test_a_digest_of_a_subscription_that_changed_meanwhile_is_not_written(store: Store) -> None:
    await put(store, subscription(), subscription("s2"))
    await store.put_subscription(subscription(exclude=("audio",)), based_on=subscription())

    writes = [digest(subscription(id_), TOLD) for id_ in ("s1", "s2", "gone")]
    assert await store.write_digests(writes) == {"s2"}
    assert await store.digests(subscription_id="s1") == ()
    assert [each.subscription_id for each in await store.deliveries()] == ["s2"]


async def test_a_digest_is_written_once_however_often_that_is_tried(store: Store) -> None:
    await put(store, subscription())
    write = digest(subscription(), TOLD, parts=2)

    assert await store.write_digests([write, write]) == {"s1"}
    assert await store.write_digests([write]) == frozenset()
    assert await store.deliveries() == write.deliveries


async def test_a_period_that_was_told_is_not_told_again_when_a_subscription_is_put_back(store: Store) -> None:
    await put(store, subscription())
    write = digest(subscription(), TOLD)
    await store.write_digests([write])
    await store.put_subscription(subscription(), based_on=write.after)

    assert await store.write_digests([digest(subscription(), TOLD, parts=3)]) == {"s1"}
    assert await store.deliveries() == write.deliveries


async def test_an_empty_period_only_moves_the_subscription(store: Store) -> None:
    await put(store, subscription())
    write = replace(digest(subscription()), record=None, deliveries=())

    assert await store.write_digests([write]) == {"s1"}
    assert await store.subscription("s1") == write.after
    assert (await store.digests(), await store.deliveries()) == ((), ())
    assert await store.write_digests([]) == frozenset()


async def test_digests_are_found_newest_first(store: Store) -> None:
    await put(store, subscription(), subscription("s2"))
    first = digest(subscription(), TOLD)
    second = digest(first.after, TOLD, upto=2)
    other = digest(subscription("s2", due_at=NOON), TOLD)
    await store.write_digests([first, other])
    await store.write_digests([second])

    assert second.record
    assert await store.digests(subscription_id="s1") == (second.record, first.record)
    assert await store.digests(subscription_id="s1", limit=1) == (second.record,)
    assert await store.digests(digest_id=second.record.id) == (second.record,)
    assert len(await store.digests()) == 3


async def test_removing_a_subscription_drops_what_is_queued_and_leaves_what_was_sent(store: Store) -> None:
    await put(store, subscription(), subscription("s2"))
    await store.write_digests([digest(subscription(), parts=2), digest(subscription("s2"))])

    assert await store.remove_subscription("s1", later(1))
    assert not await store.remove_subscription("s1", later(1))
    assert [each.id for each in await store.subscriptions()] == ["s2"]
    dropped = await store.deliveries(subscription_id="s1")
    assert [each.state for each in dropped] == [DeliveryState.DROPPED] * 2
    assert {each.failure for each in dropped} == {"Its subscription was removed on 2024-05-17."}
    assert [each.subscription_id for each in await store.ready_deliveries(later(1), 10)] == ["s2"]


async def test_a_time_zone_is_kept_for_a_person_or_a_workspace(store: Store) -> None:
    await store.put_zone("discord:42", "Europe/Berlin")
    await store.put_zone("discord:42", "Asia/Tokyo")

    assert await store.zone_of("discord:42") == "Asia/Tokyo"
    assert await store.zone_of("discord:43") is None


async def test_a_person_is_forgotten_with_their_own_subscriptions_and_as_the_creator_of_others(store: Store) -> None:
    own = subscription("own", ME)
    shared = subscription("shared", HERE)
    await put(store, own, shared, subscription("yours", THERE, creator="discord:7"))
    await store.write_digests([digest(own, TOLD, parts=2), digest(shared, TOLD)])
    await store.put_zone("discord:42", "Europe/Berlin")
    await store.put_zone("discord:7", "Asia/Tokyo")
    await store.save("discord:42", EntryRef("main", "a"), None, NOON)

    # one saved, one subscription, one digest of two messages, one zone, one name
    assert await store.forget("discord:42") == 7
    assert await store.forget("discord:42") == 0
    assert await store.subscription("own") is None
    assert await store.zone_of("discord:42") is None
    assert [each.subscription_id for each in await store.digests()] == ["shared"]
    assert [each.subscription_id for each in await store.deliveries()] == ["shared"]
    assert {each.id: each.creator for each in await store.subscriptions()} == {"shared": "", "yours": "discord:7"}
    assert await store.zone_of("discord:7") == "Asia/Tokyo"
