"""Several processes on one database: they wait for each other, and one that is killed leaves no half-done work."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.storage.engine import create_engine, for_writing
from bot.storage.place import find_place
from bot.storage.shelf import save
from bot.storage.store import open_store
from tests.storage.holding import holding
from tests.storage.samples import NOON, added, later, revision, stored, subscription
from tests.talking import command, heard, started, tell

PROGRAMS = "tests.storage.programs"


def test_two_processes_that_meet_on_a_fresh_database_lose_nothing(where: str) -> None:
    """Both make the tables at the same time, then write at the same time."""
    with ExitStack() as stack:
        processes = [stack.enter_context(started(f"{PROGRAMS}.saver", where, name, 50, 20)) for name in ("one", "two")]
        assert [heard(process) for process in processes] == ["ready", "ready"]
        for process in processes:
            tell(process, "go")
        assert [heard(process) for process in processes] == ["50", "50"]

    async def count() -> int:
        async with open_store(where) as store:
            return len(await store.saved("everybody"))

    assert asyncio.run(count()) == 100


def save_mine(connection: Connection) -> None:
    save(connection, "everybody", EntryRef("main", "0"), "mine", NOON)


async def test_a_process_that_waits_in_vain_says_so_and_loses_nothing(where: str) -> None:
    async with open_store(where) as store:
        with started(f"{PROGRAMS}.saver", where, "main", 1, 0.2) as process:
            assert heard(process) == "ready"
            async with holding(for_writing(create_engine(find_place(where), 5), 5), save_mine):
                tell(process, "go")
                answer = heard(process)

        assert answer.startswith("StoreBusy: Another process is using the database")
        assert [item.note for item in await store.saved("everybody")] == ["mine"]


def test_a_process_that_is_killed_while_it_writes_leaves_the_old_state_or_the_new(where: str) -> None:
    ran = subprocess.run(
        command(f"{PROGRAMS}.killed_writer", where, "revision"), capture_output=True, text=True, check=True
    )

    *states, last = map(json.loads, ran.stdout.splitlines())
    assert len(states) >= 9  # before it began, after each of six statements, before and after the commit
    assert all(state == states[0] for state in states)
    assert states[0]["version"] == 1
    assert states[0]["rows"] == [1, 2, 2]
    assert last == {
        "version": 2,
        "digest": "b",
        "titles": ["Changed", *(f"The new-{n} paper" for n in range(5))],
        "rows": [2, 7, 3],
    }


def test_a_process_that_is_killed_while_it_writes_a_digest_leaves_all_of_it_or_nothing(where: str) -> None:
    """The cursor moves if and only if the digest and all its messages are there."""
    ran = subprocess.run(
        command(f"{PROGRAMS}.killed_writer", where, "digest"), capture_output=True, text=True, check=True
    )

    *states, last = map(json.loads, ran.stdout.splitlines())
    assert len(states) >= 7
    assert all(state == {"cursors": [0], "rows": [0, 0]} for state in states)
    assert last == {"cursors": [1], "rows": [1, 3]}


def meet(where: str, what: str) -> list[str]:
    """Let two processes do the same at the same time; return what came of it."""
    with ExitStack() as stack:
        processes = [stack.enter_context(started(f"{PROGRAMS}.digester", where, what, name)) for name in ("one", "two")]
        assert [heard(process) for process in processes] == ["ready", "ready"]
        for process in processes:
            tell(process, "go")
        return sorted(heard(process) for process in processes)


async def test_two_processes_that_settle_at_once_make_each_piece_of_news_once(where: str) -> None:
    async with open_store(where) as store:
        for hour in range(30):
            entries = [stored(f"e{hour}-{n}", n) for n in range(100)]
            await store.write_revision(revision(changes=tuple(map(added, entries)), at=later(hour), digest=str(hour)))
        made = await asyncio.to_thread(meet, where, "settle")

        assert sum(map(int, made)) == 3000
        news = await store.news()
        assert [each.number for each in news] == list(range(1, 3001)) == [each.changes[0] for each in news]
        assert await store.unsettled() == ()


async def test_two_processes_that_compose_what_is_due_at_once_write_each_digest_once(where: str) -> None:
    async with open_store(where) as store:
        for n in range(40):
            await store.put_subscription(subscription(f"s{n}"))
        written = await asyncio.to_thread(meet, where, "compose")

        assert sum(map(int, written)) == 40
        assert len(await store.digests()) == 40
        assert len(await store.deliveries()) == 80
        assert {each.cursor for each in await store.subscriptions()} == {1}


async def test_of_two_processes_that_want_a_lease_at_once_one_gets_it(where: str) -> None:
    async with open_store(where):
        taken = await asyncio.to_thread(meet, where, "lease")

    assert taken in (["nobody's", "one 1"], ["nobody's", "two 1"])


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    """Fail, rather than hang, where a process does not answer."""
    signal.alarm(120)
    yield
    signal.alarm(0)
