"""Slack on the wire: from a slash command to its acknowledgement and to its answer, with many people at once.

The bot is `awesome-bot run` in a process of its own, as it is in service, over Socket Mode; the loopback Slack and the
list that it follows are made here, so that the waiting is for both of them.  Needs Linux's /proc.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answers import QUERIES
from benchmarks.lists import markdown_list
from benchmarks.measure import Row, percentile
from benchmarks.running import PATIENCE, Bot, running
from tests.servers.slack.driver import Interaction, LoopbackSlack, loopback_slack
from tests.servers.slack.world import User

PEOPLE = (1, 50, 200)
ASKED = 400
ENTRIES = 10_000
ACKNOWLEDGED = 1_000.0
COMPLETION = 100.0
MEMORY = 250.0


@dataclass(slots=True)
class Taken:
    """How long things took, in milliseconds: to the acknowledgement, to the answer; and the bot's CPU time for one."""

    acked: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    cpu: float = 0.0


def rows() -> list[Row]:
    """Measure acknowledgements, answers, completions and memory at 10,000 entries."""
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.md"
        source.write_text(markdown_list(ENTRIES), "utf-8")
        async with loopback_slack() as slack:
            settings = {
                "data_dir": folder,
                "lists": [{"name": "bench", "source": str(source)}],
                "slack": {"api": slack.api},
            }
            (Path(folder) / "config.yaml").write_text(json.dumps(settings), "utf-8")
            people = [slack.add_user(slack.team, f"reader{number}") for number in range(max(PEOPLE))]
            async with _running(folder, slack) as bot:
                await _asked(slack, bot, people[:1], 20)
                speed = [row for count in PEOPLE for row in _figures(count, await _asked(slack, bot, people[:count]))]
                completed = await _completed(slack)
                memory = Row(f"memory while serving {ENTRIES:,} entries", bot.peak_mib, "MiB", MEMORY)
                return [*speed, completed, memory]


@asynccontextmanager
async def _running(folder: str, slack: LoopbackSlack) -> AsyncIterator[Bot]:
    tokens = {"AWESOME_BOT_SLACK_BOT_TOKEN": slack.token, "AWESOME_BOT_SLACK_APP_TOKEN": slack.app_token}
    async with running(["bot"], folder, tokens) as bot:
        await slack.connected(within=PATIENCE)
        yield bot


async def _asked(slack: LoopbackSlack, bot: Bot, people: list[User], times: int = ASKED) -> Taken:
    """Ask so many times, each of the people at once."""
    taken = Taken()
    before = bot.cpu_s
    for start in range(0, times, len(people)):
        begun = time.perf_counter()
        batch = [
            await slack.command(f"search {QUERIES[(start + n) % len(QUERIES)]}", user=person)
            for n, person in enumerate(people)
        ]

        async def wait(asked: Interaction, begun: float = begun) -> None:
            await asked.answer(within=60)
            taken.answered.append((time.perf_counter() - begun) * 1e3)

        await asyncio.gather(*map(wait, batch))
        taken.acked += [each.envelope.latency * 1e3 for each in batch]
        slack.messages.clear()
        slack.calls.clear()
    taken.cpu = (bot.cpu_s - before) / times * 1e3
    return taken


def _figures(people: int, taken: Taken) -> list[Row]:
    return [
        Row(f"/awesome to its acknowledgement, {people} at once: p50", percentile(taken.acked, 50), "ms"),
        Row(f"/awesome to its acknowledgement, {people} at once: p95", percentile(taken.acked, 95), "ms", ACKNOWLEDGED),
        Row(f"/awesome to its acknowledgement, {people} at once: slowest", max(taken.acked), "ms", ACKNOWLEDGED),
        Row(f"/awesome to its answer, {people} at once: p50", percentile(taken.answered, 50), "ms"),
        Row(f"/awesome to its answer, {people} at once: p95", percentile(taken.answered, 95), "ms"),
        Row(f"/awesome, {people} at once: CPU time of the bot for one", taken.cpu, "ms"),
    ]


async def _completed(slack: LoopbackSlack) -> Row:
    modal = await (await slack.command("show")).modal()
    taken: list[float] = []
    for query in QUERIES * 5:
        for end in range(1, 6):
            begun = time.perf_counter()
            await slack.options(modal, "complete:show:entry", query[:end])
            taken.append((time.perf_counter() - begun) * 1e3)
    return Row("options of an entry to what is shown: p95", percentile(taken, 95), "ms", COMPLETION)
