"""The bot in a process of its own, as in service: started, stopped, and what it has used.  Needs Linux's /proc."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT

PATIENCE = 120.0
"""Seconds that the bot gets to start, with a list that it has never seen."""


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's process, and what it has used so far."""

    process: asyncio.subprocess.Process

    @property
    def cpu_s(self) -> float:
        """User and system time, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak_mib(self) -> float:
        """The most memory that it ever had."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


@asynccontextmanager
async def running(module: Sequence[str], folder: str, tokens: Mapping[str, str]) -> AsyncIterator[Bot]:
    """Run the bot of a folder until the end of the block, and stop it as an operator would.  Fails where that fails.

    *module* is what Python runs it by, with arguments that come before the bot's own.
    """
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", *module, "--config", f"{folder}/config.yaml", "run"],
        cwd=ROOT,
        env={**os.environ, **tokens},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield Bot(process)
    finally:
        process.terminate()
        code = await asyncio.wait_for(process.wait(), PATIENCE)
    if code:
        sys.exit(f"the bot exited {code}")
