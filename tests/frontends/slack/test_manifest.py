"""The manifest says what the bot hears and offers, asks for little, and is what Slack takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from bot.commands.menus import MESSAGE_MENUS
from bot.commands.table import COMMANDS
from bot.frontends.slack.controls import SEARCH_SHORTCUT, menu_callback
from bot.frontends.slack.manifest import (
    COMMAND,
    DIRECT_EVENT,
    DIRECT_SCOPE,
    EVENTS,
    SCOPES,
    manifest,
    manifest_text,
)

URL = "https://bot.example.org"
_NEEDS = {"app_mention": "app_mentions:read", "message.im": "im:history"}


def made(**options: Any) -> dict[str, Any]:
    return manifest(COMMANDS, **options)


def test_socket_mode_needs_no_address_and_http_needs_one_everywhere() -> None:
    assert made()["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made())
    over_http = made(url=URL + "/")
    assert over_http["settings"]["socket_mode_enabled"] is False
    asked_at = {
        over_http["settings"]["event_subscriptions"]["request_url"],
        over_http["settings"]["interactivity"]["request_url"],
        over_http["settings"]["interactivity"]["message_menu_options_url"],
        over_http["features"]["slash_commands"][0]["url"],
    }
    assert asked_at == {f"{URL}/slack/events"}
    assert over_http["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


@pytest.mark.parametrize("direct", [False, True])
def test_each_event_has_its_scope_and_each_scope_its_reason(direct: bool) -> None:
    it = made(direct_messages=direct)
    asked = it["oauth_config"]["scopes"]["bot"]
    heard = it["settings"]["event_subscriptions"]["bot_events"]
    assert {_NEEDS[event] for event in heard if event in _NEEDS} <= set(asked)
    reasons = dict([*SCOPES.items(), DIRECT_SCOPE])
    assert all(reasons[scope] for scope in asked)
    assert len(asked) == len(set(asked))


def test_no_history_is_asked_for_unless_direct_messages_are_wanted() -> None:
    assert not any("history" in scope for scope in made()["oauth_config"]["scopes"]["bot"])
    assert made()["features"]["app_home"]["messages_tab_read_only_enabled"] is True
    wanted = made(direct_messages=True)
    assert [scope for scope in wanted["oauth_config"]["scopes"]["bot"] if "history" in scope] == ["im:history"]
    assert set(wanted["settings"]["event_subscriptions"]["bot_events"]) == {*EVENTS, DIRECT_EVENT}
    assert wanted["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_one_slash_command_tells_of_every_command_of_the_table() -> None:
    (command,) = made(command="/papers")["features"]["slash_commands"]
    assert command["command"] == "/papers"
    assert command["should_escape"] is True
    assert all(name in command["usage_hint"] for name in COMMANDS)
    assert made()["features"]["slash_commands"][0]["command"] == COMMAND


def test_each_menu_of_a_message_is_a_shortcut_beside_the_search() -> None:
    shortcuts = {each["callback_id"]: each for each in made()["features"]["shortcuts"]}
    assert shortcuts.pop(SEARCH_SHORTCUT)["type"] == "global"
    assert {(key, each["type"], each["name"]) for key, each in shortcuts.items()} == {
        (menu_callback(menu), "message", menu.name) for menu in MESSAGE_MENUS
    }


def test_slacks_limits_hold() -> None:
    it = made(name="a name that is longer than Slack lets an app's name be", url=URL)
    assert len(it["display_information"]["name"]) <= 35
    assert len(it["display_information"]["description"]) <= 140
    for shortcut in it["features"]["shortcuts"]:
        assert 0 < len(shortcut["name"]) <= 24
        assert 0 < len(shortcut["description"]) <= 150
    for command in it["features"]["slash_commands"]:
        assert len(command["usage_hint"]) <= 1_000


def test_the_text_is_read_as_what_it_was_made_of() -> None:
    it = made(url=URL)
    assert yaml.safe_load(manifest_text(it)) == it
    assert json.loads(manifest_text(it, "json")) == it
