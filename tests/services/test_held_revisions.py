"""A revision that takes most of a list away is held: the catalog keeps serving until a person, or the list, decides."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.domain.changes import ChangeKind
from bot.domain.holding import Held
from bot.ports import Known, Store
from bot.services.sync import SyncPolicy
from tests.fakes.clock import FixedClock
from tests.services.sources import NOW, FakeSource, ids, sync, titles

WHOLE = tuple(f"Work number {n}" for n in range(20))
ACCEPT = SyncPolicy(accept=True)


@pytest.fixture
async def source(store: Store) -> FakeSource:
    """Give a list of twenty that is stored, and then emptied but for two."""
    source = FakeSource(WHOLE)
    await sync(store, source)
    source.titles = WHOLE[:2]
    return source


async def test_the_catalog_keeps_serving_and_the_log_says_why(
    store: Store, source: FakeSource, caplog: pytest.LogCaptureFixture
) -> None:
    before = await store.load()
    clock = FixedClock(NOW)
    clock.passes(timedelta(minutes=30))
    outcome = await sync(store, source, clock)

    assert (outcome.held, outcome.unchanged, outcome.first) == (Held(20, 18, 0), False, False)
    assert {change.kind for change in outcome.changes} == {ChangeKind.REMOVED}
    after = await store.load()
    assert (after.version, after.entries) == (before.version, before.entries)
    assert await store.change_log() == ()
    (followed,) = after.lists
    assert followed.held
    assert (followed.held.removed, followed.held.held_at) == (18, clock.now())
    assert (followed.digest, followed.changed_at) == (before.lists[0].digest, NOW)
    (record,) = [record for record in caplog.records if record.getMessage() == "revision.held"]
    fields = ("list", "digest", "present", "removed", "added")
    assert [vars(record)[field] for field in fields] == ["main", "|".join(WHOLE[:2]), 20, 18, 0]


async def test_the_same_text_again_is_held_in_silence(
    store: Store, source: FakeSource, caplog: pytest.LogCaptureFixture
) -> None:
    """It is what the source is asked to compare with, so that it need not even be fetched."""
    await sync(store, source)
    (before,) = await store.followed_lists()
    caplog.clear()
    clock = FixedClock(NOW)
    clock.passes(timedelta(minutes=60))
    outcome = await sync(store, source, clock)

    assert source.asked[-1] == Known("|".join(WHOLE[:2]), "memo 2")
    assert (outcome.held, outcome.unchanged, outcome.changes) == (Held(20, 18, 0), True, ())
    assert [
        record for record in caplog.records if record.levelno >= logging.INFO and record.name.startswith("bot")
    ] == []
    (followed,) = await store.followed_lists()
    assert (followed.held, followed.checked_at, followed.memo) == (before.held, clock.now(), "memo 3")


async def test_another_text_that_is_no_better_is_held_in_its_place(store: Store, source: FakeSource) -> None:
    await sync(store, source)
    source.titles = WHOLE[:1]
    outcome = await sync(store, source)

    assert outcome.held == Held(20, 19, 0)
    (followed,) = await store.followed_lists()
    assert followed.held
    assert followed.held.digest == WHOLE[0]


async def test_a_person_may_accept_it(store: Store, source: FakeSource) -> None:
    await sync(store, source)
    outcome = await sync(store, source, policy=ACCEPT)

    assert (outcome.held, len(outcome.changes), outcome.entry_count) == (None, 18, 2)
    assert await titles(store) == list(WHOLE[:2])
    assert len(await store.change_log()) == 18
    (followed,) = await store.followed_lists()
    assert followed.held is None
    assert (await sync(store, source)).unchanged


async def test_the_accepted_text_coming_back_ends_it(store: Store, source: FakeSource) -> None:
    await sync(store, source)
    source.titles = WHOLE
    outcome = await sync(store, source)

    assert (outcome.held, outcome.unchanged) == (None, True)
    (followed,) = await store.followed_lists()
    assert followed.held is None
    assert await store.change_log() == ()


async def test_the_next_good_text_ends_it_and_is_compared_with_what_was_served(
    store: Store, source: FakeSource
) -> None:
    await sync(store, source)
    before = await ids(store)
    source.titles = (*WHOLE, "Poet on tiny devices")
    outcome = await sync(store, source)

    assert [(change.kind, change.title) for change in outcome.changes] == [(ChangeKind.ADDED, "Poet on tiny devices")]
    (followed,) = await store.followed_lists()
    assert followed.held is None
    assert before.items() < (await ids(store)).items()


async def test_a_share_that_allows_it_lets_it_through_though_it_was_held(store: Store, source: FakeSource) -> None:
    await sync(store, source)
    outcome = await sync(store, source, policy=SyncPolicy(hold_share=0.95))

    assert (outcome.held, outcome.entry_count) == (None, 2)


async def test_another_source_may_have_another_list_but_not_an_empty_one(store: Store, source: FakeSource) -> None:
    await sync(store, source)
    empty = FakeSource(())
    for again in (False, True):
        outcome = await sync(store, empty, source_name="fake:elsewhere")
        assert (outcome.held, outcome.unchanged) == (Held(20, 20, 0), again)
    outcome = await sync(store, source, source_name="fake:elsewhere")

    assert (outcome.held, outcome.first, outcome.changes) == (None, True, ())
    assert await titles(store) == list(WHOLE[:2])
