"""The whole bot against a Discord on this machine: `awesome-bot run` in a process of its own, stopped by signals."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.faults import Gate

PATIENCE = 60.0
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as server:
        yield server


@asynccontextmanager
async def served(discord: LoopbackDiscord, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `awesome-bot run` with an empty pipe for a terminal, as a service manager would."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWESOME_", "LANG", "LC_"))}
    config = folder / "config.yaml"
    config.write_text(json.dumps({"data_dir": str(folder), "lists": [{"name": "ours", "source": "shipped"}]}), "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.discord.elsewhere", discord.url, "--config", str(config), "run",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=clean | {"AWESOME_BOT_DISCORD_TOKEN": discord.token},
    )  # fmt: skip
    try:
        await discord.connected(within=PATIENCE)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_an_answer_on_its_way_arrives_although_sigterm_comes(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with served(discord, tmp_path) as bot:
        gate = Gate()
        discord.trouble(CALLBACK, gate)
        interaction = await discord.slash("search", {"words": "training"})
        await asyncio.wait_for(gate.reached.wait(), PATIENCE)
        bot.send_signal(signal.SIGTERM)
        await discord.gateway.until(lambda: not discord.gateway.live)
        gate.open()
        assert "**1. " in (await interaction.answer()).text
        _out, err = await asyncio.wait_for(bot.communicate(), 10)
        assert (bot.returncode, err) == (0, b"")


async def test_a_revoked_token_is_one_line_in_the_log(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with served(discord, tmp_path) as bot:
        discord.revoke_token()
        _out, err = await asyncio.wait_for(bot.communicate(), PATIENCE)
        assert b"discord.refused" in err
        assert b"Traceback" not in err
        assert discord.token.encode() not in err
