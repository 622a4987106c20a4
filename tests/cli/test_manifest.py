"""`slack manifest` prints what Slack takes, for either way of reaching the bot."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from bot.commands.table import COMMANDS
from bot.frontends.slack.manifest import manifest
from tests.cli.process import bot


def test_it_prints_the_manifest_for_socket_mode() -> None:
    done = bot("slack", "manifest")
    assert (done.returncode, done.stderr) == (0, "")
    assert yaml.safe_load(done.stdout) == manifest(COMMANDS)


def test_it_prints_the_manifest_for_http_under_another_name_as_json() -> None:
    address = "https://bot.example.org"
    done = bot("slack", "manifest", "--http", address, "--command", "/papers", "--direct-messages", "--format", "json")
    assert json.loads(done.stdout) == manifest(COMMANDS, command="/papers", url=address, direct_messages=True)


def test_without_a_name_it_is_the_one_of_the_settings(tmp_path: Path) -> None:
    """And so is whether it hears direct messages; what is said on the line wins."""
    config = tmp_path / "config.yaml"
    config.write_text("slack:\n  command: /papers\n  direct_messages: true\n", "utf-8")
    done = bot("--config", config, "slack", "manifest")
    assert yaml.safe_load(done.stdout) == manifest(COMMANDS, command="/papers", direct_messages=True)
    done = bot("--config", config, "slack", "manifest", "--command", "/list")
    assert yaml.safe_load(done.stdout) == manifest(COMMANDS, command="/list", direct_messages=True)


def test_a_wrong_name_or_address_is_said_to_be_one() -> None:
    for wrong in (("--command", "Awesome"), ("--http", "bot.example.org")):
        done = bot("slack", "manifest", *wrong)
        assert done.returncode == 2
        assert "is like" in done.stderr
        assert "Traceback" not in done.stderr
