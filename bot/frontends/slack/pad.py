"""The pad that one message is put together on: hands out buttons and menus whose values hold all that they need.

A value is written and read by `bot.replies.presses`, and holds the whole command: Slack shows a message that only
one person sees to nobody else, us included, so nothing can be read back from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.frontends.slack.blocks import (
    LONGEST_OPTION,
    LONGEST_OPTION_VALUE,
    LONGEST_VALUE,
    MOST_OPTIONS,
    ButtonStyle,
    Element,
    button,
    option,
    select,
)
from bot.frontends.slack.mrkdwn import web_url
from bot.replies.clipping import clipped
from bot.replies.harmless import harmless
from bot.replies.model import Choice
from bot.replies.presses import Action, Press, Words, decode_press, encode_press

PRESSED = re.compile(r"ab_(?:open|turn|share|form)_\d+")
"""The action ids of what is answered when it is pressed or picked."""

LINKED = re.compile(r"ab_link_\d+")
"""The action ids of buttons that open a web page: Slack tells of them, too, and only wants to hear that it did."""

_LONGEST_COMMAND = 2_000
_KINDS = {Action.OPEN: "open", Action.TURN: "turn", Action.SHARE: "share", Action.FORM: "form"}


@dataclass(slots=True)
class Pad:
    """See the module.  One pad a message; `now` is what the message is drawn at."""

    now: datetime
    _places: int = 0

    def button(
        self,
        label: str,
        command: str,
        action: Action = Action.OPEN,
        style: ButtonStyle = ButtonStyle.PLAIN,
        about: str = "",
    ) -> Element | None:
        """Return a button for a command; None where the command is empty or endless.

        *about* is what the label alone does not tell whoever hears it read out.
        """
        shown = harmless(label, 100) or harmless(command, 100)
        value = _value(action, command, LONGEST_VALUE)
        if not shown or value is None:
            return None
        spoken = f"{shown}: {about}" if about else ""
        return button(shown, self._id(_KINDS[action]), value=value, style=style, spoken=spoken)

    def buttons(self, choices: Sequence[Choice], most: int) -> list[Element]:
        """Return a button for each of the first *most* choices that can have one."""
        made = (self.choice(choice) for choice in choices)
        return [each for each in made if each][:most]

    def choice(self, choice: Choice, about: str = "") -> Element | None:
        """Return the button of a choice; what turns is answered in its place.  *about* is as in `button`."""
        action = Action.TURN if choice.turns else Action.OPEN
        return self.button(choice.label, choice.command, action, about=about)

    def link_button(self, label: str, url: str) -> Element | None:
        """Return a button that opens a web page; None where that must not be opened."""
        target = web_url(url)
        shown = harmless(label, 100)
        return button(shown, self._id("link"), url=target, spoken="") if target and shown else None

    def menu(
        self, placeholder: str, choices: Sequence[Choice], action: Action = Action.OPEN, longest: int = LONGEST_OPTION
    ) -> Element | None:
        """Return a menu of up to a hundred choices, labels at most *longest*; None where none of them can be in one."""
        options: dict[str, Element] = {}
        for choice in choices[:MOST_OPTIONS]:
            label = clipped(choice.label, longest) or clipped(choice.command, longest)
            value = _value(action, choice.command, LONGEST_OPTION_VALUE)
            if label and value:
                options.setdefault(value, option(label, value, longest))
        return select(self._id(_KINDS[action]), placeholder, list(options.values())) if options else None

    def menu_or_buttons(self, placeholder: str, choices: Sequence[Choice], action: Action) -> list[Element]:
        """Return a menu, or where the commands are too long for one, a button each: those have more room."""
        if self.fit_a_menu(choices, action):
            menu = self.menu(placeholder, choices, action)
            return [menu] if menu else []
        made = (self.button(choice.label, choice.command, action) for choice in choices)
        return [each for each in made if each]

    def fit_a_menu(self, choices: Sequence[Choice], action: Action) -> bool:
        """Say whether a menu's options have room for all the commands."""
        return all(_value(action, choice.command, LONGEST_OPTION_VALUE) for choice in choices)

    def _id(self, kind: str) -> str:
        self._places += 1
        return f"ab_{kind}_{self._places}"


def read_press(action: Mapping[str, object]) -> Press | None:
    """Return what a button or menu of a `block_actions` payload asks for; None where another version wrote it."""
    picked = action.get("selected_option")
    value = picked.get("value") if isinstance(picked, Mapping) else action.get("value")
    press = decode_press(value) if isinstance(value, str) else None
    return press if press and press.words.note is None and press.words.text else None


def _value(action: Action, command: str, longest: int) -> str | None:
    command = harmless(command, _LONGEST_COMMAND)
    return encode_press(Press(action, Words(command)), longest=longest) if command else None
