"""Block Kit's limits, and builders of blocks that keep to them.

What is plain text is clipped here; mrkdwn cannot be cut safely, so whoever writes it keeps it within its limit.
Pure and without slack_sdk: a block is the plain data that goes over the wire.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from bot.replies.clipping import clipped, units
from bot.replies.harmless import ELLIPSIS

MOST_BLOCKS = 50
MOST_IN_VIEW = 100
MOST_CHARACTERS = 12_000
"""Of all texts of a message together: Slack refuses from about 13,200, and does not say so anywhere."""

LONGEST_TEXT = 4_000
"""Of a message's plain text: what every one of Slack's methods takes."""

LONGEST_SECTION = 3_000
LONGEST_HEADER = 150
MOST_FIELDS = 10
LONGEST_FIELD = 2_000
MOST_IN_CONTEXT = 10
MOST_IN_ACTIONS = 25
LONGEST_LABEL = 75
LONGEST_VALUE = 2_000
LONGEST_BUTTON_URL = 3_000
LONGEST_ID = 255
MOST_OPTIONS = 100
LONGEST_OPTION = 75
LONGEST_OPTION_VALUE = 150
LONGEST_PLACEHOLDER = 150
LONGEST_VIEW_TITLE = 24
LONGEST_METADATA = 3_000
LONGEST_INPUT_LABEL = 2_000
LONGEST_INPUT = 3_000

Block: TypeAlias = Mapping[str, object]
Element: TypeAlias = Mapping[str, object]
View: TypeAlias = Mapping[str, object]


class ButtonStyle(StrEnum):
    """How a button looks, by Slack's names; the plain one has none."""

    PLAIN = ""
    PRIMARY = "primary"
    DANGER = "danger"


def plain(text: str, limit: int) -> Mapping[str, object]:
    """Return a text in which nothing acts, harmless and clipped; an ellipsis where it says nothing."""
    return {"type": "plain_text", "text": clipped(text, limit) or ELLIPSIS, "emoji": False}


def mrkdwn(text: str) -> Mapping[str, object]:
    """Return a text of ours in mrkdwn, in which Slack looks for no links, channels or people of itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(text, LONGEST_HEADER)}


def section(text: str, accessory: Element | None = None) -> Block:
    """Return a paragraph, with a button at its right if there is one.  It is never shown folded."""
    side = {"accessory": accessory} if accessory else {}
    return {"type": "section", "text": mrkdwn(text), "expand": True, **side}


def fields(texts: Sequence[str]) -> Block:
    """Return short texts in two columns, at most ten."""
    return {"type": "section", "fields": [mrkdwn(text) for text in texts[:MOST_FIELDS]]}


def context(text: str) -> Block:
    """Return a paragraph in small print."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def actions(elements: Sequence[Element]) -> Block:
    """Return buttons and menus side by side, at most 25."""
    return {"type": "actions", "elements": list(elements[:MOST_IN_ACTIONS])}


def preformatted(text: str) -> Block:
    """Return text in which columns stay columns and nothing acts."""
    inside = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [inside]}


def input_block(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Block:
    """Return an input of a modal; *hint* stands below it."""
    below = {"hint": plain(hint, LONGEST_INPUT_LABEL)} if hint.strip() else {}
    made = {"type": "input", "block_id": block_id, "label": plain(label, LONGEST_INPUT_LABEL), "element": element}
    return {**made, **below, "optional": optional}


def divider() -> Block:
    """Return a line across."""
    return {"type": "divider"}


def button(
    label: str, action_id: str, *, value: str = "", url: str = "", style: ButtonStyle = ButtonStyle.PLAIN, spoken: str
) -> Element:
    """Return a button; *spoken* is what screen readers say, so that ten of the same name can be told apart."""
    made = {"type": "button", "text": plain(label, LONGEST_LABEL), "action_id": action_id}
    more = {"value": value, "url": url, "style": style.value, "accessibility_label": clipped(spoken, LONGEST_LABEL)}
    return made | {key: said for key, said in more.items() if said}


def option(label: str, value: str, longest: int = LONGEST_OPTION) -> Element:
    """Return one line of a menu."""
    return {"text": plain(label, min(longest, LONGEST_OPTION)), "value": value}


def select(action_id: str, placeholder: str, options: Sequence[Element]) -> Element:
    """Return a menu of at most a hundred options."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, LONGEST_PLACEHOLDER),
        "options": list(options[:MOST_OPTIONS]),
    }


def characters_in(part: object) -> int:
    """Count the characters of all texts in blocks, as UTF-16 units: never fewer than Slack counts."""
    if isinstance(part, Mapping):
        return sum(
            units(said) if key == "text" and isinstance(said, str) else characters_in(said)
            for key, said in part.items()
        )
    return sum(map(characters_in, part)) if isinstance(part, list | tuple) else 0
