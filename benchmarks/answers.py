"""Warm answers: `/search` through the command table on the shipped catalog, and the engine on larger ones."""

from __future__ import annotations

import asyncio
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.lists import catalog
from benchmarks.measure import Row, percentile, percentiles
from bot.bootstrap import desk_for, engine_for, opened_store
from bot.cli.sync import sync_at_start
from bot.commands.answer import answer_line
from bot.commands.model import Person
from bot.config import Settings

QUERIES = (
    "memory efficient training",
    "federated lerning",
    "llm on npu since 2020",
    "mobisys 2022",
    "ulayer",
    "by song han",
    "chocolate cake recipe",
    "collaborative inference edge devices has:code",
    "quantization",
    "poet",
)
ROUNDS = 20


def rows() -> list[Row]:
    """Measure warm answers at three sizes."""
    measured = asyncio.run(_shipped())
    for size in (1_000, 10_000):
        measured += _engine(size)
    return measured


async def _shipped() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        async with opened_store(settings) as store:
            await sync_at_start(settings, store)
            desk = desk_for(store)
            person = Person("bench:me")
            times = []
            for query in QUERIES * (ROUNDS + 1):
                started = time.perf_counter()
                await answer_line(desk, f"/search {query}", person)
                times.append((time.perf_counter() - started) * 1e3)
    warm = times[len(QUERIES) :]
    return [
        Row("/search, shipped catalog, warm: p50", percentile(warm, 50), "ms"),
        Row("/search, shipped catalog, warm: p95", percentile(warm, 95), "ms", 5.0),
    ]


def _engine(size: int) -> list[Row]:
    big = catalog(size)
    started = time.perf_counter()
    engine = engine_for(big)
    built = time.perf_counter() - started
    p50, p95 = percentiles([partial(engine.search, query, limit=10) for query in QUERIES * 3])
    prefixes = [query[:end] for query in QUERIES for end in range(1, min(len(query), 10))]
    _typed50, typed95 = percentiles([partial(engine.complete_entries, prefix, 25) for prefix in prefixes])
    return [
        Row(f"index {size:,} entries", built, "s"),
        Row(f"search {size:,} entries, warm: p50", p50, "ms"),
        Row(f"search {size:,} entries, warm: p95", p95, "ms"),
        Row(f"complete a title among {size:,}: p95", typed95, "ms", 20.0 if size == 10_000 else None),
    ]
