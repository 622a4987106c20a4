"""Discord on the wire: from an interaction to its callback, drawing included, with many people at once; and memory.

The loopback server runs in the same process, so its share of the time is in the figures: Discord's own is not.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.answers import QUERIES
from benchmarks.lists import markdown_list
from benchmarks.measure import Row
from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.config import ListSettings, Settings
from bot.frontends.discord.running import run_discord
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.interaction import Interaction

PEOPLE = (1, 50, 200)
ASKED = 400
ENTRIES = 10_000


def rows() -> list[Row]:
    """Measure answers and completions at 10,000 entries, then the memory of the whole process."""
    logging.disable(logging.WARNING)
    measured = asyncio.run(_measured())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*measured, Row(f"bot and loopback server, {ENTRIES:,} entries: peak memory", peak, "MiB")]


async def _measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.md"
        source.write_text(markdown_list(ENTRIES), "utf-8")
        settings = Settings(data_dir=Path(folder), lists=(ListSettings(name="bench", source=str(source)),))
        async with opened_store(settings) as store, loopback_discord(checked=False) as discord:
            await sync_at_start(settings, store)
            desk = desk_for(store)
            await desk.library.refresh()
            stop = asyncio.Event()
            running = asyncio.create_task(run_discord(desk, discord.token, Path(folder) / "told.json", stop))
            await discord.connected()
            await _asked(discord, 1, 20)
            measured = [row for people in PEOPLE for row in _figures(people, await _asked(discord, people, ASKED))]
            measured.append(await _completed(discord))
            stop.set()
            await running
    return measured


async def _asked(discord: LoopbackDiscord, people: int, times: int) -> tuple[list[float], list[float]]:
    """Ask so many times, so many at once; return how long each callback and each answer took, in milliseconds."""
    called: list[float] = []
    answered: list[float] = []
    for start in range(0, times, people):
        begun = time.perf_counter()
        batch = [await discord.slash("search", {"words": QUERIES[(start + n) % len(QUERIES)]}) for n in range(people)]

        async def wait(interaction: Interaction, begun: float = begun) -> None:
            await interaction.answer(within=60)
            answered.append((time.perf_counter() - begun) * 1e3)

        await asyncio.gather(*map(wait, batch))
        called += [each.latency * 1e3 for each in batch]
    return sorted(called), sorted(answered)


def _figures(people: int, taken: tuple[list[float], list[float]]) -> list[Row]:
    called, answered = taken
    return [
        Row(f"/search to callback, {people} at once: p50", _share(called, 0.5), "ms"),
        Row(f"/search to callback, {people} at once: p95", _share(called, 0.95), "ms", 1_000.0),
        Row(f"/search to the answer itself, {people} at once: p95", _share(answered, 0.95), "ms"),
    ]


def _share(taken: list[float], share: float) -> float:
    return taken[int(len(taken) * share)]


async def _completed(discord: LoopbackDiscord) -> Row:
    taken: list[float] = []
    for query in QUERIES * 5:
        for end in range(1, 6):
            typed = await discord.autocomplete("show", "entry", query[:end])
            await typed.choices()
            taken.append(typed.latency * 1e3)
    taken.sort()
    return Row("autocomplete of an entry to callback: p95", taken[int(len(taken) * 0.95)], "ms", 20.0)
