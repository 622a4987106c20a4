"""What `CatalogStore` promises about the change log and the dates of entries, on every database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.settling import LoggedChange
from bot.ports import Store
from tests.storage.samples import NOON, added, later, revision, stored

OLD, NEW = ("Papers", "Old"), ("Papers", "New")
EVERY_KIND = (
    Change(ChangeKind.SECTION_RENAMED, None, "", (OLD,), (NEW,), (FieldChange("entries", "8", "8"),)),
    Change(ChangeKind.SECTION_SPLIT, None, "", (OLD,), (OLD, NEW)),
    Change(ChangeKind.SECTION_MERGED, None, "", (OLD, NEW), (NEW,)),
    Change(ChangeKind.ADDED, "a", "A: “fast” 低延迟", (), (NEW, ())),
    Change(ChangeKind.RESTORED, "c", "C", (), (NEW,)),
    Change(ChangeKind.MOVED, "d", "D", (OLD,), (NEW,)),
    Change(ChangeKind.EDITED, "e", "E", (), (), (FieldChange("venue", "", "ICML"), FieldChange("link:code", "x", ""))),
    Change(ChangeKind.REWORDED, "e", "E", (), (), (FieldChange("description", "one", "two"),)),
    Change(ChangeKind.PLACEMENT_ADDED, "f", "F", (), (NEW,)),
    Change(ChangeKind.PLACEMENT_REMOVED, "g", "G", (OLD,), ()),
    Change(ChangeKind.REMOVED, "b", "B", (OLD,), ()),
)


def ids(log: Sequence[LoggedChange]) -> list[str | None]:
    return [logged.change.entry_id for logged in log]


async def write_three(store: Store) -> None:
    """Log a, b at noon; c on another list an hour later; a again two hours later."""
    a, b, c = stored("a"), stored("b", 1), stored("c", list_name="other")
    await store.write_revision(revision(a, b, changes=(added(a), added(b))))
    await store.write_revision(revision(c, list_name="other", changes=(added(c),), at=later(1)))
    edited = Change(ChangeKind.EDITED, "a", "A", fields=(FieldChange("year", "2020", "2021"),))
    await store.write_revision(revision(changes=(edited,), at=later(2), digest="b" * 64))


async def test_every_kind_of_change_comes_back_as_it_was_told_in_its_order(store: Store) -> None:
    await store.write_revision(revision(stored("a"), changes=EVERY_KIND))

    log = await store.change_log()
    assert tuple(logged.change for logged in log) == EVERY_KIND
    assert set(ChangeKind) == {logged.change.kind for logged in log}
    assert {(logged.list_name, logged.recorded_at) for logged in log} == {("main", NOON)}
    assert [logged.number for logged in log] == sorted({logged.number for logged in log})


async def test_an_empty_log_is_empty(store: Store) -> None:
    await store.write_revision(revision(stored("a")))

    assert await store.change_log() == ()


async def test_the_log_can_be_asked_for_a_list_an_entry_and_a_time(store: Store) -> None:
    await write_three(store)

    assert ids(await store.change_log()) == ["a", "b", "c", "a"]
    assert ids(await store.change_log(list_name="main")) == ["a", "b", "a"]
    assert ids(await store.change_log(list_name="main", entry_id="a")) == ["a", "a"]
    assert ids(await store.change_log(since=later(1))) == ["c", "a"]
    assert ids(await store.change_log(list_name="nobody")) == []


async def test_the_log_can_be_read_in_pages(store: Store) -> None:
    await write_three(store)
    pages, after = [], 0
    while page := await store.change_log(after=after, limit=2):
        pages.append(ids(page))
        after = page[-1].number

    assert pages == [["a", "b"], ["c", "a"]]
    assert await store.change_log(limit=0) == ()


async def test_a_list_that_is_not_followed_is_in_the_log_only_for_those_who_name_it(store: Store) -> None:
    await write_three(store)
    await store.drop_lists_except(["main"])

    assert ids(await store.change_log()) == ["a", "b", "a"]
    assert ids(await store.change_log(list_name="other")) == ["c"]


async def test_entries_are_dated_once(store: Store) -> None:
    dated = replace(stored("dated", 1), added_on=date(2020, 1, 1), added_by="Ada")
    await store.write_revision(revision(stored("a"), dated))
    days = {"a": (date(2021, 2, 3), "Grace"), "dated": (date(1999, 1, 1), None), "nobody": (date(1999, 1, 1), None)}

    await store.date_entries("main", days)

    (a, other) = (await store.load()).entries
    assert (a.added_on, a.added_by) == (date(2021, 2, 3), "Grace")
    assert other == dated
    assert await store.version() == 2

    await store.date_entries("main", days)
    assert await store.version() == 2


async def test_dating_is_of_one_list_only_and_may_name_nobody(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    await store.write_revision(revision(stored("a"), list_name="other"))
    await store.date_entries("other", {"a": (date(2021, 2, 3), None)})

    assert [entry.added_on for entry in (await store.load()).entries] == [None, date(2021, 2, 3)]
