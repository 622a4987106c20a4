"""The whole bot against a Discord on this machine: `awesome-bot run` in a process of its own, stopped by signals."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.faults import Gate
from tests.wire.serving import PATIENCE, served

SHIPPED = [{"name": "ours", "source": "shipped"}]
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


async def test_an_answer_on_its_way_arrives_although_sigterm_comes(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with served(discord, tmp_path, lists=SHIPPED) as bot:
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


async def test_a_revoked_token_is_one_line_in_the_log_a_sentence_and_an_exit_code(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with served(discord, tmp_path, lists=SHIPPED) as bot:
        discord.revoke_token()
        _out, err = await asyncio.wait_for(bot.communicate(), PATIENCE)
        assert bot.returncode == 5
        assert b"discord.refused" in err
        assert b"AWESOME_BOT_DISCORD_TOKEN" in err
        assert b"Traceback" not in err
        assert discord.token.encode() not in err
