"""Sync a list's second text again and again, each time killed one step further, until it is there: WHERE.

The steps, and what is said after each death, are those of `tests.storage.programs.killed_writer`.
"""

from __future__ import annotations

import sys

from bot.services.sync import Synced
from bot.storage.store import SqlStore
from tests.services.sources import FakeSource, sync
from tests.storage.programs.killed_writer import kill_at_each_step

FIRST = ("Sage on phones", "Melon in memory", "Poet on tiny devices")
SECOND = ("Melon in memory", "Mandheling with a signal processor", "Poet on tiny devices")


async def sync_first(store: SqlStore) -> Synced:
    return await sync(store, FakeSource(FIRST))


async def sync_second(store: SqlStore) -> Synced:
    return await sync(store, FakeSource(SECOND))


if __name__ == "__main__":
    kill_at_each_step(sys.argv[1], sync_first, sync_second)
