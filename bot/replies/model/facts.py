"""Replies of labelled facts, and files for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.replies.model.messages import Choice


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence that names a person: what stands before and after their name.

    `person` is their key (`discord:42`); a front-end shows its own people by name, and others only as somebody.
    """

    before: str
    person: str
    after: str = ""


Fact: TypeAlias = tuple[str, str | datetime | Named]
"""A label and its value; a moment (aware, UTC) and a person are said as each front-end says them."""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Labelled facts under a heading, which may be empty.

    `code` is shown as it stands, such as a diff; it is others' text.  `actions` are what may be done with this group.
    """

    title: str
    rows: tuple[Fact, ...]
    actions: tuple[Choice, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What /status and /lists say; cards, each with its own actions.

    `more` is the command that shows the next page, `back` the one before.
    """

    title: str
    groups: tuple[FactGroup, ...]
    notices: tuple[str, ...] = ()
    more: str | None = None
    back: str | None = None

    @property
    def actions(self) -> tuple[Choice, ...]:
        """What may be done with any of the groups, in order: where actions are numbered, this is their numbering."""
        return tuple(action for group in self.groups for action in group.actions)


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the person: shown where it is short and there is a terminal, attached elsewhere."""

    title: str
    filename: str
    media_type: str
    text: str
