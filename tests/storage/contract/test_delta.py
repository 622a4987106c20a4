"""What `CatalogStore` promises about what changed since a version, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.catalog_delta import CatalogDelta, later_catalog
from bot.ports import Store
from tests.storage.samples import later, revision, stored


async def follow(store: Store, before: Catalog) -> Catalog | None:
    """Return the store's catalog as it is made of an earlier one."""
    delta = await store.load_since(before.version, 9)
    return later_catalog(before, {each.ref: each for each in before.entries}.get, delta) if delta else None


async def test_what_came_changed_and_left_makes_the_catalog_that_there_is(store: Store) -> None:
    await store.write_revision(revision(stored("a", 0), stored("b", 1), stored("c", 2)))
    await store.write_revision(revision(stored("z", 0), list_name="other"))
    before = await store.load()

    await store.write_revision(revision(stored("b", 7, title="New"), stored("d", 1), removed=("a",), at=later(1)))
    await store.date_entries("main", {"c": (date(2021, 2, 3), "Ada")})
    await store.record_check("other", later(2))

    delta = await store.load_since(before.version, 9)
    assert delta
    assert {each.id for each in delta.put} == {"b", "c", "d"}
    assert delta.gone == (EntryRef("main", "a"),)
    assert await follow(store, before) == await store.load()


async def test_of_more_changes_than_are_wanted_nothing_is_told(store: Store) -> None:
    await store.write_revision(revision())
    await store.write_revision(revision(stored("a", 0), stored("b", 1)))

    assert await store.load_since(1, 1) is None
    assert await store.load_since(1, 2) is not None
    assert await store.load_since(2, 0) == replace(await store.load_since(1, 2) or _NOTHING, put=())


async def test_a_store_that_is_not_as_far_cannot_tell(store: Store) -> None:
    await store.write_revision(revision(stored("a")))

    assert await store.load_since(2, 9) is None


async def test_where_other_lists_are_followed_the_catalog_is_loaded_anew(store: Store) -> None:
    await store.write_revision(revision(stored("a"), list_name="one"))
    await store.write_revision(revision(stored("b"), list_name="two"))
    both = await store.load()
    await store.drop_lists_except(["one"])
    only = await store.load()

    assert await follow(store, both) is None
    await store.write_revision(revision(list_name="two", at=later(1)))
    assert await follow(store, only) is None
    assert await follow(store, both) == await store.load()


_LISTS = (FollowedList("main", "Awesome main", "main.md"),)
_NOTHING = CatalogDelta(0, (), (), ())

_KEPT = st.dictionaries(st.integers(0, 6), st.integers(0, 9), max_size=7)


def _at(entry: CatalogEntry) -> int:
    return entry.entry.placements[0].position


@given(_KEPT, _KEPT, st.sets(st.integers(0, 9)))
def test_a_later_catalog_is_in_document_order(before: dict[int, int], put: dict[int, int], gone: set[int]) -> None:
    old = tuple(sorted((stored(str(n), at) for n, at in before.items()), key=lambda e: (_at(e), e.id)))
    left = gone - put.keys()
    delta = CatalogDelta(
        2, _LISTS, tuple(stored(str(n), at) for n, at in put.items()), tuple(EntryRef("main", str(n)) for n in left)
    )
    found = later_catalog(Catalog(1, _LISTS, old), {each.ref: each for each in old}.get, delta)

    now = {n: at for n, at in (before | put).items() if n not in left}
    expected = sorted((stored(str(n), at) for n, at in now.items()), key=lambda e: (_at(e), e.id))
    assert found == Catalog(2, _LISTS, tuple(expected))
