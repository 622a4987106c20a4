"""Ten thousand subscriptions due in the same minute: composed and queued, while people go on asking.

In one process with one event loop, as the bot runs; the list gains sixty works, filters and styles differ.  Sending is
Discord's pace, not ours, and is not measured here.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import tempfile
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

from benchmarks.answers import QUERIES
from benchmarks.lists import markdown_list
from benchmarks.measure import Row, percentile
from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.config import ListSettings, Settings
from bot.domain.destinations import Destination
from bot.domain.subscriptions import Style, Subscription, Threading
from bot.ports import Store
from bot.services.digesting import Digester

SUBSCRIPTIONS = 10_000
ENTRIES, NEW = 2_000, 30
WORDS = ("", "has:code", "section:1", "memory", "training -audio", "venue:mobisys", "npu", "quantization", "-has:code")
FILTERS = tuple(
    f"{words} {years}".strip() for words in WORDS for years in ("", *(f"year:{year}.." for year in range(2010, 2026)))
)
"""A good hundred and fifty ways to ask."""

PERSON = Person("terminal:bench")
ASKED_EVERY = 0.02
"""Seconds between two questions: fifty a second, from everybody together."""


def rows() -> list[Row]:
    """Measure in a process of its own, so that its memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure)


def _measure() -> list[Row]:
    logging.disable(logging.WARNING)
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.md"
        settings = Settings(data_dir=Path(folder), lists=(ListSettings(name="bench", source=str(source)),))
        lines = markdown_list(ENTRIES + NEW).splitlines()
        source.write_text("\n".join(lines[:-NEW]) + "\n", "utf-8")
        async with opened_store(settings) as store:
            await sync_at_start(settings, store)
            await _subscribe(store)
            source.write_text("\n".join(lines) + "\n", "utf-8")
            await sync_at_start(settings, store)
            desk = desk_for(store, settle=timedelta(0))
            await desk.library.refresh()
            before = _mib()
            alone = await _asked(desk, asyncio.create_task(asyncio.sleep(2)))
            started = time.perf_counter()
            working = asyncio.create_task(_digester(desk).digest_due())
            meanwhile = await _asked(desk, working)
            took = time.perf_counter() - started
            messages = len(await store.deliveries(limit=10 * SUBSCRIPTIONS))
    return [
        Row(f"{working.result():,} of {SUBSCRIPTIONS:,} digests composed and queued", took, "s", 30.0),
        Row("messages queued", messages, ""),
        Row("/search meanwhile: p50", percentile(meanwhile, 50), "ms"),
        Row("/search meanwhile: p95", percentile(meanwhile, 95), "ms", 50.0),
        Row("/search with nothing else to do: p95", percentile(alone, 95), "ms"),
        Row("memory before", before, "MiB"),
        Row("peak memory", _mib(), "MiB", 400.0),
    ]


def _digester(desk: Desk) -> Digester:
    return Digester(desk.store, desk.clock, desk.settle, desk.composer, desk.library.refresh)


async def _subscribe(store: Store) -> None:
    now = desk_for(store).clock.now()
    for number in range(SUBSCRIPTIONS):
        words = FILTERS[number % len(FILTERS)]
        await store.put_subscription(
            Subscription(
                f"s{number}", Destination("discord", str(number // 3), str(number)), "discord:1", now,
                "weekly mon 09:00", "Europe/Berlin", cursor=0, covered=now - timedelta(days=7),
                due_at=now - timedelta(minutes=1), include=(words,) if words else (),
                style=Style.COMPACT if number % 3 else Style.FULL, most=(10, 25)[number % 2],
                threading=(Threading.PLAIN, Threading.PLAIN, Threading.THREAD)[number % 3],
                locale="zh_CN" if number % 5 == 0 else "en",
            )
        )  # fmt: skip


async def _asked(desk: Desk, working: asyncio.Task[object]) -> list[float]:
    """Ask one question after another until the work is done; return how long each answer took, in milliseconds."""
    taken: list[float] = []
    while not working.done():
        due = time.perf_counter() + ASKED_EVERY
        begun = time.perf_counter()
        await answer_line(desk, f"/search {QUERIES[len(taken) % len(QUERIES)]}", PERSON)
        taken.append((time.perf_counter() - begun) * 1e3)
        await asyncio.sleep(max(due - time.perf_counter(), 0))
    return taken


def _mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
