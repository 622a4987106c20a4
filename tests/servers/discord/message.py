"""A message as people see it: its words in reading order, its buttons and its selects."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.servers.discord.world import Channel, Json, User

EPHEMERAL, LOADING, COMPONENTS_V2, CROSSPOSTED = 1 << 6, 1 << 7, 1 << 15, 1 << 0
"""Flags of a message."""

BUTTON, TEXT_DISPLAY, FILE = 2, 10, 13
SELECTS = (3, 5, 6, 7, 8)
"""Types of components."""


def components_of(tree: object) -> Iterator[Json]:
    """Every component of a message or modal, in reading order."""
    if isinstance(tree, list):
        for each in tree:
            yield from components_of(each)
    elif isinstance(tree, dict):
        yield tree
        for key in ("components", "component", "accessory"):
            yield from components_of(tree.get(key))


@dataclass(frozen=True)
class Button:
    """A button: with a `custom_id` it acts, with a `url` it leads somewhere."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool
    style: int


@dataclass(frozen=True)
class Select:
    """A select and what can be chosen: values and their labels."""

    custom_id: str
    options: dict[str, str]
    placeholder: str
    disabled: bool


@dataclass
class Message:
    """A message at one moment.

    `seen_by` is the only person who sees it when it is ephemeral, `pings` are the mentions in it that notify.
    """

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    seen_by: User | None = None
    pings: list[str] = field(default_factory=list)
    about: Json = field(default_factory=dict)
    edits: int = 0

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def texts(self) -> list[str]:
        """The content and every text display, in reading order."""
        shown = [each["content"] for each in components_of(self.components) if each["type"] == TEXT_DISPLAY]
        return [text for text in (self.content, *shown) if text]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def buttons(self) -> list[Button]:
        found = [each for each in components_of(self.components) if each["type"] == BUTTON]
        return [
            Button(
                each.get("label") or (each.get("emoji") or {}).get("name") or "",
                each.get("custom_id"),
                each.get("url"),
                bool(each.get("disabled")),
                each["style"],
            )
            for each in found
        ]

    @property
    def selects(self) -> list[Select]:
        return [
            Select(
                each["custom_id"],
                {option["value"]: option["label"] for option in each.get("options") or []},
                each.get("placeholder") or "",
                bool(each.get("disabled")),
            )
            for each in components_of(self.components)
            if each["type"] in SELECTS
        ]

    def button(self, label: str) -> Button:
        """Find the first button whose label says *label*."""
        for each in self.buttons:
            if label.casefold() in each.label.casefold():
                return each
        raise AssertionError(f"no button {label!r} among {[each.label for each in self.buttons]}")

    def component(self, custom_id: str) -> Json:
        for each in components_of(self.components):
            if each.get("custom_id") == custom_id:
                return each
        raise AssertionError(f"no component {custom_id!r} in message {self.id}")

    def snapshot(self) -> Message:
        """Copy what may change: the people and the channel stay the same."""
        kept = {"embeds", "components", "attachments", "pings", "about"}
        return Message(**{n: copy.deepcopy(v) if n in kept else v for n, v in vars(self).items()})
