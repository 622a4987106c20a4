"""Searching keeps the event loop for one search at a time, and never for the model."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.bootstrap import engine_for
from bot.domain.catalog import CatalogEntry, EntryRef
from bot.ports import Store, Vector
from bot.search.approaches import Approaches, Pair
from bot.search.engine import SearchEngine
from bot.search.results import SearchAnswer
from bot.services.library import Library
from bot.services.searching import Searching
from tests.fakes.meaning import LetterMeaning
from tests.storage.samples import revision, stored

ENTRIES = tuple(stored(f"e{place}", place) for place in range(5))


class Watched(LetterMeaning):
    """Knows in which thread it was run, and what it was asked before it was ready."""

    def __init__(self) -> None:
        super().__init__()
        self.put([_vector(entry) for entry in ENTRIES])
        self.threads: set[threading.Thread] = set()
        self.unready: list[str] = []

    def prepare(self, texts: Sequence[str]) -> None:
        self.threads.add(threading.current_thread())
        super().prepare(texts)

    def near(self, text: str, limit: int) -> Sequence[tuple[EntryRef, float]]:
        if not self.is_ready(text):
            self.unready.append(text)
        return super().near(text, limit)


def _vector(entry: CatalogEntry) -> Vector:
    return Vector(entry.ref, 1, LetterMeaning().encode([entry.entry.title])[0])


async def library_of(store: Store, meaning: LetterMeaning | None = None) -> Library:
    await store.write_revision(revision(*ENTRIES))
    library = Library(store, lambda catalog: engine_for(catalog, meaning))
    await library.refresh()
    return library


async def test_the_model_is_run_beside_the_event_loop_and_once_for_each_question(store: Store) -> None:
    meaning = Watched()
    searching = Searching(await library_of(store, meaning), meaning)
    answer = await searching.search("some writing about letters")
    assert await searching.search("some writing about letters") == answer
    assert meaning.unready == []
    assert meaning.together == [1]
    assert threading.current_thread() not in meaning.threads


async def test_a_name_or_a_word_that_entries_have_does_not_wait_for_the_model(store: Store) -> None:
    meaning = Watched()
    searching = Searching(await library_of(store, meaning), meaning)
    for text in ("paper", "e3", "", "year:2020"):
        await searching.search(text)
    assert meaning.together == []


async def test_questions_that_wait_are_encoded_together(store: Store) -> None:
    meaning = Watched()
    searching = Searching(await library_of(store, meaning), meaning)
    await asyncio.gather(*(searching.search(f"some writing {number} letters") for number in range(20)))
    assert meaning.together == [1, 8, 8, 3]
    assert meaning.unready == []


async def test_whoever_gives_up_keeps_nobody_from_an_answer(store: Store) -> None:
    meaning = Watched()
    searching = Searching(await library_of(store, meaning), meaning)
    tasks = [asyncio.create_task(searching.search(f"some writing {number} letters")) for number in range(4)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[2].cancel()
    _first, *others = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(each, SearchAnswer) for each in others] == [True, False, True]


async def test_between_two_searches_whoever_waited_for_a_timer_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    search = SearchEngine.search

    def noted(engine: SearchEngine, text: str, *, limit: int = 10, offset: int = 0) -> SearchAnswer:
        done.append("search")
        waited = asyncio.get_running_loop().create_future()
        waited.add_done_callback(lambda _waited: done.append("timer"))
        asyncio.get_running_loop().call_later(0, waited.set_result, None)
        return search(engine, text, limit=limit, offset=offset)

    searching = Searching(await library_of(store))
    monkeypatch.setattr(SearchEngine, "search", noted)
    await asyncio.gather(*(searching.search("paper") for _each in range(5)))
    assert done == ["search", "timer"] * 5


async def test_others_have_a_turn_between_entries_that_are_compared(store: Store) -> None:
    library = await library_of(store)
    turns: list[int] = []

    async def count() -> None:
        while True:
            turns.append(1)
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await Searching(library).search("like:e0,e1,e2 unlike:e3")
    counting.cancel()
    assert len(turns) >= 4


async def test_pairs_are_found_once_for_all_who_ask_at_once_and_again_for_another_catalog(store: Store) -> None:
    found: list[SearchEngine] = []

    class Counting(Approaches):
        def strongest(self, limit: int) -> list[Pair]:
            found.append(library.engine)
            return super().strongest(limit)

    library = await library_of(store)
    library.engine._approaches = Counting(library.engine._index)
    searching = Searching(library)
    one, other = await asyncio.gather(searching.approach_pairs(), searching.approach_pairs())
    assert one == other
    assert found == [library.engine]
    assert library.engine.knows_pairs
    await store.write_revision(revision(stored("e9", 9)))
    await library.refresh()
    assert not library.engine.knows_pairs
