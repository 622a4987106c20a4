"""Polling: each list at its own time, ever later where there is trouble, loud where it lasts, and gone when told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from bot.domain.entries import Entry, EntryKind, Placement, Reading
from bot.domain.venues import VenueTable
from bot.errors import SourceBusy, SourceError, StoreBusy
from bot.ports import Fetched, Known, Store, Unchanged, Whereabouts
from bot.services.polling import Poller
from bot.services.starting import Following
from bot.services.sync import FollowOrder, SyncPolicy

START = datetime(2026, 1, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


class Enough(Exception):
    """The test has seen enough."""


@dataclass
class World:
    """A clock that only sleeping moves."""

    moment: datetime = START
    ends: datetime = START + timedelta(days=1)
    slept: list[timedelta] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept.append(timedelta(seconds=seconds))
        self.moment += self.slept[-1]
        if self.moment > self.ends:
            raise Enough


@dataclass
class FakeSource:
    """A list in memory that notes when it was asked."""

    world: World
    titles: list[str] = field(default_factory=lambda: ["Sage on phones", "Melon in memory"])
    trouble: Callable[[], Exception] | None = None
    where: Whereabouts | None = None
    asked: list[timedelta] = field(default_factory=list)

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        self.asked.append(self.world.now() - START)
        if self.trouble:
            raise self.trouble()
        digest = "|".join(self.titles)
        if known and known.digest == digest:
            return Unchanged(whereabouts=self.where)
        entries = tuple(
            Entry(title, EntryKind.PAPER, (Placement(("Papers",), rank, rank + 1),))
            for rank, title in enumerate(self.titles)
        )
        return Fetched(Reading("A list", entries), digest, whereabouts=self.where)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _hear_all(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")


def follow(name: str, source: FakeSource, interval: timedelta = HALF_HOUR) -> Following:
    return Following(FollowOrder(name, f"fake:{name}", source), None, local=False, interval=interval)


def poller(store: Store, world: World, sleep: Callable[[float], Awaitable[object]] | None = None) -> Poller:
    policy = SyncPolicy(0.3)
    return Poller(store, world, VenueTable({}), policy, Random(1), sleep or world.sleep)


async def poll(store: Store, world: World, *followed: Following, until: timedelta = timedelta(days=1)) -> None:
    world.ends = START + until
    with suppress(Enough):
        await poller(store, world).poll_forever(followed)


def events(caplog: pytest.LogCaptureFixture, *names: str) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.getMessage() in names]


async def test_the_first_check_is_at_once_and_the_next_after_the_interval(store: Store, world: World) -> None:
    source = FakeSource(world)
    await poll(store, world, follow("a", source), until=timedelta(hours=2))
    assert source.asked[0] == timedelta(0)
    waits = [later - earlier for earlier, later in pairwise(source.asked)]
    assert len(waits) == 3
    assert all(HALF_HOUR <= wait <= HALF_HOUR * 1.1 for wait in waits)


async def test_each_list_has_its_own_time(store: Store, world: World) -> None:
    often, seldom = FakeSource(world), FakeSource(world)
    await poll(store, world, follow("a", often), follow("b", seldom, timedelta(hours=6)))
    assert 40 <= len(often.asked) <= 48
    assert 4 <= len(seldom.asked) <= 5


async def test_a_source_in_trouble_is_asked_ever_later_and_stops_nobody(
    store: Store, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    bad = FakeSource(world, trouble=lambda: SourceError("The other side is down."))
    good = FakeSource(world)
    await poll(store, world, follow("bad", bad), follow("good", good))
    waits = [later - earlier for earlier, later in pairwise(bad.asked)]
    assert timedelta(minutes=1) <= waits[0] <= timedelta(minutes=2)
    assert all(later > earlier for earlier, later in pairwise(waits))
    assert len(good.asked) >= 40
    assert "The other side is down." in str(events(caplog, "source.failed")[0].__dict__["reason"])
    stored = await store.find_list("bad")
    assert stored is None or stored.failure == "The other side is down."


async def test_a_source_that_names_a_time_is_not_asked_before_it(store: Store, world: World) -> None:
    busy = FakeSource(world, trouble=lambda: SourceBusy("Later.", retry_at=START + timedelta(hours=5)))
    await poll(store, world, follow("a", busy), until=timedelta(hours=6))
    assert busy.asked[1] >= timedelta(hours=5)


async def test_recovery_brings_the_usual_interval_back(store: Store, world: World) -> None:
    source = FakeSource(world, trouble=lambda: SourceError("Down."))

    async def sleep(seconds: float) -> None:
        await world.sleep(seconds)
        if world.now() - START > timedelta(hours=3):
            source.trouble = None

    world.ends = START + timedelta(hours=12)
    with suppress(Enough):
        await poller(store, world, sleep).poll_forever([follow("a", source)])
    assert HALF_HOUR <= source.asked[-1] - source.asked[-2] <= HALF_HOUR * 1.1


async def test_operators_are_alarmed_once_a_day_and_louder(
    store: Store, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    source = FakeSource(world)
    await poll(store, world, follow("a", source), until=timedelta(minutes=10))
    source.trouble = lambda: SourceError("Down.")
    await poll(store, world, follow("a", source), until=timedelta(days=3, hours=12))
    alarms = events(caplog, "list.stale")
    assert [record.levelname for record in alarms] == ["WARNING", "ERROR", "ERROR"]
    assert 24 <= int(str(alarms[0].__dict__["hours"])) <= 32
    caplog.clear()
    source.trouble = None
    await poll(store, world, follow("a", source), until=timedelta(days=5))
    assert not events(caplog, "list.stale")


async def test_a_list_that_another_process_has_just_checked_is_left_alone(store: Store, world: World) -> None:
    first, second = FakeSource(world), FakeSource(world)
    await poll(store, world, follow("a", first), until=timedelta(minutes=10))
    world.moment = START + timedelta(minutes=12)
    await poll(store, world, follow("a", second), until=timedelta(minutes=40))
    assert len(second.asked) == 1
    assert timedelta(minutes=30) <= second.asked[0] <= timedelta(minutes=33)


async def test_a_check_that_lies_in_the_future_is_not_believed(store: Store, world: World) -> None:
    source = FakeSource(world)
    world.moment = START + timedelta(days=365)
    await poll(store, world, follow("a", source), until=timedelta(days=365, minutes=1))
    world.moment = START
    await poll(store, world, follow("a", source), until=timedelta(minutes=1))
    assert len(source.asked) == 2


async def test_a_clock_that_was_set_back_does_not_stop_the_checks(store: Store, world: World) -> None:
    source = FakeSource(world)

    async def sleep(seconds: float) -> None:
        if len(world.slept) == 1:
            world.moment -= timedelta(days=365)
        await world.sleep(seconds)
        if len(world.slept) > 3:
            raise Enough

    with suppress(Enough):
        await poller(store, world, sleep).poll_forever([follow("a", source)])
    assert max(world.slept) <= timedelta(days=2)
    assert len(source.asked) >= 3


async def test_a_list_in_the_store_from_another_source_is_asked_at_once(store: Store, world: World) -> None:
    seed, upstream = FakeSource(world), FakeSource(world, ["Sage on phones", "Poet on tiny devices"])
    await poll(store, world, Following(FollowOrder("a", "seed", seed), None, local=True, interval=HALF_HOUR),
               until=timedelta(minutes=1))  # fmt: skip
    world.moment = START
    await poll(store, world, follow("a", upstream), until=timedelta(minutes=1))
    assert upstream.asked == [timedelta(0)]
    assert {each.entry.title for each in (await store.load()).entries} == {"Sage on phones", "Poet on tiny devices"}


async def test_what_happened_is_logged_with_counts(
    store: Store, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    titles = [f"Work number {number} on phones" for number in range(20)]
    source = FakeSource(world, list(titles))

    async def sleep(seconds: float) -> None:
        await world.sleep(seconds)
        match len(source.asked):
            case 1:
                source.titles = [*titles, "Melon in memory"]
            case 2:
                source.titles = []
            case 4:
                source.titles = [*titles, "Melon in memory"]
                source.where = Whereabouts("fake:new", renamed_from="fake:a")

    world.ends = START + timedelta(hours=4)
    with suppress(Enough):
        await poller(store, world, sleep).poll_forever([follow("a", source)])
    first, second = events(caplog, "list.synced")
    assert (first.__dict__["first"], first.__dict__["entries"]) == (True, 20)
    assert (second.__dict__["first"], second.__dict__["added"]) == (False, 1)
    (held,) = events(caplog, "revision.held")
    assert (held.levelname, held.__dict__["removed"], held.__dict__["present"]) == ("WARNING", 21, 21)
    (moved,) = events(caplog, "source.moved")
    assert moved.__dict__["to"] == "fake:new"


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(lambda: StoreBusy("Another process holds it."), "store_busy"), (ZeroDivisionError, "bug")],
)
async def test_neither_the_store_nor_a_bug_ends_it(
    store: Store, world: World, caplog: pytest.LogCaptureFixture, trouble: Callable[[], Exception], code: str
) -> None:
    source = FakeSource(world, trouble=trouble)
    await poll(store, world, follow("a", source), until=timedelta(hours=2))
    assert len(source.asked) > 4
    failures = events(caplog, "check.failed")
    assert {str(record.__dict__["code"]) for record in failures} == {code}
    assert all(bool(record.exc_info) == (code == "bug") for record in failures)


@pytest.mark.parametrize("moment", ["asleep", "fetching"])
async def test_it_stops_at_once_when_cancelled(store: Store, world: World, moment: str) -> None:
    reached = asyncio.Event()

    @dataclass
    class Endless(FakeSource):
        async def fetch(self, known: Known | None) -> Fetched | Unchanged:
            reached.set()
            await asyncio.Event().wait()
            raise AssertionError

    async def endless(_seconds: float) -> None:
        reached.set()
        await asyncio.Event().wait()

    source = FakeSource(world) if moment == "asleep" else Endless(world)
    task = asyncio.create_task(poller(store, world, endless).poll_forever([follow("a", source)]))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await store.version() == (1 if moment == "asleep" else 0)


@pytest.mark.parametrize("steps", range(0, 40, 4))
async def test_cancelled_anywhere_the_store_is_before_or_after(store: Store, world: World, steps: int) -> None:
    """Let the event loop turn so many times, then cancel: a revision is there whole, or not at all."""
    source = FakeSource(world)
    task = asyncio.create_task(poller(store, world).poll_forever([follow("a", source)]))
    for _turn in range(steps):
        await asyncio.sleep(0.0005)
    task.cancel()
    with suppress(asyncio.CancelledError, Enough):
        await task
    catalog = await store.load()
    assert len(catalog.entries) == (2 if catalog.lists else 0)
    await poll(store, world, follow("a", source), until=world.now() - START + timedelta(minutes=5))
    assert len((await store.load()).entries) == 2
