"""Discord on the wire: from an interaction to its callback, drawing included, with many people at once; and memory.

The bot is `awesome-bot run` in a process of its own, as it is in service; the loopback Discord and the list that it
follows are made here.  So the CPU time and the memory are the bot's alone, and the waiting is for both of them, on
whatever processors there are.  Needs Linux's /proc.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answers import QUERIES
from benchmarks.lists import markdown_list
from benchmarks.measure import Row, percentile, run_process
from benchmarks.running import PATIENCE, Bot, running
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.interaction import Interaction

PEOPLE = (1, 50, 200)
ASKED = 400
ENTRIES = 10_000
CALLBACK = 1_000.0
COMPLETION = 20.0
MEMORY = 250.0


@dataclass(slots=True)
class Taken:
    """How long things took, in milliseconds: to the callback, to the answer itself; and the bot's CPU time for one."""

    called: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    cpu: float = 0.0


def rows() -> list[Row]:
    """Measure answers, completions and memory at 10,000 entries."""
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.md"
        source.write_text(markdown_list(ENTRIES), "utf-8")
        lists = [{"name": "bench", "source": str(source)}]
        (Path(folder) / "config.yaml").write_text(json.dumps({"data_dir": folder, "lists": lists}), "utf-8")
        async with loopback_discord(checked=False) as discord:
            async with _running(folder, discord) as bot:
                first = bot.peak_mib
            async with _running(folder, discord) as bot:
                return [
                    *await _speed(discord, bot),
                    Row(f"memory after a start with {ENTRIES:,} entries never seen before", first, "MiB", MEMORY),
                    Row(f"memory while serving {ENTRIES:,} entries", bot.peak_mib, "MiB", MEMORY),
                    Row(
                        "memory after the list has changed meanwhile",
                        await _changed(discord, bot, source),
                        "MiB",
                        MEMORY,
                    ),
                ]


async def _speed(discord: LoopbackDiscord, bot: Bot) -> list[Row]:
    await _asked(discord, bot, 1, 20)
    return [
        *[row for people in PEOPLE for row in _figures(people, await _asked(discord, bot, people, ASKED))],
        await _completed(discord),
    ]


@asynccontextmanager
async def _running(folder: str, discord: LoopbackDiscord) -> AsyncIterator[Bot]:
    module = ["tests.servers.discord.elsewhere", discord.url]
    async with running(module, folder, {"AWESOME_BOT_DISCORD_TOKEN": discord.token}) as bot:
        await discord.connected(within=PATIENCE)
        yield bot
    await discord.gateway.until(lambda: not discord.gateway.live)


async def _asked(discord: LoopbackDiscord, bot: Bot, people: int, times: int) -> Taken:
    """Ask so many times, so many at once."""
    taken = Taken()
    before = bot.cpu_s
    for start in range(0, times, people):
        begun = time.perf_counter()
        batch = [await discord.slash("search", {"words": QUERIES[(start + n) % len(QUERIES)]}) for n in range(people)]

        async def wait(interaction: Interaction, begun: float = begun) -> None:
            await interaction.answer(within=60)
            taken.answered.append((time.perf_counter() - begun) * 1e3)

        await asyncio.gather(*map(wait, batch))
        taken.called += [each.latency * 1e3 for each in batch]
    taken.cpu = (bot.cpu_s - before) / times * 1e3
    return taken


def _figures(people: int, taken: Taken) -> list[Row]:
    return [
        Row(f"/search to callback, {people} at once: p50", percentile(taken.called, 50), "ms"),
        Row(f"/search to callback, {people} at once: p95", percentile(taken.called, 95), "ms", CALLBACK),
        Row(f"/search to callback, {people} at once: slowest", max(taken.called), "ms", CALLBACK),
        Row(f"/search to the answer itself, {people} at once: p95", percentile(taken.answered, 95), "ms"),
        Row(f"/search, {people} at once: CPU time of the bot for one", taken.cpu, "ms"),
    ]


async def _completed(discord: LoopbackDiscord) -> Row:
    taken: list[float] = []
    for query in QUERIES * 5:
        for end in range(1, 6):
            typed = await discord.autocomplete("show", "entry", query[:end])
            await typed.choices()
            taken.append(typed.latency * 1e3)
    return Row("autocomplete of an entry to callback: p95", percentile(taken, 95), "ms", COMPLETION)


async def _changed(discord: LoopbackDiscord, bot: Bot, source: Path) -> float:
    """Let another process find one more entry on the list; return the bot's peak memory once it answers with it."""
    with source.open("a", encoding="utf-8") as file:
        file.write("- [Zanzibar: a title of which there is no other](https://example.org/zanzibar.pdf)\n")
    sync = [sys.executable, "-m", "bot", "--config", str(source.with_name("config.yaml")), "sync"]
    await asyncio.to_thread(run_process, sync)
    answer = await (await discord.slash("show", {"entry": "zanzibar"})).answer(within=60)
    assert "Zanzibar" in answer.text, answer.text
    return bot.peak_mib
