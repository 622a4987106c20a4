"""What a command is, and what it is called with: plain typed data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.destinations import Destination
from bot.i18n import N_
from bot.replies.model import Reply

if TYPE_CHECKING:
    from bot.commands.desk import Desk


class ParamKind(StrEnum):
    """What a parameter holds; decides how it is completed and which option type a platform shows."""

    QUERY = "query"
    ENTRY = "entry"
    SECTION = "section"
    VENUE = "venue"
    AUTHOR = "author"
    YEARS = "years"
    CHOICE = "choice"
    SINCE = "since"
    COMMAND = "command"
    SCHEDULE = "schedule"
    ZONE = "zone"
    HOURS = "hours"
    LIST = "list"
    KINDS = "kinds"
    SUBSCRIPTION = "subscription"
    ROLE = "role"
    CHANNEL = "channel"
    NUMBER = "number"
    TEXT = "text"


class Audience(StrEnum):
    """Who may use a command."""

    EVERYONE = "everyone"
    MANAGER = "manager"


class Place(StrEnum):
    """Where a command may be used."""

    ANYWHERE = "anywhere"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Param:
    """One typed parameter.

    `rest` takes all the words that are left; a `facet` is written inside a query (`venue:mobisys`) and is
    given to the query language; a parameter that is neither takes one word, or `name:value`.
    One that is `ours` is written by our buttons, or understood all the same, and nowhere offered or explained.
    `help` is the English original, translated where it is shown.
    """

    name: str
    kind: ParamKind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    rest: bool = False
    facet: bool = False
    named_only: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, and from where.

    - `key`: such as `terminal:local`, the same for all that is kept about them.
    - `where`: the channel, or the direct messages, in which they ask; `place` is what it is called (`#papers`).
    - `manages`: may change the settings of the workspace, as the platform itself says.
    - `operates`: sits at the machine that the bot runs on, and so may do everything.
    - `name`: what they are called there, where the platform tells it.
    - `zone`: their IANA time zone, where the platform tells it; `locale` is their language.
    """

    key: str
    where: Destination | None = None
    place: str = ""
    manages: bool = False
    zone: str | None = None
    locale: str = "en"
    operates: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: its parameters as text, checked against the table."""

    command: str
    person: Person
    arguments: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter, or `""` where it was not given."""
        return self.arguments.get(name, "")

    @property
    def page(self) -> int:
        """The page asked for, from 1; nonsense counts as 1."""
        given = self.text("page")
        return max(1, min(int(given), 10_000)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


_MOST_OPTIONS_NAMED = 3
_MOST_ALIKE_NAMED = 2
Handler = Callable[["Desk", Call], Awaitable[Reply]]

GROUPS: Mapping[str, str] = {
    "digest": N_("Get what is new on the list, here, when you want it."),
    "reading": N_("Keep a reading list together with everybody here."),
    "suggestions": N_("See what was suggested for the list, and decide about it."),
}
"""What each group of commands is for, by the first word of their names; English originals."""


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the command table.  `help` and `examples` are English originals.

    A name of two words makes it one of a group: `digest subscribe`.  What a `personal` command answers is about the
    person who asks, and is never shown to anybody else.
    """

    name: str
    help: str
    handler: Handler
    params: tuple[Param, ...] = ()
    examples: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    place: Place = Place.ANYWHERE
    personal: bool = False

    @property
    def usage(self) -> str:
        """How it is typed: `/export what [format]`."""
        every = [alike for alike in self.alike() if not alike[0].facet and alike[0].name != "page"]
        options = [alike for alike in every if alike[0].named_only]
        if len(options) > _MOST_OPTIONS_NAMED:
            every = [alike for alike in every if not alike[0].named_only]
        shown = [p.name if p.required else f"[{p.name}]" for alike in every for p in alike[:_MOST_ALIKE_NAMED]]
        shown += ["…"] if any(len(alike) > _MOST_ALIKE_NAMED for alike in every) else []
        shown += ["[option:value …]"] if len(options) > _MOST_OPTIONS_NAMED else []
        return " ".join([f"/{self.name}", *shown])

    def alike(self) -> tuple[tuple[Param, ...], ...]:
        """Return the parameters that are explained, neighbours that mean the same together."""
        told = (each for each in self.params if not each.ours)
        return tuple(tuple(same) for _help, same in groupby(told, key=lambda each: each.help))

    def param(self, name: str) -> Param | None:
        """Return the parameter of this name."""
        return next((param for param in self.params if param.name == name), None)
