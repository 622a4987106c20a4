"""The whole bot on a Discord on this machine: `awesome-bot run` in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.environment import bare_environment
from tests.servers.discord.driver import LoopbackDiscord

PATIENCE = 60.0
"""Seconds that a process gets for what a machine with nothing else to do does in one."""


@asynccontextmanager
async def served(
    discord: LoopbackDiscord, folder: Path, **settings: object
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `awesome-bot run` with an empty pipe for a terminal, as a service manager would."""
    config = folder / "config.yaml"
    config.write_text(json.dumps({"data_dir": str(folder)} | settings), "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.discord.elsewhere", discord.url, "--config", str(config), "run",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=bare_environment() | {"AWESOME_BOT_DISCORD_TOKEN": discord.token},
    )  # fmt: skip
    try:
        await discord.connected(within=PATIENCE)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
