"""Replies of a sentence or two, and the choices that any reply may offer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: what it is called, and the command that picks it (`/show poet`).

    What `turns` takes the place of what it was picked on, where a platform can, as a page does.  `sign` is typed
    before a line's number at a prompt, to pick what may be done with that line.
    """

    label: str
    command: str
    turns: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Clarify:
    """A question back, with what may have been meant."""

    question: str
    choices: tuple[Choice, ...]


class Tone(StrEnum):
    """How a message is meant."""

    DONE = "done"
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or two, and what one may do next."""

    text: str
    tone: Tone = Tone.INFO
    actions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done: a stable code for machines, a sentence for people, perhaps a way on."""

    code: str
    sentence: str
    choices: tuple[Choice, ...] = ()
