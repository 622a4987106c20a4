"""What `CatalogStore` promises, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.ports import Store
from bot.storage import entries
from tests.storage.samples import NOON, added, later, revision, stored


async def test_an_empty_store_has_version_0_and_nothing_else(store: Store) -> None:
    catalog = await store.load()

    assert (catalog.version, catalog.lists, catalog.entries) == (0, (), ())
    assert await store.version() == 0
    assert await store.known_entries("main") == ()


async def test_an_entry_comes_back_with_every_field(store: Store) -> None:
    entry = Entry(
        title="μLayer: 低延迟的端侧推理 — “fast”",
        kind=EntryKind.PROJECT,
        placements=(Placement(("Papers", "1. On Device"), 3, 17), Placement((), 9, 0)),
        name="μLayer",
        authors="Kim et al.",
        venue="EuroSys",
        year=2019,
        links=(Link(LinkKind.PAPER, "https://example.org/a?b=c&d=ü", "PDF"), Link(LinkKind.CODE, "../code")),
        description="one line",
        added=date(2019, 3, 1),
    )
    full = CatalogEntry(EntryRef("main", "mulayer"), entry, NOON, None, date(2019, 4, 2))
    bare = stored("bare", 10)

    await store.write_revision(revision(full, bare))

    assert (await store.load()).entries == (full, bare)


async def test_a_catalog_of_more_rows_than_are_fetched_at_a_time_comes_back_whole_and_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "AT_ONCE", 3)
    written = tuple(stored(f"e{place}", place) for place in range(10))

    await store.write_revision(revision(*reversed(written)))

    assert (await store.load()).entries == written
    assert await store.known_entries("main") == written


async def test_what_has_not_changed_since_is_not_read_again(store: Store) -> None:
    await store.write_revision(revision(*(stored(id_, place) for place, id_ in enumerate("abcd"))))
    before = await store.load()
    renamed, between = stored("b", 1, title="Another title"), stored("e", 2)
    await store.write_revision(revision(renamed, between, removed=("c",), digest="b" * 64))

    after = await store.load(before)

    assert after == await store.load()
    assert [entry.id for entry in after.entries] == ["a", "b", "e", "d"]
    known = {id(entry) for entry in before.entries}
    assert [id(entry) in known for entry in after.entries] == [True, False, False, True]


async def test_a_list_that_is_followed_again_is_read_whole_whatever_is_known(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(stored("b"), list_name="other"))
    await store.drop_lists_except(["other"])
    before = await store.load()
    await store.write_revision(revision(stored("c", 1)))

    assert await store.load(before) == await store.load()
    assert len((await store.load(before)).entries) == 3


async def test_a_catalog_of_a_later_version_than_the_stores_is_not_trusted(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    foreign = Catalog(9, (), (stored("a", title="Not here"),))

    assert await store.load(foreign) == await store.load()


async def test_a_list_comes_back_as_it_was_written(store: Store) -> None:
    write = replace(revision(stored("poet")), homepage="https://example.org/", problem_count=3)

    await store.write_revision(write)

    (followed,) = (await store.load()).lists
    assert followed == FollowedList(
        name="main",
        title="Awesome main",
        source="main.md",
        homepage="https://example.org/",
        digest="a" * 64,
        checked_at=NOON,
        changed_at=NOON,
        problem_count=3,
    )


async def test_every_revision_grows_the_version_by_one(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(digest="b" * 64))

    assert await store.version() == 2
    assert (await store.load()).version == 2


async def test_entries_stand_in_document_order_list_by_list(store: Store) -> None:
    await store.write_revision(revision(stored("c", 0), stored("a", 1), stored("b", 2), list_name="zoo"))
    await store.write_revision(revision(stored("x", 5), stored("y", 0), list_name="main"))

    refs = [entry.ref for entry in (await store.load()).entries]
    assert refs == [("main", "y"), ("main", "x"), ("zoo", "c"), ("zoo", "a"), ("zoo", "b")]


async def test_a_removed_entry_leaves_the_catalog_and_stays_known(store: Store) -> None:
    await store.write_revision(revision(stored("a", 0), stored("b", 1)))
    await store.write_revision(revision(removed=("a",), at=later(1)))

    assert [entry.id for entry in (await store.load()).entries] == ["b"]
    b, a = await store.known_entries("main")
    assert (b.id, b.removed_at) == ("b", None)
    assert (a.id, a.removed_at) == ("a", later(1))


async def test_removing_again_keeps_the_first_time(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(removed=("a",), at=later(1)))
    await store.write_revision(revision(removed=("a",), at=later(2)))

    (a,) = await store.known_entries("main")
    assert a.removed_at == later(1)


async def test_an_entry_comes_back_under_its_id_when_it_is_put_again(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(removed=("a",), at=later(1)))
    await store.write_revision(revision(stored("a", title="Back"), at=later(2)))

    (a,) = (await store.load()).entries
    assert (a.entry.title, a.removed_at, a.first_seen) == ("Back", None, NOON)


async def test_entries_that_are_neither_put_nor_removed_stay_as_they_are(store: Store) -> None:
    await store.write_revision(revision(stored("a", 0), stored("b", 1)))
    await store.write_revision(revision(stored("b", 1, title="New")))

    assert [entry.entry.title for entry in (await store.load()).entries] == ["The a paper", "New"]


async def test_the_same_id_on_two_lists_is_two_entries(store: Store) -> None:
    await store.write_revision(revision(stored("a", title="One"), list_name="one"))
    await store.write_revision(revision(stored("a", title="Two"), list_name="two"))
    await store.write_revision(revision(list_name="one", removed=("a",), at=later(1)))

    assert [entry.entry.title for entry in (await store.load()).entries] == ["Two"]


async def test_a_check_is_not_a_change(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.record_check("main", later(5))

    catalog = await store.load()
    assert (catalog.lists[0].checked_at, catalog.lists[0].changed_at) == (later(5), NOON)
    assert catalog.version == 1


async def test_a_text_that_was_only_laid_out_anew_is_not_a_change_of_content(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(at=later(2), digest="b" * 64))

    (followed,) = (await store.load()).lists
    assert (followed.digest, followed.checked_at, followed.changed_at) == ("b" * 64, later(2), NOON)


async def test_a_check_of_an_unknown_list_is_ignored(store: Store) -> None:
    await store.record_check("nobody", NOON)

    assert (await store.load()).lists == ()


async def test_a_dropped_list_is_not_served_and_keeps_its_entries(store: Store) -> None:
    await store.write_revision(revision(stored("a"), list_name="keep"))
    await store.write_revision(revision(stored("b"), list_name="drop"))

    assert await store.drop_lists_except(["keep", "not yet written"]) == ("drop",)

    catalog = await store.load()
    assert [followed.name for followed in catalog.lists] == ["keep"]
    assert [entry.ref for entry in catalog.entries] == [("keep", "a")]
    assert catalog.version == 3
    assert [entry.id for entry in await store.known_entries("drop")] == ["b"]


async def test_dropping_nothing_changes_nothing(store: Store) -> None:
    await store.write_revision(revision(stored("a")))

    assert await store.drop_lists_except(["main"]) == ()
    assert await store.drop_lists_except({"main", "other"}) == ()
    assert await store.version() == 1


async def test_a_list_is_dropped_once(store: Store) -> None:
    await store.write_revision(revision(stored("a")))

    assert await store.drop_lists_except([]) == ("main",)
    assert await store.drop_lists_except([]) == ()


async def test_a_dropped_list_comes_back_with_its_next_revision(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.drop_lists_except([])
    await store.write_revision(revision(at=later(1)))

    assert [entry.id for entry in (await store.load()).entries] == ["a"]


async def test_every_kind_of_change_is_accepted(store: Store) -> None:
    old, new = ("Papers", "Old"), ("Papers", "New")
    changes = (
        added(stored("a")),
        Change(ChangeKind.REMOVED, "b", "B", before=(old,)),
        Change(ChangeKind.RESTORED, "c", "C", after=(new,)),
        Change(ChangeKind.MOVED, "d", "D", before=(old,), after=(new,)),
        Change(ChangeKind.EDITED, "e", "E", fields=(FieldChange("venue", "", "ICML"),)),
        Change(ChangeKind.PLACEMENT_ADDED, "f", "F", after=(new,)),
        Change(ChangeKind.PLACEMENT_REMOVED, "g", "G", before=(old,)),
        Change(ChangeKind.SECTION_RENAMED, None, "", before=(old,), after=(new,)),
    )

    await store.write_revision(revision(stored("a"), changes=changes))

    assert await store.version() == 1


async def test_what_entries_have_alike_is_kept_in_memory_once(store: Store) -> None:
    """A hundred thousand entries have a few hundred sections."""
    await store.write_revision(revision(stored("poet", 0), stored("sage", 1)))
    poet, sage = (await store.load()).entries
    assert poet.entry.sections[0] is sage.entry.sections[0]
    assert poet.first_seen is sage.first_seen
    assert poet.ref.list_name is sage.ref.list_name


async def test_what_is_at_hand_is_not_read_again(store: Store) -> None:
    await store.write_revision(revision(stored("a", 0), stored("b", 1), stored("c", 2)))
    await store.write_revision(revision(stored("z", 0), list_name="zoo"))
    await store.write_revision(revision(removed=("b",), at=later(1)))
    at_hand = await store.load()
    known = await store.known_entries("main", at_hand)
    assert known == await store.known_entries("main")
    assert [one is other for one, other in zip(known, at_hand.entries, strict=False)] == [True, True, False]


async def test_what_is_at_hand_of_another_version_is_of_no_use(store: Store) -> None:
    await store.write_revision(revision(stored("a", 0), stored("b", 1)))
    at_hand = await store.load()
    await store.write_revision(revision(stored("b", 1, title="New"), removed=("a",), at=later(1)))
    assert [each.entry.title for each in await store.known_entries("main", at_hand)] == ["New", "The a paper"]


async def test_a_list_that_is_not_followed_is_read_whatever_is_at_hand(store: Store) -> None:
    await store.write_revision(revision(stored("a"), list_name="drop"))
    await store.write_revision(revision(stored("b"), list_name="keep"))
    await store.drop_lists_except(["keep"])
    assert [each.id for each in await store.known_entries("drop", await store.load())] == ["a"]
