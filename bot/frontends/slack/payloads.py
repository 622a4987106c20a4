"""What Slack tells us, read out of its JSON: who did something, where, and by which ways they can be answered.

Pure.  Everything is looked for and nothing is taken for granted: what is missing, or of another kind, reads as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Payload: TypeAlias = Mapping[str, object]


def at(payload: Payload, *path: str) -> object:
    """Return what is at a path; None where there is nothing."""
    found: object = payload
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def text_of(payload: Payload, *path: str) -> str:
    """Return the text at a path; `""` where there is none."""
    found = at(payload, *path)
    return found if isinstance(found, str) else ""


def part_of(payload: Payload, *path: str) -> Payload:
    """Return the object at a path; an empty one where there is none."""
    found = at(payload, *path)
    return found if isinstance(found, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a person did.

    - `team`, `user`, `channel` are Slack's ids; `channel` is `""` where there is none, as in the home tab.
    - `place` is the channel's name; `thread` is the message on which the thread hangs in which they are.
    - `response_url` and `trigger` are what Slack gives for answering and for opening a view, each for a while only.
    - `view` is the view on which they pressed something, `home` that it is their home tab.
    - `ephemeral`: what they pressed is on a message that only they see.
    """

    team: str
    user: str
    channel: str = ""
    place: str = ""
    thread: str | None = None
    response_url: str = ""
    trigger: str = ""
    view: str = ""
    home: bool = False
    ephemeral: bool = False
    metadata: str = ""

    @property
    def direct(self) -> bool:
        """Whether they are alone with the bot; a conversation's id begins with a D."""
        return self.channel.startswith("D")


def heard_command(body: Payload) -> Heard:
    """Read a use of a slash command."""
    return Heard(
        text_of(body, "team_id"),
        text_of(body, "user_id"),
        text_of(body, "channel_id"),
        _place(text_of(body, "channel_id"), text_of(body, "channel_name")),
        response_url=text_of(body, "response_url"),
        trigger=text_of(body, "trigger_id"),
    )


def heard_interaction(body: Payload) -> Heard:
    """Read a press, a shortcut, a form or a question for options."""
    channel = text_of(body, "channel", "id") or text_of(body, "container", "channel_id")
    thread = text_of(body, "container", "thread_ts") or text_of(body, "message", "thread_ts")
    return Heard(
        text_of(body, "team", "id") or text_of(body, "user", "team_id"),
        text_of(body, "user", "id"),
        channel,
        _place(channel, text_of(body, "channel", "name")),
        thread or None,
        text_of(body, "response_url"),
        text_of(body, "trigger_id"),
        text_of(body, "view", "id"),
        text_of(body, "view", "type") == "home",
        at(body, "container", "is_ephemeral") is True,
        text_of(body, "view", "private_metadata"),
    )


def heard_event(body: Payload) -> Heard:
    """Read an event: a mention, a message to the bot, an opened home tab; what is said hangs on what was said."""
    event = part_of(body, "event")
    channel = text_of(event, "channel")
    thread = text_of(event, "thread_ts")
    if not thread and not channel.startswith("D"):
        thread = text_of(event, "ts")
    return Heard(text_of(body, "team_id"), text_of(event, "user"), channel, thread=thread or None)


def _place(channel: str, name: str) -> str:
    """Return what a channel is called; conversations and closed groups have no name that means something."""
    return f"#{name}" if name and channel.startswith("C") and name not in ("directmessage", "privategroup") else ""
