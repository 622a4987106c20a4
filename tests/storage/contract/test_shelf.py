"""What `ShelfStore` promises, on every database."""

from __future__ import annotations

from bot.domain.catalog import EntryRef
from bot.ports import SavedItem, Store
from tests.storage.samples import NOON, later, revision, stored

ME, YOU = "terminal:local", "discord:42"
A, B = EntryRef("main", "a"), EntryRef("main", "b")


async def test_what_is_saved_is_on_the_shelf_newest_first(store: Store) -> None:
    assert await store.save(ME, A, "read on the train", NOON)
    assert await store.save(ME, B, None, later(1))

    assert await store.saved(ME) == (SavedItem(B, "", later(1)), SavedItem(A, "read on the train", NOON))


async def test_saving_again_is_not_new_and_keeps_the_note_and_the_time(store: Store) -> None:
    await store.save(ME, A, "note", NOON)

    assert not await store.save(ME, A, None, later(1))
    assert await store.saved(ME) == (SavedItem(A, "note", NOON),)


async def test_saving_again_with_a_note_replaces_the_note(store: Store) -> None:
    await store.save(ME, A, "old", NOON)

    assert not await store.save(ME, A, "new", later(1))
    assert not await store.save(ME, A, "", later(2))
    assert await store.saved(ME) == (SavedItem(A, "", NOON),)


async def test_unsaving_takes_off_the_shelf_once(store: Store) -> None:
    await store.save(ME, A, None, NOON)

    assert await store.unsave(ME, A)
    assert not await store.unsave(ME, A)
    assert await store.saved(ME) == ()


async def test_each_person_has_a_shelf_of_their_own(store: Store) -> None:
    await store.save(ME, A, "mine", NOON)
    await store.save(YOU, A, "yours", NOON)
    await store.unsave(ME, A)

    assert await store.saved(ME) == ()
    assert await store.saved(YOU) == (SavedItem(A, "yours", NOON),)


async def test_what_was_shown_is_remembered_until_it_is_forgotten(store: Store) -> None:
    await store.mark_shown(ME, [A, B, A], NOON)
    await store.mark_shown(ME, {A}, later(1))
    await store.mark_shown(ME, [], later(1))
    await store.mark_shown(YOU, [B], NOON)

    assert await store.shown(ME) == {A, B}
    await store.forget_shown(ME)
    assert await store.shown(ME) == frozenset()
    assert await store.shown(YOU) == {B}


async def test_what_was_refused_is_known_newest_first_until_it_is_taken_back(store: Store) -> None:
    assert await store.refuse(ME, A, NOON)
    assert await store.refuse(ME, B, later(1))
    assert not await store.refuse(ME, A, later(2))
    await store.refuse(YOU, A, NOON)

    assert await store.refused(ME) == (B, A)
    assert await store.take_back_refusal(ME, B)
    assert not await store.take_back_refusal(ME, B)
    assert await store.refused(ME) == (A,)


async def test_what_was_looked_at_is_known_by_when_that_was_last(store: Store) -> None:
    await store.mark_opened(ME, A, NOON)
    await store.mark_opened(ME, B, later(1))
    await store.mark_opened(ME, A, later(2))
    await store.mark_opened(YOU, B, later(3))

    assert await store.opened(ME, 10) == (A, B)
    assert await store.opened(ME, 1) == (A,)


async def test_what_people_saved_together_is_told_only_of_enough_people(store: Store) -> None:
    for person in ("a", "b", "c"):
        await store.save(person, A, None, NOON)
    for person in ("a", "b", "d"):
        await store.save(person, B, None, NOON)

    assert await store.saved_with(A, 3) == {}
    await store.save("c", B, None, NOON)
    assert await store.saved_with(A, 3) == {B: 3}
    assert await store.saved_with(B, 3) == {A: 3}


async def test_forgetting_a_person_deletes_every_record_and_says_how_many(store: Store) -> None:
    await store.save(ME, A, "x", NOON)
    await store.save(ME, B, "y", NOON)
    await store.mark_shown(ME, [A], NOON)
    await store.mark_opened(ME, A, NOON)
    await store.refuse(ME, B, NOON)
    await store.save(YOU, A, "z", NOON)

    assert await store.forget(ME) == 5
    assert await store.forget(ME) == 0
    assert await store.saved(ME) == ()
    assert await store.shown(ME) == frozenset()
    assert await store.opened(ME, 10) == await store.refused(ME) == ()
    assert len(await store.saved(YOU)) == 1


async def test_a_saved_item_outlives_its_entry_and_its_list(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.save(ME, A, "precious", NOON)
    await store.write_revision(revision(removed=("a",), at=later(1)))
    await store.drop_lists_except([])

    assert [item.ref for item in await store.saved(ME)] == [A]


async def test_what_is_wanted_is_known_newest_first_until_it_is_taken_back(store: Store) -> None:
    assert await store.want(ME, A, NOON)
    assert await store.want(ME, B, later(1))
    assert not await store.want(ME, A, later(2))
    assert await store.wanted(ME) == (B, A)
    assert await store.wanted(YOU) == ()
    assert await store.take_back_wish(ME, B)
    assert not await store.take_back_wish(ME, B)
    assert await store.wanted(ME) == (A,)


async def test_chosen_sections_are_replaced_and_those_that_stay_keep_their_place(store: Store) -> None:
    one, two, three = ("Papers", "1. Training"), ("Papers", "大模型 / models"), ("Projects",)
    await store.choose_sections(ME, [one, two], NOON)
    await store.choose_sections(YOU, [three], NOON)
    await store.choose_sections(ME, [two, three], later(1))
    assert await store.chosen_sections(ME) == (three, two)
    await store.choose_sections(ME, [], later(2))
    assert await store.chosen_sections(ME) == ()
    assert await store.chosen_sections(YOU) == (three,)


async def test_what_somebody_said_is_forgotten_with_them(store: Store) -> None:
    await store.want(ME, A, NOON)
    await store.choose_sections(ME, [("Papers",), ("Projects",)], NOON)
    await store.want(YOU, A, NOON)
    assert await store.forget(ME) == 3
    assert await store.wanted(ME) == await store.chosen_sections(ME) == ()
    assert await store.wanted(YOU) == (A,)
