"""Syncing large lists from a file, all the way into the store: parse, match and write; and who waits meanwhile."""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from benchmarks.lag import ticking
from benchmarks.lists import markdown_list
from benchmarks.measure import Row
from bot.bootstrap import SystemClock, desk_for
from bot.bootstrap.remembering import RememberingReader
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.catalog import Catalog
from bot.domain.reading import READER_VERSION
from bot.ports import CatalogStore, Store
from bot.services.sync import FollowOrder, sync_list
from bot.shipped import venue_table
from bot.storage.store import open_store
from bot.upstream.assemble import ListReader
from bot.upstream.files import FileSource

SIZES = (5_000, 100_000)
ROUNDS = 3
PAUSE = 0.05
QUESTIONS = ("efficient network", "mobile kernel cache", "federated training", "by tanaka", "icml 2019", "sparse graph")

Edit = Callable[[str], str]


def rows() -> list[Row]:
    """Measure each size in a process of its own, so that its memory is its own."""
    found: list[Row] = []
    for size in SIZES:
        with get_context("spawn").Pool(1) as pool:
            found += pool.apply(_measure, (size,))
    return found


def _measure(size: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_sync_all(Path(folder), size))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return [*found, Row(f"sync {size} entries: peak memory", peak, "MiB")]


async def _sync_all(folder: Path, size: int) -> list[Row]:
    """Return the CPU seconds of the first load, of the least of a few syncs of each change, and of the same text."""
    path = folder / "README.md"
    path.write_text(markdown_list(size), encoding="utf-8")
    async with open_store(folder / "bench.db") as store:
        found = [Row(f"load a list of {size} entries: CPU", await _sync(store, path), "s")]
        for what, edit, rounds in _EDITS:
            taken = []
            for _ in range(rounds):
                _edit(path, edit)
                taken.append(await _sync(store, path))
            found.append(Row(f"sync {size} entries, {what}: CPU", min(taken), "s"))
        found += await _sync_while_asked(store, path, size)
    return found


async def _sync_while_asked(store: Store, path: Path, size: int) -> list[Row]:
    """Sync a changed line while somebody searches, in a process that has the catalog in memory."""
    desk = desk_for(store)
    await answer_line(desk, "/search warm", Person("bench:me"))
    _edit(path, _one_line)
    asking = asyncio.create_task(_ask(desk))
    async with ticking() as late:
        used = await _sync(store, path, lambda: desk.library.catalog)
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    late.sort()
    return [
        Row(f"sync {size} entries while asked, one line changed: CPU of both", used, "s"),
        Row(f"sync {size} entries while asked: lag p99", late[len(late) * 99 // 100], "ms", 50.0),
        Row(f"sync {size} entries while asked: longest lag", late[-1], "ms"),
    ]


async def _ask(desk: Desk) -> None:
    while True:
        for question in QUESTIONS:
            await answer_line(desk, f"/search {question}", Person("bench:me"))
            await asyncio.sleep(PAUSE)


def _same(text: str) -> str:
    return text


def _one_line(text: str) -> str:
    number = time.monotonic_ns()
    return _at_half(text, f"- [Brand new work {number}](https://example.org/{number})\n")


def _section(text: str) -> str:
    number = time.monotonic_ns()
    lines = (f"- [Fresh work {number} {at}](https://example.org/{number}/{at})\n" for at in range(40))
    return _at_half(text, f"\n### Brand new section {number}\n\n{''.join(lines)}")


def _reformatted(text: str) -> str:
    return text.replace("\n- ", "\n* ").replace("\n\n", "\n\n\n")


def _at_half(text: str, put: str) -> str:
    at = text.index("\n\n### ", len(text) // 2) + 1
    return text[:at] + put + text[at:]


_EDITS: tuple[tuple[str, Edit, int], ...] = (
    ("the same text", _same, ROUNDS),
    ("one line changed", _one_line, ROUNDS),
    ("a section added", _section, ROUNDS),
    ("every line reformatted", _reformatted, 1),
)


def _edit(path: Path, edit: Edit) -> None:
    path.write_text(edit(path.read_text("utf-8")), encoding="utf-8")


async def _sync(store: CatalogStore, path: Path, at_hand: Callable[[], Catalog] | None = None) -> float:
    reader = ListReader(READER_VERSION, RememberingReader("bench", path.with_name("bench.db.index")).read)
    order = FollowOrder("bench", str(path), FileSource(path, reader))
    before = await store.find_list("bench")
    started = time.process_time()
    await sync_list(order, store=store, clock=SystemClock(), venues=venue_table(), before=before, at_hand=at_hand)
    return time.process_time() - started
