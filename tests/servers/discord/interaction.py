"""What a person did with the bot (a command, a press, a form) and all that the bot answered to it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.servers.bell import Bell
from tests.servers.discord.message import Message, components_of
from tests.servers.discord.world import Channel, Guild, Json, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
"""Types of interactions."""

WITHIN = 5.0
"""Seconds that a test waits for something that ought to come at once."""


@dataclass(frozen=True)
class Modal:
    """A form that the bot opened, to be filled in with `submit_modal`."""

    interaction: Interaction
    custom_id: str
    title: str
    components: list[Json]

    @property
    def fields(self) -> list[Json]:
        """What can be filled in, in order."""
        return [each for each in components_of(self.components) if each.get("custom_id")]


@dataclass(eq=False)
class Interaction:
    """One interaction: `callback` is the first answer to it, `answers` every message it brought, as each was then.

    `message` is the one that carries the component, `opened_by` what opened the form that this one submits.
    `latency` is the time from sending it to its callback, in seconds.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    guild: Guild | None
    data: Json
    message: Message | None = None
    opened_by: Interaction | None = None
    user_installed: bool = False
    sent: float = field(default_factory=time.perf_counter)
    callback: Json | None = None
    latency: float = 0.0
    expired: bool = False
    original: Message | None = None
    answers: list[Message] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)

    @property
    def loading(self) -> bool:
        """Whether it was deferred and nothing has been said yet."""
        return self.original is not None and self.original.loading

    def acknowledge(self, callback: Json) -> None:
        self.callback = callback
        self.latency = time.perf_counter() - self.sent
        self.bell.ring()

    def say(self, message: Message) -> None:
        self.answers.append(message.snapshot())
        self.bell.ring()

    def expire(self) -> None:
        """Let its token end now, as it does after a quarter of an hour."""
        self.expired = True

    async def acknowledged(self, within: float = WITHIN) -> Json:
        """Wait for the first answer of any kind: the callback's payload."""
        return await self.bell.until(lambda: self.callback, within, lambda: f"no callback to {self}")

    async def answer(self, number: int = 0, within: float = WITHIN) -> Message:
        """Wait for the n-th thing that people see: a message, an edit of one, a follow-up; deferred or not."""
        found = await self.bell.until(lambda: self.answers[number:], within, lambda: f"no answer {number} to {self}")
        return found[0]

    async def choices(self, within: float = WITHIN) -> list[Json]:
        """Wait for the suggestions of an autocomplete: objects with a name and a value."""
        callback = await self.acknowledged(within)
        assert callback["type"] == 8, f"not suggestions but {callback}"
        found: list[Json] = callback["data"]["choices"]
        return found

    async def modal(self, within: float = WITHIN) -> Modal:
        """Wait for the form that it opens."""
        callback = await self.acknowledged(within)
        assert callback["type"] == 9, f"not a form but {callback}"
        data = callback["data"]
        return Modal(self, data["custom_id"], data["title"], data["components"])

    def __str__(self) -> str:
        what = self.data.get("name") or self.data.get("custom_id")
        return f"interaction {what!r} of {self.user.name}, callback {self.callback}, {len(self.answers)} answers"
