"""The app's manifest: what Slack has to know of the bot, made from the command table; and why it asks for each scope.

What the bot listens to and what it asks for are the constants here: the listeners are registered from them, so that
the manifest and the handlers cannot part.  Reads nothing and sends nothing.

Direct messages are heard only where an operator says so: Slack tells of them to nobody without `im:history`, and the
bot asks for no history otherwise.  Mentions, the slash command and the home tab need none of that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from bot.commands.menus import MESSAGE_MENUS
from bot.commands.model import Command
from bot.frontends.slack.controls import SEARCH_SHORTCUT, menu_callback

COMMAND = "/awesome"
"""The slash command, where the settings name no other."""

SHORTCUTS: Mapping[str, tuple[str, str, str]] = {
    SEARCH_SHORTCUT: ("global", "Search the list", "Find papers and projects on the list."),
    **{menu_callback(menu): ("message", menu.name, "Ask the list about this message.") for menu in MESSAGE_MENUS},
}
"""Each shortcut by its callback id: what kind it is, what it is called, and what it does."""

EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked")
"""What the bot hears, but for commands, presses and forms."""

DIRECT_EVENT = "message.im"
"""What it hears besides, where direct messages are wanted."""

SCOPES: Mapping[str, str] = {
    "commands": "to be asked by a slash command and by shortcuts",
    "chat:write": "to answer where it is mentioned, and to post digests in channels that it was invited to",
    "app_mentions:read": "to hear questions that mention it, and no other message",
    "im:write": "to send a person the digest or the file that they asked for",
    "files:write": "to hand over an export, and the picture of the statistics",
    "users:read": "to answer in a person's language and time zone, to know who manages the workspace, "
    "and to name who adds to its reading list",
}
"""Every scope that the bot asks for, and why."""

DIRECT_SCOPE = ("im:history", "to hear what is written to it directly, and only that")
"""The scope that direct messages need besides."""

EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
"""Where Slack reaches the bot over HTTP, below its public address."""

_NAME, _SHORTCUT_NAME, _SHORTCUT_ABOUT, _ABOUT, _HINT = 35, 24, 150, 140, 1_000
_ABOUT_IT = "Search an awesome list, and hear what is new on it."
_COLOUR = "#2f6f5e"

Manifest: TypeAlias = dict[str, object]


def manifest(
    table: Mapping[str, Command],
    *,
    command: str = COMMAND,
    name: str = "awesome-bot",
    url: str | None = None,
    direct_messages: bool = False,
) -> Manifest:
    """Return the manifest of the app: for Socket Mode, or for HTTP where its public address is *url*."""
    return {
        "display_information": {
            "name": name[:_NAME],
            "description": _ABOUT_IT[:_ABOUT],
            "background_color": _COLOUR,
        },
        "features": _features(table, command, name, url, direct_messages=direct_messages),
        "oauth_config": {
            **({"redirect_urls": [url.rstrip("/") + REDIRECT_PATH]} if url else {}),
            "scopes": {"bot": list(scopes(direct_messages=direct_messages))},
        },
        "settings": {
            "event_subscriptions": {**_reached_at(url), "bot_events": list(events(direct_messages=direct_messages))},
            "interactivity": {"is_enabled": True, **_reached_at(url), **_reached_at(url, "message_menu_options_url")},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(made: Manifest, form: str = "yaml") -> str:
    """Return a manifest as text to be pasted: `yaml` or `json`."""
    if form == "json":
        return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    import yaml

    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1_000)


def events(*, direct_messages: bool) -> tuple[str, ...]:
    """Return the events to subscribe to."""
    return (*EVENTS, DIRECT_EVENT) if direct_messages else EVENTS


def scopes(*, direct_messages: bool) -> tuple[str, ...]:
    """Return the scopes to ask for."""
    return tuple(sorted([*SCOPES, *([DIRECT_SCOPE[0]] if direct_messages else [])]))


def usage_hint(table: Mapping[str, Command]) -> str:
    """Return what may be typed after the slash command: words to search for, or a command's name."""
    return f"words | {' | '.join(table)}"[:_HINT]


def _features(
    table: Mapping[str, Command], command: str, name: str, url: str | None, *, direct_messages: bool
) -> Manifest:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": not direct_messages,
        },
        "bot_user": {"display_name": name, "always_online": True},
        "shortcuts": [
            {
                "name": title[:_SHORTCUT_NAME],
                "type": kind,
                "callback_id": callback_id,
                "description": about[:_SHORTCUT_ABOUT],
            }
            for callback_id, (kind, title, about) in SHORTCUTS.items()
        ],
        "slash_commands": [
            {
                "command": command,
                **_reached_at(url, "url"),
                "description": SHORTCUTS[SEARCH_SHORTCUT][2],
                "usage_hint": usage_hint(table),
                "should_escape": True,
            }
        ],
    }


def _reached_at(url: str | None, key: str = "request_url") -> dict[str, str]:
    return {key: url.rstrip("/") + EVENTS_PATH} if url else {}
