"""The catalog in memory: never older than the store was when somebody asked, and looked for no more than needed."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import engine_for
from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.catalog_delta import CatalogDelta
from bot.errors import StoreBusy
from bot.ports import CatalogLoader
from bot.search.engine import SearchEngine
from bot.services.library import KEPT_AFTER, PAUSE, Library
from tests.storage.samples import stored


class Shelves(CatalogLoader):
    """A store that counts looks, and answers each when the test lets it: with the version that it has by then."""

    def __init__(self) -> None:
        self.now_at = 0
        self.looks: list[asyncio.Future[None]] = []
        self.fails = False

    async def version(self) -> int:
        version, fails = self.now_at, self.fails
        self.looks.append(asyncio.get_running_loop().create_future())
        await self.looks[-1]
        if fails:
            raise StoreBusy("The database is held by another program.")
        return version

    async def load(self, known: Catalog | None = None) -> Catalog:
        return Catalog(self.now_at, (), ())

    async def load_since(self, version: int, most: int) -> CatalogDelta | None:
        return None

    async def let_go(self) -> None:
        self.looks[-1].set_result(None)
        await turns()


async def turns() -> None:
    """Let every task go on until it waits for the test."""
    for _ in range(20):
        await asyncio.sleep(0)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def library_of(store: Shelves, ticks: Stopwatch | None = None) -> Library:
    return Library(store, engine_for, ticks or Stopwatch())


async def test_a_hundred_who_ask_during_one_look_share_the_next() -> None:
    store = Shelves()
    library = library_of(store)
    first = asyncio.create_task(library.refresh())
    await turns()
    others = [asyncio.create_task(library.refresh()) for _ in range(100)]
    await turns()
    await store.let_go()
    assert first.done()
    assert not any(each.done() for each in others)
    await store.let_go()
    await asyncio.gather(*others)
    assert len(store.looks) == 2


async def test_a_look_that_began_before_a_revision_is_not_enough_for_who_asks_after_it() -> None:
    store = Shelves()
    library = library_of(store)
    early = asyncio.create_task(library.refresh())
    await turns()
    store.now_at = 1
    late = asyncio.create_task(library.refresh())
    await turns()
    await store.let_go()
    assert (early.done(), library.catalog.version) == (True, 0)
    await store.let_go()
    await late
    assert library.catalog.version == 1


async def test_who_had_to_wait_for_their_turn_needs_no_look_after_the_one_that_began_meanwhile() -> None:
    store = Shelves()
    library = library_of(store)
    early, asked = library.mark, asyncio.create_task(library.refresh())
    await turns()
    during = library.mark
    await store.let_go()
    await asked
    await library.refresh(early)
    assert len(store.looks) == 1
    late = asyncio.create_task(library.refresh(during))
    await turns()
    assert len(store.looks) == 2
    await store.let_go()
    await late


class SlowShelves(Shelves):
    """A store that takes a few turns over each look."""

    async def version(self) -> int:
        version = self.now_at
        for _ in range(3):
            await asyncio.sleep(0)
        return version


@given(st.lists(st.sampled_from(["revise", "go on"]) | st.integers(0, 5), max_size=30))
def test_nobody_is_answered_from_an_older_catalog_than_the_store_had(steps: list[str | int]) -> None:
    store = SlowShelves()
    library = library_of(store)

    async def ask(waits: int) -> None:
        known, asked = store.now_at, library.mark
        for _ in range(waits):
            await asyncio.sleep(0)
        await library.refresh(asked)
        assert library.catalog.version >= known

    async def play() -> None:
        asked = []
        for step in steps:
            if isinstance(step, int):
                asked.append(asyncio.create_task(ask(step)))
            elif step == "revise":
                store.now_at += 1
            else:
                await asyncio.sleep(0)
        await asyncio.gather(*asked)

    asyncio.run(play())


async def test_who_waited_for_a_look_that_failed_looks_again() -> None:
    store = Shelves()
    library = library_of(store)
    store.fails = True
    waiting = [asyncio.create_task(library.refresh()) for _ in range(3)]
    await turns()
    store.fails = False
    await store.let_go()
    with pytest.raises(StoreBusy):
        await waiting[0]
    await store.let_go()
    await asyncio.gather(*waiting[1:])


async def test_one_who_gives_up_takes_nobody_along() -> None:
    store = Shelves()
    library = library_of(store)
    first, second = asyncio.create_task(library.refresh()), asyncio.create_task(library.refresh())
    await turns()
    first.cancel()
    await turns()
    await store.let_go()
    await second
    assert first.cancelled()


async def test_refreshing_soon_waits_for_nothing_and_looks_once_in_a_while() -> None:
    store, ticks = Shelves(), Stopwatch()
    library = library_of(store, ticks)
    for _ in range(50):
        library.refresh_soon()
    await turns()
    assert len(store.looks) == 1
    await store.let_go()
    library.refresh_soon()
    await turns()
    assert len(store.looks) == 1
    ticks.seconds += PAUSE
    library.refresh_soon()
    await turns()
    assert len(store.looks) == 2
    await store.let_go()


async def test_what_goes_wrong_in_the_background_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    store = Shelves()
    store.fails = True
    library = library_of(store)
    library.refresh_soon()
    await turns()
    await store.let_go()
    assert "library.not_refreshed" in caplog.text


class LargeShelves(Shelves):
    """A store with so many entries that small changes are taken in place; never waits, and counts what is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.now_at = 1
        self.loads = 0
        self.entries = tuple(stored(f"e{number}", number, title=f"Work {number}") for number in range(49))
        self.delta: CatalogDelta | None = None

    async def version(self) -> int:
        return self.now_at

    async def load(self, known: Catalog | None = None) -> Catalog:
        self.loads += 1
        return Catalog(self.now_at, self.lists, self.entries)

    async def load_since(self, version: int, most: int) -> CatalogDelta | None:
        assert version == self.now_at - 1
        return self.delta if self.delta and len(self.delta.put) <= most else None

    @property
    def lists(self) -> tuple[FollowedList, ...]:
        return (FollowedList("main", "Main", "main.md", problem_count=self.now_at),)

    def revise(self, *put: CatalogEntry, gone: tuple[str, ...] = ()) -> None:
        self.now_at += 1
        refs = tuple(EntryRef("main", each) for each in gone)
        self.delta = CatalogDelta(self.now_at, self.lists, put, refs)
        changed = {each.ref: each for each in put}
        self.entries = tuple(changed.get(each.ref, each) for each in self.entries if each.ref not in refs)


async def large(monkeypatch: pytest.MonkeyPatch) -> tuple[LargeShelves, Library]:
    """Give a library of a catalog that is taken for large, whose engine takes in two changes before it is renewed."""
    monkeypatch.setattr("bot.services.library.LARGE", 40)
    store = LargeShelves()
    library = library_of(store)
    await library.refresh()
    return store, library


async def test_a_small_change_of_a_large_catalog_is_taken_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    store, library = await large(monkeypatch)
    engine = library.engine
    store.revise(stored("e5", 5, title="Zanzibar"), gone=("e6",))
    await library.refresh()
    assert (library.engine is engine, store.loads) == (True, 1)
    assert library.catalog == await store.load()
    assert [hit.entry.id for hit in engine.search("zanzibar").hits] == ["e5"]
    assert library.entry(EntryRef("main", "e6")) is None
    assert library.entry(EntryRef("main", "e5")) is engine.search("zanzibar").hits[0].entry
    assert library.followed("main").problem_count == 2


async def test_what_cannot_be_told_or_is_too_much_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    store, library = await large(monkeypatch)
    engine = library.engine
    store.revise(stored("e5", 5, title="Zanzibar"))
    store.delta = None
    await library.refresh()
    assert (library.engine is engine, store.loads) == (False, 2)


async def test_after_many_small_changes_all_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    store, library = await large(monkeypatch)
    for at in range(3):
        assert store.loads == 1
        store.revise(stored("e5", 5, title=f"Changed {at}"))
        await library.refresh()
    assert store.loads == 2


async def test_an_engine_that_failed_to_take_something_in_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store, library = await large(monkeypatch)
    engine = library.engine
    broken = stored("e5", 5)
    store.revise(replace(broken, entry=replace(broken.entry, title=None)))  # type: ignore[arg-type]
    with pytest.raises((AttributeError, TypeError)):
        await library.refresh()
    store.entries = store.entries[:5]
    await library.refresh()
    assert (library.engine is engine, store.loads, len(library.catalog.entries)) == (False, 2, 5)


async def test_an_engine_that_another_thread_holds_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    store, library = await large(monkeypatch)
    with library.held() as engine:
        store.revise(stored("e5", 5, title="Zanzibar"))
        await library.refresh()
        assert not engine.search("zanzibar").hits
        assert library.engine.search("zanzibar").hits
    engine = library.engine
    store.revise(stored("e5", 5, title="Zimbabwe"))
    await library.refresh()
    assert (library.engine is engine, store.loads) == (True, 2)


async def test_what_was_taken_in_place_is_kept_after_a_while_and_what_comes_meanwhile_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.library.LARGE", 40)
    store = LargeShelves()
    over, begun, go_on = asyncio.Event(), threading.Event(), threading.Event()
    kept: list[int] = []

    async def sleep(seconds: float) -> None:
        assert seconds == KEPT_AFTER
        await over.wait()

    def keep(engine: SearchEngine, catalog: Catalog) -> None:
        begun.set()
        assert go_on.wait(10)
        assert engine.version == catalog.version
        kept.append(engine.version)

    library = Library(store, engine_for, keep=keep, sleep=sleep)
    await library.refresh()
    store.revise(stored("e5", 5, title="Zanzibar"))
    await library.refresh()
    engine = library.engine
    assert not begun.is_set()
    over.set()
    assert await asyncio.to_thread(begun.wait, 10)
    store.revise(stored("e6", 6, title="Timbuktu"))
    later = asyncio.create_task(library.refresh())
    await turns()
    assert (later.done(), engine.version) == (False, 2)
    go_on.set()
    await later
    assert (library.engine is engine, engine.version, kept) == (True, 3, [2])


@pytest.mark.parametrize("large", [False, True])
async def test_what_there_is_is_found_out_once_a_catalog(monkeypatch: pytest.MonkeyPatch, *, large: bool) -> None:
    monkeypatch.setattr("bot.services.library.LARGE", 0 if large else 2)
    shelves = Shelves()
    library = Library(shelves, engine_for)
    first, same = await asyncio.gather(library.contents(), library.contents())
    assert first is same
    assert first.catalog is library.catalog

    shelves.now_at = 7
    looking = asyncio.create_task(library.refresh())
    await turns()
    await shelves.let_go()
    await looking
    assert (await library.contents()).catalog.version == 7


async def test_who_does_not_search_has_nothing_built() -> None:
    built: list[int] = []

    def build(catalog: Catalog) -> SearchEngine:
        built.append(catalog.version)
        return engine_for(catalog)

    shelves = Shelves()
    shelves.now_at = 3
    library = Library(shelves, build)
    await library.load()
    asking = asyncio.create_task(library.refresh())
    await turns()
    await shelves.let_go()
    await asking
    assert (library.catalog.version, built) == (3, [])
    assert library.engine.version == 3
    assert built == [3]
