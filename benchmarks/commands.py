"""Commands: what each of the table costs on a list of 100,000 entries: CPU, and how long it keeps the event loop.

    scripts/bench commands [--sizes 10000,100000]

Asks each command as a person does, then what people search for and what is made to be much work, and completes values
of each kind.  CPU is of the thread of the event loop; what a thread beside it takes is the wall's.  Figures are the
first answer's, as nobody asks a bot the same twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.asked import REALISTIC, hostile
from benchmarks.lag import fill
from benchmarks.measure import ROOT
from benchmarks.titles import make_catalog
from bot.bootstrap import desk_for
from bot.commands.answer import answer_line
from bot.commands.complete import complete_line, complete_value
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.catalog import Catalog
from bot.storage.store import open_store

SIZES = "10000,100000"
LONG = 30.0
"""Milliseconds of CPU from which on others notice that the event loop was kept."""

_TICK = 0.002
_ME = Person("bench:me")


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer cost, in milliseconds: CPU of the event loop's thread, the most of it at a stretch, and in all."""

    entries: int
    what: str
    cpu_ms: float
    stretch_ms: float
    wall_ms: float


def main(arguments: Sequence[str]) -> int:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(prog="bench commands", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default=SIZES, help="entries of the made lists")
    found: list[Cost] = []
    for size in map(int, parser.parse_args(arguments).sizes.split(",")):
        with get_context("spawn").Pool(1) as pool:
            found += pool.apply(rows, (size,))
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    (folder / "commands.json").write_text(json.dumps([asdict(cost) for cost in found], indent=1) + "\n", "utf-8")
    return 0


def rows(size: int) -> list[Cost]:
    """Measure all on one made list, and print it line by line."""
    print(f"\n{size:,} entries{'CPU, ms':>56}{'at a stretch':>14}{'in all':>10}", flush=True)
    return asyncio.run(_measured(make_catalog(size)))


async def _measured(catalog: Catalog) -> list[Cost]:
    found: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder, "bench.db")) as store:
            await fill(store, catalog)
            desk = desk_for(store)
            await answer_line(desk, "/search warm", _ME)
            for what, ask in _questions(desk, catalog):
                found.append(await _cost(len(catalog.entries), what, ask))
                print(_line(found[-1]), flush=True)
    return found


def _questions(desk: Desk, catalog: Catalog) -> Iterator[tuple[str, Callable[[], Awaitable[object]]]]:
    """Yield what is asked, each under a name."""
    for line in _lines(catalog):
        yield line, partial(answer_line, desk, line, _ME)
    for text in REALISTIC:
        yield f"/search {text}", partial(answer_line, desk, f"/search {text}", _ME)
    made = hostile(catalog)
    for command in ("search", "show", "browse", "similar", "recommend"):
        for name, text in made.items():
            yield f"/{command} <{name}>", partial(answer_line, desk, f"/{command} {text}", _ME)
    typed = "/show ", "/show fede", "/show edge infernce", "/browse infe", "/search mobile ve", "/search neural netw"
    for line in typed:
        yield f"completing {line}", partial(_at_once, partial(complete_line, desk, line))
    author = (catalog.entries[0].entry.authors or "").split(",")[0].lower()
    facets = {param.name: param for param in desk.table["search"].params if param.facet}
    for name, text in (("venue", "mobi"), ("venue", "mobisis"), ("author", author[:4]), ("author", f"{author}x")):
        yield f"completing {name}:{text}", partial(_at_once, partial(complete_value, desk, facets[name], text))
    for of, text in made.items():
        for name in ("author", "section", "like"):
            if name in facets:
                begun = partial(complete_value, desk, facets[name], text)
                yield f"completing {name}:<{of}>", partial(_at_once, begun)


def _lines(catalog: Catalog) -> Iterator[str]:
    """Yield a call of each command, in an order in which each has something to say."""
    entries = catalog.entries
    name, others = entries[len(entries) // 2].id, [entry.id for entry in entries[:: max(1, len(entries) // 12)]]
    counted = Counter(path for entry in entries for path in entry.entry.sections).most_common(1)
    section = " / ".join(counted[0][0])
    yield from ("/browse", f"/browse {section}", f"/show {name}", f"/similar {name}", f"/approaches {name}")
    yield from ("/approaches", "/recommend", "/recommend edge training", "/random", "/recent", "/recent changes")
    yield from ("/stats", "/lists", "/status", "/about", "/help", "/interests")
    yield f"/search network like:{name}"
    yield f"/search network like:{others[0]},{others[1]} unlike:{others[2]},{others[3]}"
    yield from (f"/save {each}" for each in others)
    yield from ("/saved", "/recommend", f"/rate {name} no", f"/rate pick:{others[0]} entry:{others[1]} verdict:yes")
    yield from (
        "/recommend",
        f"/refuse {name}",
        f"/unrefuse {name}",
        "/export search edge",
        "/export saved bibtex",
        "/reading list",
    )
    yield from (f"/unsave {others[0]}", "/suggestions mine", "/digest subscribe weekly mon 09:00", "/digest list")
    yield from ("/digest preview", f"/digest explain {name}", "/forget")


async def _at_once(complete: Callable[[], object]) -> object:
    return complete()


async def _cost(entries: int, what: str, ask: Callable[[], Awaitable[object]]) -> Cost:
    async with _stretches() as stretches:
        started, used = time.perf_counter(), time.thread_time()
        await ask()
        cpu, wall = time.thread_time() - used, time.perf_counter() - started
    return Cost(entries, what, cpu * 1e3, max(stretches) * 1e3, wall * 1e3)


@asynccontextmanager
async def _stretches() -> AsyncIterator[list[float]]:
    """Collect what CPU this thread uses from one turn of a timer to the next: what others do cannot disturb that."""
    found: list[float] = []

    async def tick() -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(_TICK)
            now = time.thread_time()
            found.append(now - before)
            before = now

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    try:
        yield found
        await asyncio.sleep(_TICK * 2)
    finally:
        ticking.cancel()


def _line(cost: Cost) -> str:
    note = "   long" if cost.stretch_ms >= LONG else ""
    return f"  {cost.what[:60]:60s}{cost.cpu_ms:10.1f}{cost.stretch_ms:14.1f}{cost.wall_ms:10.1f}{note}"
