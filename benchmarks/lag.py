"""How long the event loop keeps everybody else waiting while many search at once."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.meanings import meaning_of
from benchmarks.titles import NOW, make_catalog, make_questions
from bot.bootstrap import desk_for
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.catalog import Catalog
from bot.ports import RevisionWrite, Store
from bot.services.encoding import Meant
from bot.storage.store import open_store

_TICK = 0.005


@dataclass(frozen=True, slots=True)
class Lag:
    """By how much a timer came late, in milliseconds, while so many searches ran at once; `meant`, by meaning."""

    entries: int
    meant: bool
    at_once: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    seconds: float


def measure_lag(entries: int, at_once: int, *, meant: bool = False) -> Lag:
    """Ask so many questions at once, through the command table, of a store with a made catalog.

    *meant*: with a model of meaning, for which no two of them are the same.
    """
    catalog = make_catalog(entries)
    asked = make_questions(catalog, max(at_once // 3, 1))
    texts = [text for text, _ in (*asked.exact, *asked.misspelt)] + list(asked.topics)
    texts = (texts * (at_once // len(texts) + 1))[:at_once]
    return asyncio.run(_measured(catalog, texts, Meant(meaning_of(catalog)) if meant else None))


async def _measured(catalog: Catalog, texts: list[str], meant: Meant | None) -> Lag:
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder, "bench.db")) as store:
            await fill(store, catalog)
            desk = desk_for(store, meant=meant)
            await answer_line(desk, "/search warm", Person("bench:me"))
            async with ticking() as late:
                started = time.perf_counter()
                await asyncio.gather(*(_ask(desk, text, number) for number, text in enumerate(texts)))
                seconds = time.perf_counter() - started
    late.sort()
    count = len(catalog.entries)
    return Lag(
        count, meant is not None, len(texts), late[len(late) // 2], late[len(late) * 99 // 100], late[-1], seconds
    )


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """Collect by how many milliseconds a timer comes late for the time of the block."""
    late: list[float] = []
    task = asyncio.create_task(_tick(late))
    await asyncio.sleep(_TICK * 4)
    late.clear()
    try:
        yield late
        await asyncio.sleep(_TICK * 2)
    finally:
        task.cancel()


async def _ask(desk: Desk, text: str, number: int) -> None:
    name, _reply = await answer_line(desk, f"/search {text}", Person(f"bench:{number}"))
    assert name == "search"


async def _tick(late: list[float]) -> None:
    while True:
        due = time.perf_counter() + _TICK
        await asyncio.sleep(_TICK)
        late.append((time.perf_counter() - due) * 1e3)


async def fill(store: Store, catalog: Catalog) -> None:
    """Write a catalog of one list, which is called `bench`."""
    await store.write_revision(
        RevisionWrite(
            list_name="bench", title="Awesome Benchmarks", source="bench.md", homepage=None, digest="0", fetched_at=NOW,
            problem_count=0, put=catalog.entries, removed=(), changes=(),
        )
    )  # fmt: skip
