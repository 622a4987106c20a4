"""Have bolt hear for the bot: what Slack tells, who handles it, and how each is acknowledged.

One row a kind of thing; there is no list of commands here, for there is one slash command.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.commands.complete import complete_value
from bot.commands.desk import Desk
from bot.frontends.slack.app import SlackBot
from bot.frontends.slack.controls import SEARCH_SHORTCUT, completed_param
from bot.frontends.slack.payloads import Payload, text_of
from bot.replies.harmless import harmless

_ANY = re.compile(".*", re.DOTALL)
_OPTIONS, _SHOWN, _VALUE = 100, 75, 150


class _Handler(Protocol):
    async def __call__(self, body: Payload) -> None: ...


def listen(app: AsyncApp, bot: SlackBot, desk: Desk, command: str) -> None:
    """Have every kind of thing that Slack tells handled by the bot; *command* is the slash command, with its slash."""
    app.command(command)(_acknowledged(bot.on_command))
    app.action(_ANY)(_acknowledged(bot.on_press))
    app.message_shortcut(_ANY)(_acknowledged(bot.on_menu))
    app.global_shortcut(SEARCH_SHORTCUT)(_acknowledged(bot.on_search))
    app.options(_ANY)(_completed(desk))
    app.view(_ANY)(_submitted(bot))
    for event, handler in handlers_of(bot).items():
        app.event(event)(_heard(handler))


def handlers_of(bot: SlackBot) -> Mapping[str, _Handler]:
    """Return who handles each event; the manifest subscribes to just these, to messages where they are direct."""
    return {
        "app_mention": bot.on_mention,
        "message": bot.on_message,
        "app_home_opened": bot.on_home,
        "app_uninstalled": bot.on_uninstalled,
        "tokens_revoked": bot.on_uninstalled,
    }


def _acknowledged(handler: _Handler) -> Callable[..., Awaitable[None]]:
    async def listener(ack: AsyncAck, body: dict[str, object]) -> None:
        await ack()
        await handler(body)

    return listener


def _heard(handler: _Handler) -> Callable[..., Awaitable[None]]:
    async def listener(body: dict[str, object]) -> None:  # bolt has acknowledged events by now
        await handler(body)

    return listener


def _submitted(bot: SlackBot) -> Callable[..., Awaitable[None]]:
    async def listener(ack: AsyncAck, body: dict[str, object]) -> None:
        answer = await bot.on_form(body)
        if answer.errors:
            await ack(response_action="errors", errors=dict(answer.errors))
        elif answer.view:
            await ack(response_action="update", view=dict(answer.view))
        else:
            await ack()
        if answer.then:
            await answer.then()

    return listener


def _completed(desk: Desk) -> Callable[..., Awaitable[None]]:
    async def listener(ack: AsyncAck, body: dict[str, object]) -> None:
        desk.library.refresh_soon()
        await ack(options=options_for(desk, text_of(body, "action_id"), text_of(body, "value")))

    return listener


def options_for(desk: Desk, action_id: str, typed: str) -> list[dict[str, object]]:
    """Complete what is typed into a select, from the catalog in memory: at most a hundred options, no value twice."""
    named = completed_param(action_id)
    command = desk.table.get(named[0]) if named else None
    param = command.param(named[1]) if named and command else None
    options: dict[str, dict[str, object]] = {}
    for each in complete_value(desk, param, typed) if param else ():
        shown, beside = harmless(each.display or each.text, _SHOWN), harmless(each.meta, _SHOWN)
        if shown and 0 < len(each.text) <= _VALUE:
            option: dict[str, object] = {"text": _plain(shown), "value": each.text}
            options.setdefault(each.text, {**option, "description": _plain(beside)} if beside else option)
    return list(options.values())[:_OPTIONS]


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text}


def bolt_logger() -> logging.Logger:
    """Return the logger under which bolt and slack_sdk tell operators what they do."""
    return logging.getLogger("slack_bolt")
