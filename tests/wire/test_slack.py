"""The whole bot on Slack over signed HTTP: `awesome-bot run` in two processes that share a store."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.frontends.slack.manifest import EVENTS_PATH
from tests.servers.slack.driver import SECRET, Interaction, LoopbackSlack, loopback_slack
from tests.servers.slack.signing import send_signed
from tests.servers.slack.world import Message

PATIENCE = 60.0


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as server:
        yield server


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@asynccontextmanager
async def served(slack: LoopbackSlack, folder: Path, name: str) -> AsyncIterator[str]:
    """Run the bot as a service manager would; give the address at which it hears, and stop it by a signal."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("AWESOME_", "LANG", "LC_"))}
    place = f"127.0.0.1:{free_port()}"
    settings = {
        "data_dir": str(folder), "lists": [{"name": "ours", "source": "shipped"}],
        "slack": {"listen": place, "api": slack.api, "command": "/papers"},
    }  # fmt: skip
    config = folder / f"{name}.yaml"
    config.write_text(json.dumps(settings), "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), "run",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=clean | {"AWESOME_BOT_SLACK_BOT_TOKEN": slack.token, "AWESOME_BOT_SLACK_SIGNING_SECRET": SECRET},
    )  # fmt: skip
    try:
        address = f"http://{place}{EVENTS_PATH}"
        async with asyncio.timeout(PATIENCE):
            await _answers(address)
        yield address
        process.send_signal(signal.SIGTERM)
        _out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert (process.returncode, err) == (0, b"")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _answers(address: str) -> None:
    """Wait until somebody listens: who is not Slack is turned away."""
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.post(address, data=b"{}") as response:
                    assert response.status == 401
                    return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.05)


async def test_an_event_that_both_processes_hear_is_answered_once(slack: LoopbackSlack, tmp_path: Path) -> None:
    """Slack repeats what it heard no acknowledgement of, and a balancer passes it on to whichever process it likes."""
    async with served(slack, tmp_path, "one") as one, served(slack, tmp_path, "two") as two:
        slack.target = one
        first = await slack.mention("npu")
        await first.answer(PATIENCE)
        slack.target = two
        await slack.again(first)
        await slack.again(first)

        second = await slack.mention("training")
        together = [send_signed(each, second.envelope, headers={"X-Slack-Retry-Num": "1"}) for each in (one, two)]
        assert await asyncio.gather(*together) == [200, 200]
        await second.answer(PATIENCE)

        answered = await slack.command("/serach npu", name="/papers")
        assert "Did you mean /papers search?" in (await answered.answer(PATIENCE)).words
    assert len(_answers_to(slack, first)) == len(_answers_to(slack, second)) == 1


def _answers_to(slack: LoopbackSlack, asked: Interaction) -> list[Message]:
    """Return what hangs on the message that asked; all of it is there once both processes have ended."""
    asking = asked.envelope.payload["event"]["ts"]
    return [each for each in slack.messages if each.thread_ts == asking]
