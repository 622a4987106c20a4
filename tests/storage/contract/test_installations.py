"""What `InstallationStore` and `EventLog` promise, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination, person_destination
from bot.domain.reading_lists import ReadingItem
from bot.domain.suggestions import SuggestionAction
from bot.ports import Installation, Queue, Store
from tests.storage.samples import NOON, digest, later, subscription
from tests.storage.suggested import THREAD, offered, stepped, suggestion

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


async def test_installations_are_counted(store: Store) -> None:
    for workspace in ("T1", "T2", "T2"):
        await store.put_installation(replace(MINE, workspace=workspace))
    assert await store.count_installations("slack") == 2
    assert await store.count_installations("discord") == 0


async def test_what_belongs_to_a_server_stays_when_a_workspace_that_shared_with_it_goes(store: Store) -> None:
    """Its suggestions, votes, reading list and queue stay whole; only who decided there from afar is nobody now."""
    suggested = suggestion()
    await store.write_suggestion(offered(suggested))
    for action in (SuggestionAction.HAND_IN, SuggestionAction.APPROVE):
        write = stepped(suggested, action)
        event = replace(write.event, actor="slack:T1.U9")
        suggested = replace(write.suggestion, decided_by="slack:T1.U9")
        await store.write_suggestion(replace(write, suggestion=suggested, event=event))
    await store.vote(suggested.id, "discord:5", NOON)
    await store.vote(suggested.id, "slack:T1.U2", NOON)
    await store.put_queue("discord:1", Queue(THREAD, "#moderators"))
    await store.put_queue("slack:T1", Queue(Destination("slack", "T1", "C1"), "#moderators"))
    here = ReadingItem("discord:1", A, "discord:42", "Ada", "start here", NOON)
    await store.add_reading(here)
    await store.add_reading(replace(here, workspace="slack:T1", person="slack:T1.U1", name="Sue"))

    await store.forget_workspace("slack:T1", ["discord:1"])

    left = await store.suggestion(suggested.id)
    assert left
    assert (left.author, left.state, left.origin, left.votes) == (suggested.author, suggested.state, THREAD, 1)
    assert left.decided_by == ""
    assert not [each for each in await store.suggestion_events(suggested.id) if "slack" in each.actor]
    assert await store.queue_of("discord:1") == Queue(THREAD, "#moderators")
    assert await store.queue_of("slack:T1") is None
    assert await store.reading(["discord:1", "slack:T1"]) == (here,)


async def test_what_a_workspace_suggested_goes_to_the_first_heir_with_a_queue(store: Store) -> None:
    there = Destination("slack", "T1", "C1")
    for id_ in ("ab2c3", "xy4z5"):
        draft = suggestion(id_, origin=there)
        await store.write_suggestion(offered(draft))
        await store.write_suggestion(stepped(draft, SuggestionAction.HAND_IN))
    await store.put_queue("discord:1", Queue(THREAD, "#moderators"))
    await store.forget_workspace("slack:T1", ["discord:0", "discord:1"])
    assert {each.origin for each in await store.suggestions()} == {THREAD}
    assert await store.count_suggestions(NOON, workspace="discord:1") == (2, NOON)
