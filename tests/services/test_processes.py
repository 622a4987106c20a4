"""Several processes that sync one list: one that is killed leaves no half-done work, and two log each change once."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.domain.settling import LoggedChange
from bot.storage.store import open_store
from tests.talking import command, heard, started, tell


def test_a_process_that_is_killed_at_any_step_of_a_sync_leaves_the_old_state_or_the_new(where: str) -> None:
    ran = subprocess.run(
        command("tests.services.programs.killed_sync", where), capture_output=True, text=True, check=True
    )

    *states, last = map(json.loads, ran.stdout.splitlines())
    assert len(states) >= 15  # it reads what is stored before it writes
    assert all(state == states[0] for state in states)
    assert (states[0]["version"], states[0]["rows"]) == (1, [1, 3, 0])
    assert last == {
        "version": 2,
        "digest": "M",
        "titles": ["Melon in memory", "Mandheling with a signal processor", "Poet on tiny devices"],
        "rows": [2, 4, 2],
    }


def test_two_processes_that_sync_one_list_at_once_log_each_change_once(where: str) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(started("tests.services.programs.syncer", where)) for _ in range(2)]
        assert [heard(process) for process in processes] == ["ready", "ready"]
        for size in range(3, 23):
            for process in processes:
                tell(process, str(size))
            assert [heard(process) for process in processes] == ["done", "done"]

    async def read() -> tuple[int, tuple[LoggedChange, ...], int]:
        async with open_store(where) as store:
            return await store.version(), await store.change_log(), len(await store.known_entries("main"))

    version, log, known = asyncio.run(read())
    assert (version, known) == (20, 22)
    assert [logged.change.title for logged in log] == [f"Work number {n}" for n in range(3, 22)]


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    """Fail, rather than hang, where a process does not answer."""
    signal.alarm(120)
    yield
    signal.alarm(0)
