"""What `InstallationStore` and `EventLog` promise, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination, person_destination
from bot.ports import Installation, Store
from tests.storage.samples import NOON, digest, later, subscription

MINE = Installation("slack", "T1", "readers", "xoxb-hush", "UBOT", "BBOT", "commands", "U1", NOON)
A = EntryRef("main", "a")


async def test_an_installation_is_kept_and_replaced_by_the_next(store: Store) -> None:
    assert await store.installation("slack", "T1") is None
    await store.put_installation(MINE)
    newer = replace(MINE, token="xoxb-new", installed_at=later(1))
    await store.put_installation(newer)
    await store.put_installation(replace(MINE, workspace="T2"))
    assert await store.installation("slack", "T1") == newer
    assert await store.installation("discord", "T1") is None


async def test_a_token_is_not_in_what_is_shown() -> None:
    assert "hush" not in repr(MINE)


async def test_a_workspace_is_forgotten_with_everybody_in_it_and_nobody_else(store: Store) -> None:
    """T1 goes; T11 begins with the same letters, and stays."""
    for team in ("T1", "T11"):
        await store.put_installation(replace(MINE, workspace=team))
        person = f"slack:{team}.U1"
        await store.save(person, A, None, NOON)
        await store.mark_shown(person, [A], NOON)
        await store.put_zone(person, "Europe/Berlin")
        await store.put_zone(f"slack:{team}", "Asia/Tokyo")
        for place in (Destination("slack", team, "C1"), person_destination(person)):
            ordered = replace(subscription(f"{team}{place.personal}"), destination=place)
            await store.put_subscription(ordered)
            await store.write_digests([digest(ordered)])
    await store.save("discord:T1", A, None, NOON)

    assert await store.forget_workspace("slack:T1") == 11

    assert await store.installation("slack", "T1") is None
    assert await store.installation("slack", "T11")
    assert not await store.saved("slack:T1.U1")
    assert await store.saved("slack:T11.U1")
    assert await store.saved("discord:T1")
    assert await store.zone_of("slack:T1.U1") is None
    assert await store.zone_of("slack:T11") == "Asia/Tokyo"
    left = {each.subscription_id for each in await store.deliveries()}
    assert left == {"T11True", "T11False"}
    assert await store.forget_workspace("slack:T1") == 0


async def test_a_word_can_be_used_once_and_in_time(store: Store) -> None:
    await store.issue_state("a", later(1))
    await store.issue_state("b", later(1))
    assert not await store.consume_state("c", NOON)
    assert await store.consume_state("a", NOON)
    assert not await store.consume_state("a", NOON)
    assert not await store.consume_state("b", later(1))


async def test_of_many_who_use_a_word_at_once_one_may(store: Store) -> None:
    await store.issue_state("a", later(1))
    used = await asyncio.gather(*(store.consume_state("a", NOON) for _number in range(5)))
    assert sorted(used) == [False] * 4 + [True]


async def test_an_event_is_new_once_for_at_least_an_hour(store: Store) -> None:
    assert not await store.seen("slack:Ev1", NOON)
    assert not await store.seen("slack:Ev2", NOON + timedelta(hours=1))
    assert await store.seen("slack:Ev1", NOON + timedelta(hours=1))


async def test_events_are_not_kept_for_ever(store: Store) -> None:
    await store.seen("slack:Ev1", NOON)
    await store.seen("slack:Ev2", NOON + timedelta(days=3))
    assert not await store.seen("slack:Ev1", NOON + timedelta(days=3))


async def test_of_many_who_hear_an_event_at_once_one_hears_it_first(store: Store) -> None:
    heard = await asyncio.gather(*(store.seen("slack:Ev1", NOON) for _number in range(5)))
    assert sorted(heard) == [False] + [True] * 4
