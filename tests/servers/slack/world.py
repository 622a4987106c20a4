"""What there is on the loopback Slack: workspaces, people, channels, messages.  It holds them, and decides nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Ids:
    """Ids and timestamps: unique, growing."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self, kind: str) -> str:
        return f"{kind}0{next(self._numbers):07d}"

    def ts(self) -> str:
        return f"17{next(self._numbers):08d}.000100"


@dataclass(eq=False)
class User:
    """A person, or the bot's user."""

    id: str
    name: str
    admin: bool = False
    locale: str = "en-US"
    zone: str = "Europe/Berlin"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class Channel:
    """A channel or a conversation.  `refuses` is the error that posting there gets, such as `is_archived`."""

    id: str
    name: str
    team: Team
    person: User | None = None
    refuses: str | None = None

    @property
    def direct(self) -> bool:
        return self.person is not None


@dataclass(eq=False)
class Team:
    """A workspace, and the token with which the app is installed there; None where it is not."""

    id: str
    name: str
    token: str | None
    bot: User
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)


@dataclass(eq=False)
class Message:
    """A message as people see it.  `seen_by` is set for one that is ephemeral; `via` tells how it came."""

    ts: str
    channel: Channel
    author: User
    text: str
    blocks: list[Json] = field(default_factory=list)
    seen_by: User | None = None
    thread_ts: str | None = None
    via: str = "api"
    arguments: Json = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        return self.seen_by is not None

    @property
    def words(self) -> str:
        """Everything that its blocks say, or its text where it has none."""
        return "\n".join(texts_in(self.blocks)) or self.text

    @property
    def buttons(self) -> list[Json]:
        return [each for each in elements_in(self.blocks) if each.get("type") == "button"]

    def element(self, wanted: str, nth: int = 0) -> Json:
        """Find a button by what it says, the *nth* such, or any element by its action id."""
        return find_element(self.blocks, wanted, nth)


@dataclass(eq=False)
class View:
    """A modal or a home tab."""

    id: str
    view: Json
    user: User
    team: Team
    version: int = 1

    @property
    def words(self) -> str:
        return "\n".join(texts_in(self.view.get("blocks", [])))


def find_element(blocks: list[Json], wanted: str, nth: int = 0) -> Json:
    known = list(elements_in(blocks))
    for each in known:
        label = each.get("text")
        if each.get("action_id") == wanted or (isinstance(label, dict) and label.get("text") == wanted):
            if nth == 0:
                return each
            nth -= 1
    labels = [each["text"]["text"] if isinstance(each.get("text"), dict) else each.get("action_id") for each in known]
    message = f"no element {wanted!r} among {labels}"
    raise AssertionError(message)


def elements_in(blocks: list[Json]) -> Iterator[Json]:
    """Yield interactive elements, each with the id of its block."""
    for block in blocks:
        inner = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for each in inner:
            if isinstance(each, dict) and "action_id" in each:
                yield {**each, "block_id": block.get("block_id", "")}


def texts_in(part: object) -> Iterator[str]:
    """Yield every text within blocks, but for what buttons and options say."""
    if isinstance(part, list):
        for each in part:
            yield from texts_in(each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for key, each in part.items():
            if key not in ("accessory", "options") and not (key == "elements" and part.get("type") == "actions"):
                yield from texts_in(each)
