"""Syncing: a silent baseline, then only what changed; and a source that fails stops nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.changes import ChangeKind
from bot.domain.entries import Problem
from bot.errors import SourceBusy, SourceError, StoreOutdated
from bot.ports import Fetched, Known, RevisionWrite, Store, Unchanged, Whereabouts
from bot.services.sync import FollowOrder, Synced, SyncPolicy, sync_lists
from bot.services.taking_in import USUAL_POLICY, decide
from bot.storage.store import SqlStore, open_store
from tests.fakes.clock import FixedClock
from tests.services.sources import NO_VENUES, NOW, FakeSource, ids, sync, titles

DRY = SyncPolicy(dry_run=True)


async def sync_all(store: Store, policy: SyncPolicy = USUAL_POLICY, **sources: FakeSource) -> dict[str, Synced]:
    orders = [FollowOrder(name, f"fake:{name}", source) for name, source in sources.items()]
    outcomes = sync_lists(orders, store=store, clock=FixedClock(NOW), venues=NO_VENUES, policy=policy)
    return {outcome.name: outcome async for outcome in outcomes}


async def test_the_first_sync_is_a_silent_baseline(store: Store) -> None:
    outcome = await sync(store, FakeSource(["Sage on phones", "Melon in memory"]))
    assert (outcome.first, outcome.entry_count, outcome.changes) == (True, 2, ())
    assert await titles(store) == ["Sage on phones", "Melon in memory"]
    assert await store.change_log() == ()


async def test_what_comes_and_goes_is_told_and_logged_and_ids_stay(store: Store) -> None:
    source = FakeSource(["Sage on phones", "Melon in memory"])
    await sync(store, source)
    before = await ids(store)
    source.titles = ["Poet on tiny devices", "Sage on phones"]
    outcome = await sync(store, source)
    assert {(c.kind, c.title) for c in outcome.changes} == {
        (ChangeKind.ADDED, "Poet on tiny devices"),
        (ChangeKind.REMOVED, "Melon in memory"),
    }
    source.titles = ["Melon in memory", "Sage on phones", "Poet on tiny devices"]
    back = await sync(store, source)
    assert [c.kind for c in back.changes] == [ChangeKind.RESTORED]
    assert before.items() <= (await ids(store)).items()
    assert [logged.change for logged in await store.change_log()] == [*outcome.changes, *back.changes]


async def test_the_same_text_again_writes_nothing_but_the_check(store: SqlStore, tmp_path: Path) -> None:
    """Neither when the source notices by itself, nor when it gives the text again."""
    source, clock = FakeSource(["Sage on phones"]), FixedClock(NOW)
    await sync(store, source, clock)
    before = await everything_but_the_check(store)
    for known in (True, False):
        clock.passes(timedelta(minutes=30))
        source.asked = [None] if known else []
        outcome = await sync(store, source if known else Forgetful(source), clock)
        assert outcome.unchanged
        assert await everything_but_the_check(store) == before
        (followed,) = await store.followed_lists()
        assert followed.checked_at == clock.now()


class Forgetful(FakeSource):
    """Gives its text whatever is known."""

    def __init__(self, source: FakeSource) -> None:
        super().__init__(source.titles)

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        return await super().fetch(None)


async def everything_but_the_check(store: SqlStore) -> object:
    (followed,) = await store.followed_lists()
    return (
        await store.version(),
        replace(followed, checked_at=None, memo=""),
        await store.known_entries("main"),
        await store.change_log(),
    )


async def test_a_source_that_fails_keeps_its_catalog_and_stops_nobody(store: Store) -> None:
    good, bad = FakeSource(["Sage on phones"]), FakeSource(["Melon in memory"])
    await sync_all(store, bad=bad, good=good)
    bad.broken = SourceBusy("Too often.", retry_at=NOW + timedelta(hours=1))
    good.titles = ["Sage on phones", "Poet on tiny devices"]
    outcomes = await sync_all(store, bad=bad, good=good)
    assert (outcomes["bad"].error, outcomes["bad"].retry_at) == ("Too often.", NOW + timedelta(hours=1))
    assert outcomes["good"].entry_count == 2
    assert "Melon in memory" in await titles(store)
    assert [each.failure for each in await store.followed_lists()] == ["Too often.", None]

    bad.broken = None
    await sync_all(store, bad=bad, good=good)
    assert [each.failure for each in await store.followed_lists()] == [None, None]


async def test_problems_are_handed_on(store: Store) -> None:
    problem = Problem(3, "no title")
    assert (await sync(store, FakeSource(["Sage"], problems=(problem,)))).problems == (problem,)


async def test_a_list_no_longer_followed_is_no_longer_served_and_comes_back_whole(store: Store) -> None:
    a, b = FakeSource(["Sage on phones"]), FakeSource(["Melon in memory"])
    await sync_all(store, a=a, b=b)
    refs = {entry.ref for entry in (await store.load()).entries}
    await sync_all(store, a=a)
    assert await titles(store) == ["Sage on phones"]
    b.titles = ["Melon in memory", "Poet on tiny devices"]
    outcome = (await sync_all(store, a=a, b=b))["b"]
    assert refs < {entry.ref for entry in (await store.load()).entries}
    assert (outcome.first, [change.title for change in outcome.changes]) == (False, ["Poet on tiny devices"])


async def test_a_list_from_another_source_is_a_baseline_that_keeps_ids_and_is_no_news(store: Store) -> None:
    await sync(store, FakeSource(["Sage on phones", "Melon in memory"], homepage="https://example.org/old"))
    before = await ids(store)
    other = FakeSource(["Poet on tiny devices", *(f"Number {n}" for n in range(20)), "Sage on phones"])
    outcome = await sync(store, other, source_name="fake:elsewhere")

    assert (other.asked, outcome.first, outcome.changes) == ([None], True, ())
    assert await store.change_log() == ()
    after = await ids(store)
    assert after["Sage on phones"] == before["Sage on phones"]
    assert "Melon in memory" not in after
    (followed,) = await store.followed_lists()
    assert (followed.source, followed.homepage) == ("fake:elsewhere", "https://example.org/old")


async def test_what_a_source_remembers_is_kept_and_given_back(store: Store) -> None:
    source = FakeSource(["Sage on phones"])
    for _ in range(3):
        await sync(store, source)
    digest = "Sage on phones"
    assert source.asked == [None, Known(digest, "memo 1"), Known(digest, "memo 2")]


async def test_where_a_list_was_found_is_kept_and_told(store: Store) -> None:
    source = FakeSource(
        ["Sage on phones"], where=Whereabouts("github:a/new", "github:a/old", "https://example.org/new")
    )
    outcome = await sync(store, source)
    assert (outcome.moved_to, outcome.archived) == ("github:a/new", False)

    source.where = Whereabouts("github:a/new", "github:a/old", archived=True)
    outcome = await sync(store, source)
    assert (outcome.unchanged, outcome.moved_to, outcome.archived) == (True, "github:a/new", True)

    source.broken = SourceError("Gone.")
    outcome = await sync(store, source)
    assert (outcome.moved_to, outcome.archived) == ("github:a/new", True)
    (followed,) = await store.followed_lists()
    assert (followed.moved_to, followed.archived) == ("github:a/new", True)
    assert followed.homepage == "https://example.org/new"


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(store: Store) -> None:
    source, other = FakeSource(["Sage on phones", "Melon in memory"]), FakeSource(["Poet"])
    first = (await sync_all(store, DRY, main=source))["main"]
    assert (first.first, first.entry_count, first.dry_run) == (True, 2, True)
    assert await store.version() == 0

    await sync_all(store, main=source, other=other)
    before = await store.load()
    source.titles = ["Sage on phones", "Melon in memory", "Poet on tiny devices"]
    outcome = (await sync_all(store, DRY, main=source))["main"]
    assert [change.title for change in outcome.changes] == ["Poet on tiny devices"]
    source.titles = []
    assert (await sync_all(store, DRY, main=source))["main"].held
    source.broken = SourceError("Gone.")
    assert (await sync_all(store, DRY, main=source))["main"].error
    assert (await sync_all(store, DRY, other=other))["other"].unchanged
    assert await store.load() == before


@pytest.mark.parametrize(("theirs", "asked"), [([], 1), (["Poet on tiny devices"], 2)])
async def test_a_process_that_was_overtaken_logs_nothing_twice_and_nothing_old(
    store: Store, theirs: list[str], asked: int
) -> None:
    """Where the faster one had a newer text, the text is fetched again."""
    await sync(store, FakeSource(["Sage on phones"]))
    ours = ["Sage on phones", "Melon in memory"]
    slow = Overtaken(store, ours, [*ours, *theirs])
    outcome = await sync(store, slow)

    assert (outcome.unchanged, len(slow.asked)) == (True, asked)
    assert [logged.change.title for logged in await store.change_log()] == ["Melon in memory", *theirs]


class Overtaken(FakeSource):
    """While it is read for the first time, it changes, and somebody else syncs the list."""

    def __init__(self, store: Store, before: list[str], after: list[str]) -> None:
        super().__init__(before)
        self.store, self.after = store, after

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        fetched = await super().fetch(known)
        if len(self.asked) == 1:
            self.titles = self.after
            await sync(self.store, FakeSource(self.after))
        return fetched


async def test_a_store_that_never_stands_still_is_given_up(tmp_path: Path) -> None:
    class Restless(SqlStore):
        tries = 0

        async def write_revision(self, write: RevisionWrite) -> None:
            self.tries += 1
            raise StoreOutdated("Somebody was faster.")

    async with open_store(tmp_path / "bot.db") as opened:
        restless = Restless(opened._database)
        with pytest.raises(StoreOutdated):
            await sync(restless, FakeSource(["Sage on phones"]))
        assert 1 < restless.tries < 10


async def test_others_go_on_while_a_big_list_is_matched(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event loop is free: it lets the matching end, which waits for it."""
    loop, let_go = asyncio.get_running_loop(), asyncio.Event()

    def slow(*args: object, **options: object) -> object:
        asyncio.run_coroutine_threadsafe(let_go.wait(), loop).result(10)
        return decide(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.services.sync.decide", slow)
    syncing = asyncio.create_task(sync(store, FakeSource(["Sage on phones"])))
    loop.call_later(0, let_go.set)
    assert (await syncing).first
