"""What buttons, menus, forms and shortcuts carry on Slack, and how a use of them is read back.  Pure.

The value of a button, and of a menu's option, is a press as `bot.replies.presses` writes it, its whole command
included.  So every control works after any restart; nothing about one is kept in memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands.menus import MessageMenu
from bot.frontends.slack.payloads import Payload, at, part_of, text_of
from bot.replies.presses import Press, decode_press

SEARCH_SHORTCUT = "search"
"""The callback id of the global shortcut *Search the list*."""

_MENU, _COMMAND, _COMPLETE = "menu:", "command:", "complete:"


def menu_callback(menu: MessageMenu) -> str:
    """Return the callback id of a message shortcut."""
    return f"{_MENU}{menu.key}"


def form_callback(command: str) -> str:
    """Return the callback id of the form of a command; each input's block id is the parameter's name."""
    return f"{_COMMAND}{command}"


def form_command(callback: str) -> str | None:
    """Return the command of a form's callback id; None where it is none."""
    return callback.removeprefix(_COMMAND) if callback.startswith(_COMMAND) else None


def completing_action(command: str, param: str) -> str:
    """Return the action id of an external select that completes a command's parameter."""
    return f"{_COMPLETE}{command}:{param}"


def completed_param(action_id: str) -> tuple[str, str] | None:
    """Return the command and the parameter that an action id asks to complete."""
    if not action_id.startswith(_COMPLETE):
        return None
    command, _colon, param = action_id.removeprefix(_COMPLETE).rpartition(":")
    return command, param


@dataclass(frozen=True, slots=True)
class Used:
    """A control that was used: its press, None for one of a version that is gone; and the line it asks for."""

    press: Press | None
    line: str | None


def used_control(action: Payload) -> Used | None:
    """Read a use of a control; None for one that asks nothing of us, such as a link's button."""
    value = text_of(action, "selected_option", "value") or text_of(action, "value")
    if not value:
        return None
    press = decode_press(value)
    return Used(press, press.words.whole({}) if press else None)


def filled_in(view: Payload) -> dict[str, str]:
    """Return what was filled into a form, by block id; empty fields are left out."""
    values: dict[str, str] = {}
    for block, fields in part_of(view, "state", "values").items():
        for field in (part_of({"it": fields}, "it")).values():
            if value := _filled(field):
                values[block] = value
    return values


def _filled(field: object) -> str:
    whole = {"it": field}
    chosen = text_of(whole, "it", "selected_option", "value") or text_of(whole, "it", "value")
    if chosen:
        return chosen.strip()
    several = at(whole, "it", "selected_options")
    options = several if isinstance(several, list) else []
    return ",".join(filter(None, (text_of({"it": each}, "it", "value") for each in options)))


@dataclass(frozen=True, slots=True)
class Context:
    """Where a form was asked for, carried in the form itself: its answer goes there.

    Without a channel it was asked for where there is none, and is answered in place.
    """

    channel: str = ""
    place: str = ""
    response_url: str = ""

    def written(self) -> str:
        """Return it as a view's `private_metadata`."""
        return json.dumps([self.channel, self.place, self.response_url], separators=(",", ":"))


def read_context(metadata: str) -> Context:
    """Read a view's `private_metadata`; what another version wrote counts as nothing."""
    try:
        parts: object = json.loads(metadata)
    except ValueError:
        return Context()
    if isinstance(parts, list) and len(parts) == 3 and all(isinstance(each, str) for each in parts):
        return Context(*parts)
    return Context()


def view_of_form(form: Mapping[str, object], context: Context) -> dict[str, object]:
    """Return a form as it is opened, with where it was asked for."""
    return {**form, "private_metadata": context.written()}
