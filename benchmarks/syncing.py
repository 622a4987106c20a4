"""Syncing a large list from a file, all the way into the store: parse, match and write."""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.lists import markdown_list
from benchmarks.measure import Row
from bot.bootstrap import SystemClock
from bot.domain.reading import READER_VERSION, read_list
from bot.ports import CatalogStore
from bot.services.sync import FollowOrder, sync_list
from bot.shipped import venue_table
from bot.storage.store import open_store
from bot.upstream.assemble import ListReader
from bot.upstream.files import FileSource

SIZE = 5_000
ROUNDS = 3


def rows() -> list[Row]:
    """Measure in a process of its own, so that its memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure)


def _measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "README.md")
        _append(path, markdown_list(SIZE))
        first, changed, same = asyncio.run(_sync_all(Path(folder, "bench.db"), path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return [
        Row(f"load a list of {SIZE} entries: CPU", first, "s"),
        Row(f"sync {SIZE} entries, one line changed: CPU", changed, "s"),
        Row(f"sync {SIZE} entries, the same text: CPU", same, "s"),
        Row(f"sync {SIZE} entries: peak memory", peak, "MiB"),
    ]


async def _sync_all(database: Path, path: Path) -> tuple[float, float, float]:
    """Return the CPU seconds of the first load, and the least of a few syncs of a changed line and of the same text."""
    changed, same = [], []
    async with open_store(database) as store:
        first = await _sync(store, path)
        for number in range(ROUNDS):
            _append(path, f"- [Brand new work {number}](https://example.org/{number})\n")
            changed.append(await _sync(store, path))
            same.append(await _sync(store, path))
        assert len(await store.change_log()) == ROUNDS
    return first, min(changed), min(same)


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


async def _sync(store: CatalogStore, path: Path) -> float:
    reader = ListReader(READER_VERSION, partial(read_list, venues=venue_table()))
    order = FollowOrder("bench", str(path), FileSource(path, reader))
    before = await store.find_list("bench")
    started = time.process_time()
    await sync_list(order, store=store, clock=SystemClock(), venues=venue_table(), before=before)
    return time.process_time() - started
