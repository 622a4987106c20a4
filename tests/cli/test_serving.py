"""The platforms and the terminal in one process: they start, fail and stop together."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.cli.discord import run_discord_invite, run_discord_sync
from bot.cli.serving import beside_platforms
from bot.commands.desk import Desk
from bot.config import Settings, SlackSettings
from bot.errors import ConfigError, PlatformError
from tests.commands.conftest import desk, synced_database
from tests.servers.slack.driver import SECRET, LoopbackSlack, loopback_slack

driver = pytest.importorskip("tests.servers.discord.driver", reason="the loopback Discord is not in this checkout")
faults = pytest.importorskip("tests.servers.discord.faults")

__all__ = ["desk", "synced_database"]
WITHIN = 10


@pytest.fixture
async def discord() -> AsyncIterator[Any]:
    async with driver.loopback_discord() as server:
        yield server


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as server:
        yield server


def settings_for(tmp_path: Path, token: str | None) -> Settings:
    return Settings(data_dir=tmp_path, discord_token=SecretStr(token) if token else None)


async def leaving(code: int = 0) -> int:
    return code


async def staying() -> int:
    await asyncio.Event().wait()
    return 0


async def test_without_a_token_there_is_only_the_terminal(desk: Desk, tmp_path: Path) -> None:
    assert await beside_platforms(settings_for(tmp_path, None), desk, leaving(3), alone=True) == 3


async def test_a_wrong_token_ends_the_run_with_exit_code_2(discord: Any, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        await asyncio.wait_for(
            beside_platforms(settings_for(tmp_path, "wrong.token"), desk, staying(), alone=False), WITHIN
        )
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_pipe_that_ends_leaves_discord_running_until_a_signal(
    discord: Any, desk: Desk, tmp_path: Path, number: signal.Signals
) -> None:
    run = asyncio.create_task(beside_platforms(settings_for(tmp_path, discord.token), desk, leaving(), alone=True))
    await discord.connected()
    answer = await (await discord.slash("search", {"words": "training"})).answer()
    assert "**1. " in answer.text
    os.kill(os.getpid(), number)
    assert await asyncio.wait_for(run, WITHIN) == 0


async def test_leaving_the_prompt_ends_discord(discord: Any, desk: Desk, tmp_path: Path) -> None:
    left = asyncio.Event()

    async def prompt() -> int:
        await left.wait()
        return 0

    run = asyncio.create_task(beside_platforms(settings_for(tmp_path, discord.token), desk, prompt(), alone=False))
    await discord.connected()
    left.set()
    assert await asyncio.wait_for(run, WITHIN) == 0


async def test_a_revoked_token_leaves_the_prompt_alone(discord: Any, desk: Desk, tmp_path: Path) -> None:
    left = asyncio.Event()

    async def prompt() -> int:
        await left.wait()
        return 3

    run = asyncio.create_task(beside_platforms(settings_for(tmp_path, discord.token), desk, prompt(), alone=False))
    await discord.connected()
    discord.revoke_token()
    await discord.gateway.until(lambda: not discord.gateway.connections)
    assert not run.done()
    left.set()
    assert await asyncio.wait_for(run, WITHIN) == 3


async def test_a_revoked_token_fails_where_there_is_nothing_else_to_serve(
    discord: Any, desk: Desk, tmp_path: Path
) -> None:
    """Whoever keeps the bot running learns of it by the exit code: 5, a platform's."""
    run = asyncio.create_task(beside_platforms(settings_for(tmp_path, discord.token), desk, leaving(), alone=True))
    await discord.connected()
    discord.revoke_token()
    with pytest.raises(PlatformError, match="AWESOME_BOT_DISCORD_TOKEN") as raised:
        await asyncio.wait_for(run, WITHIN)
    assert raised.value.exit_code == 5


async def test_sync_and_invite_say_what_they_did(
    discord: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_for(tmp_path, discord.token)
    await run_discord_sync(settings, guild_id=None, force=False)
    await run_discord_sync(settings, guild_id=None, force=False)
    await run_discord_invite(settings)
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Discord has the commands now."
    assert told[1] == "Discord has them already; --force tells it again."
    assert str(discord.application_id) in told[2]
    assert "integration_type=1" in told[3]
    assert discord.token not in (tmp_path / "discord-commands.json").read_text()


async def test_no_token_and_no_discord_are_told_apart(discord: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no token"):
        await run_discord_invite(settings_for(tmp_path, None))
    discord.trouble("GET /users/@me", *[faults.failing(400)] * 8)
    with pytest.raises(PlatformError, match="cannot be reached"):
        await run_discord_invite(settings_for(tmp_path, discord.token))


class TestSlack:
    """The same with Slack, alone and beside Discord."""

    async def test_it_answers_beside_discord_and_stops_with_it(
        self, discord: Any, slack: LoopbackSlack, desk: Desk, tmp_path: Path
    ) -> None:
        settings = on_slack(slack, tmp_path).model_copy(update={"discord_token": SecretStr(discord.token)})
        run = asyncio.create_task(beside_platforms(settings, desk, leaving(), alone=True))
        await discord.connected()
        await slack.connected()
        assert "training" in (await (await slack.command("training")).answer()).text
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(run, WITHIN) == 0

    async def test_over_http_it_listens_where_the_settings_say(
        self, slack: LoopbackSlack, desk: Desk, tmp_path: Path, unused_tcp_port: int
    ) -> None:
        address = f"127.0.0.1:{unused_tcp_port}"
        settings = on_slack(slack, tmp_path, {"listen": address}).model_copy(
            update={"slack_signing_secret": SecretStr(SECRET), "slack_app_token": None}
        )
        run = asyncio.create_task(beside_platforms(settings, desk, leaving(), alone=True))
        slack.target = f"http://{address}/slack/events"
        await listening_at(unused_tcp_port)
        assert "training" in (await (await slack.command("training")).answer()).text
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(run, WITHIN) == 0

    async def test_a_wrong_token_ends_the_run_with_exit_code_2(
        self, slack: LoopbackSlack, desk: Desk, tmp_path: Path
    ) -> None:
        settings = on_slack(slack, tmp_path).model_copy(update={"slack_bot_token": SecretStr("xoxb-wrong")})
        with pytest.raises(ConfigError, match="AWESOME_BOT_SLACK_BOT_TOKEN") as raised:
            await asyncio.wait_for(beside_platforms(settings, desk, staying(), alone=False), WITHIN)
        assert raised.value.exit_code == 2

    @pytest.mark.parametrize(
        ("given", "missing"),
        [
            ({"slack_bot_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
            ({"slack_client_secret": "s"}, "SLACK_CLIENT_ID"),
            ({"slack_bot_token": "xoxb-1", "slack": SlackSettings(listen="127.0.0.1:1")}, "SLACK_SIGNING_SECRET"),
        ],
    )
    async def test_what_is_missing_is_named(
        self, desk: Desk, tmp_path: Path, given: dict[str, Any], missing: str
    ) -> None:
        secrets = {key: SecretStr(value) if isinstance(value, str) else value for key, value in given.items()}
        settings = Settings(data_dir=tmp_path).model_copy(update=secrets)
        with pytest.raises(ConfigError, match=missing):
            await asyncio.wait_for(beside_platforms(settings, desk, staying(), alone=False), WITHIN)


def on_slack(slack: LoopbackSlack, tmp_path: Path, more: dict[str, Any] | None = None) -> Settings:
    return Settings(
        data_dir=tmp_path,
        slack_bot_token=SecretStr(slack.token),
        slack_app_token=SecretStr(slack.app_token),
        slack=SlackSettings(api=slack.api, **(more or {})),
    )


async def listening_at(port: int) -> None:
    """Wait until somebody listens on a port."""
    async with asyncio.timeout(WITHIN):
        while True:
            try:
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return
