"""What `ReadingStore` promises, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.catalog import EntryRef
from bot.domain.reading_lists import ReadingItem
from bot.ports import Store
from tests.storage.samples import NOON, later

A, B = EntryRef("main", "a"), EntryRef("main", "b")
ITEM = ReadingItem("discord:1", A, "discord:42", "Ada", "start “here”", NOON)


async def test_an_item_comes_back_as_it_was_added_and_the_oldest_first(store: Store) -> None:
    other = replace(ITEM, ref=B, note="", name="", added_at=later(-1))
    assert await store.add_reading(ITEM)
    assert await store.add_reading(other)
    assert await store.reading(["discord:1"]) == (other, ITEM)


async def test_what_is_there_stays_as_it_is(store: Store) -> None:
    assert await store.add_reading(ITEM)
    assert not await store.add_reading(replace(ITEM, person="discord:7", note="mine"))
    assert await store.reading(["discord:1"]) == (ITEM,)


async def test_each_workspace_has_a_list_of_its_own_and_several_are_read_and_cleared_at_once(store: Store) -> None:
    theirs = replace(ITEM, workspace="slack:T1", added_at=later(1))
    for each in (ITEM, theirs, replace(ITEM, workspace="discord:2")):
        await store.add_reading(each)
    assert await store.reading(["slack:T1", "discord:1"]) == (ITEM, theirs)
    assert await store.reading([]) == ()
    assert await store.remove_reading(["slack:T1", "discord:1"], A) == 2
    assert await store.remove_reading(["slack:T1", "discord:1"], A) == 0
    assert await store.reading(["discord:2"])


async def test_of_many_who_add_an_entry_at_once_one_does(store: Store) -> None:
    added = await asyncio.gather(*(store.add_reading(replace(ITEM, person=f"discord:{n}")) for n in range(5)))
    assert sorted(added) == [False] * 4 + [True]


async def test_who_is_forgotten_leaves_the_entry_and_neither_name_nor_note(store: Store) -> None:
    await store.add_reading(ITEM)
    await store.add_reading(replace(ITEM, ref=B, person="discord:7"))
    assert await store.forget("discord:42") == 1
    left = {each.ref: (each.person, each.name, each.note) for each in await store.reading(["discord:1"])}
    assert left == {A: ("", "", ""), B: ("discord:7", "Ada", ITEM.note)}
