"""Syncing: a silent baseline, then only what changed; and a source that fails stops nobody."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.changes import ChangeKind
from bot.domain.entries import Entry, EntryKind, Placement, Problem, Reading
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.ports import Fetched, Known, Store, Unchanged
from bot.services.sync import FollowOrder, Synced, sync_lists
from bot.storage.store import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class FixedClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class FakeSource:
    """A list in memory: what it holds is what it gives."""

    titles: list[str] = field(default_factory=list)
    broken: str = ""
    problems: tuple[Problem, ...] = ()

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        if self.broken:
            raise SourceError(self.broken)
        digest = "|".join(self.titles)
        if known and digest == known.digest:
            return Unchanged()
        entries = tuple(
            Entry(title, EntryKind.PAPER, (Placement(("Papers",), rank, rank + 1),))
            for rank, title in enumerate(self.titles)
        )
        return Fetched(Reading("A list", entries, self.problems), digest)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "bot.db") as opened:
        yield opened


async def sync(store: Store, **sources: FakeSource) -> dict[str, Synced]:
    orders = [FollowOrder(name, f"fake:{name}", source) for name, source in sources.items()]
    outcomes = sync_lists(orders, store=store, clock=FixedClock(), venues=VenueTable({}))
    return {outcome.name: outcome async for outcome in outcomes}


async def titles(store: Store) -> list[str]:
    return [entry.entry.title for entry in (await store.load()).entries]


async def test_the_first_sync_is_a_silent_baseline(store: Store) -> None:
    outcome = (await sync(store, a=FakeSource(["Sage on phones", "Melon in memory"])))["a"]
    assert (outcome.first, outcome.entry_count, outcome.changes) == (True, 2, ())
    assert await titles(store) == ["Sage on phones", "Melon in memory"]


async def test_an_unchanged_source_writes_nothing_but_the_check(store: Store) -> None:
    source = FakeSource(["Sage on phones"])
    await sync(store, a=source)
    version = await store.version()
    assert (await sync(store, a=source))["a"].unchanged
    assert await store.version() == version


async def test_what_comes_and_goes_is_told_and_ids_stay(store: Store) -> None:
    source = FakeSource(["Sage on phones", "Melon in memory"])
    await sync(store, a=source)
    before = {entry.entry.title: entry.id for entry in (await store.load()).entries}
    source.titles = ["Poet on tiny devices", "Sage on phones"]
    outcome = (await sync(store, a=source))["a"]
    assert {(c.kind, c.title) for c in outcome.changes} == {
        (ChangeKind.ADDED, "Poet on tiny devices"),
        (ChangeKind.REMOVED, "Melon in memory"),
    }
    source.titles = ["Melon in memory", "Sage on phones", "Poet on tiny devices"]
    outcome = (await sync(store, a=source))["a"]
    assert [c.kind for c in outcome.changes] == [ChangeKind.RESTORED]
    after = {entry.entry.title: entry.id for entry in (await store.load()).entries}
    assert before.items() <= after.items()


async def test_a_source_that_fails_keeps_its_catalog_and_stops_nobody(store: Store) -> None:
    good, bad = FakeSource(["Sage on phones"]), FakeSource(["Melon in memory"])
    await sync(store, bad=bad, good=good)
    bad.broken, good.titles = "The file is gone.", ["Sage on phones", "Poet on tiny devices"]
    outcomes = await sync(store, bad=bad, good=good)
    assert outcomes["bad"].error == "The file is gone."
    assert outcomes["good"].entry_count == 2
    assert "Melon in memory" in await titles(store)


async def test_problems_are_handed_on(store: Store) -> None:
    problem = Problem(3, "no title")
    assert (await sync(store, a=FakeSource(["Sage"], problems=(problem,))))["a"].problems == (problem,)


async def test_a_list_no_longer_followed_is_no_longer_served_and_comes_back_whole(store: Store) -> None:
    a, b = FakeSource(["Sage on phones"]), FakeSource(["Melon in memory"])
    await sync(store, a=a, b=b)
    ids = {entry.ref for entry in (await store.load()).entries}
    await sync(store, a=a)
    assert await titles(store) == ["Sage on phones"]
    await sync(store, a=a, b=b)
    assert {entry.ref for entry in (await store.load()).entries} == ids
