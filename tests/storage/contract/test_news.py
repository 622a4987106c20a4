"""What `NewsStore` promises, on every database."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.outbox import NumberedNews
from bot.domain.settling import settled_news
from bot.ports import Store
from tests.storage.samples import NOON, added, later, revision, stored

HOUR = timedelta(hours=1)
REMOVED = Change(ChangeKind.REMOVED, "a", "The a paper", before=(("Papers",),))
RESTORED = Change(ChangeKind.RESTORED, "a", "The a paper", after=(("Papers",),))


async def log(store: Store, at: datetime, *changes: Change, list_name: str = "main") -> None:
    await store.write_revision(revision(list_name=list_name, changes=changes, at=at, digest=at.isoformat()))


def told(news: tuple[NumberedNews, ...]) -> list[tuple[int, str | None, tuple[int, ...]]]:
    return [(each.number, each.news.change.entry_id, each.changes) for each in news]


async def test_without_changes_there_is_no_news(store: Store) -> None:
    assert await store.settle(later(9), HOUR) == 0
    assert await store.last_news() == 0
    assert await store.news() == ()
    assert await store.unsettled() == ()


async def test_changes_become_news_when_they_have_settled_and_once(store: Store) -> None:
    await log(store, NOON, added(stored("a")), added(stored("b")))

    assert await store.settle(later(1) - timedelta(seconds=1), HOUR) == 0
    assert await store.settle(later(1), HOUR) == 2
    assert await store.settle(later(1), HOUR) == 0
    assert told(await store.news()) == [(1, "a", (1,)), (2, "b", (2,))]
    assert tuple(each.news for each in await store.news()) == settled_news(await store.change_log(), later(1), HOUR)
    assert await store.last_news() == 2


async def test_what_comes_to_nothing_is_considered_and_no_news(store: Store) -> None:
    await log(store, NOON, REMOVED)
    await log(store, NOON + HOUR / 2, RESTORED)

    assert await store.settle(later(1), HOUR) == 0
    assert await store.unsettled() == ()
    assert await store.last_news() == 0


async def test_a_change_after_its_window_begins_a_new_one(store: Store) -> None:
    await log(store, NOON, added(stored("a")))
    await store.settle(later(1), HOUR)
    await log(store, later(1), REMOVED)
    await log(store, later(2) - timedelta(minutes=1), RESTORED)

    assert [logged.number for logged in await store.unsettled(list_name="main", entry_id="a")] == [2, 3]
    assert await store.settle(later(2), HOUR) == 0
    assert told(await store.news()) == [(1, "a", (1,))]


async def test_one_window_may_be_several_pieces_of_news_that_name_the_same_changes(store: Store) -> None:
    edited = Change(ChangeKind.EDITED, "a", "A", fields=(FieldChange("year", "2020", "2021"),))
    moved = Change(ChangeKind.MOVED, "a", "A", before=(("Papers",),), after=(("Tools", "低延迟"),))
    await log(store, NOON, edited, moved)
    await store.settle(later(1), HOUR)

    news = await store.news()
    assert [(each.number, each.news.change, each.changes) for each in news] == [
        (1, edited, (1, 2)),
        (2, moved, (1, 2)),
    ]
    assert {(each.news.list_name, each.news.settled_at) for each in news} == {("main", later(1))}


async def test_numbers_grow_in_the_order_of_settling_over_all_lists(store: Store) -> None:
    await log(store, NOON, added(stored("a")), list_name="other")
    await log(store, NOON + HOUR / 4, added(stored("b")))
    await log(store, NOON + HOUR / 2, added(stored("c")), list_name="other")
    await store.settle(later(1) + HOUR / 4, HOUR)
    await store.settle(later(2), HOUR)

    assert [each.news.change.entry_id for each in await store.news()] == ["a", "b", "c"]
    assert [each.number for each in await store.news()] == [1, 2, 3]


async def test_news_can_be_asked_for_by_number_list_and_entry(store: Store) -> None:
    await log(store, NOON, *(added(stored(id_)) for id_ in "abc"))
    await log(store, later(1), added(stored("a")), list_name="other")
    await store.settle(later(9), HOUR)

    assert told(await store.news(after=1, upto=3)) == [(2, "b", (2,)), (3, "c", (3,))]
    assert told(await store.news(after=1, limit=1)) == [(2, "b", (2,))]
    assert told(await store.news(entry_id="a")) == [(1, "a", (1,)), (4, "a", (4,))]
    assert told(await store.news(list_name="other")) == [(4, "a", (4,))]
    assert told(await store.news(list_name="other", entry_id="b")) == []


async def test_a_list_that_is_not_followed_settles_but_only_those_who_name_it_hear_of_it(store: Store) -> None:
    await log(store, NOON, added(stored("a")), list_name="other")
    await store.drop_lists_except(["main"])
    assert await store.unsettled() == ()
    assert len(await store.unsettled(list_name="other")) == 1

    assert await store.settle(later(1), HOUR) == 1
    assert await store.news() == ()
    assert told(await store.news(list_name="other")) == [(1, "a", (1,))]
    assert await store.last_news() == 1
