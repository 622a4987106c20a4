"""The replies: everything that a front-end can be asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, SectionPath
from bot.domain.subscriptions import Style
from bot.replies.forms import Form, FormErrors
from bot.search.results import Reason, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list of entries.

    `command` opens it (`/show poet`).  `marks` are the ranges of `title` that matched; `score` is for machines;
    `note` is the reader's own; `added_on` is set where the answer is about when entries came.  `actions` are what
    may be done with this line besides, the same for most lines of a reply.
    """

    ref: EntryRef
    title: str
    kind: EntryKind
    command: str
    name: str | None = None
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    section: SectionPath = ()
    links: tuple[Link, ...] = ()
    reasons: tuple[Reason, ...] = ()
    marks: tuple[Span, ...] = ()
    score: float = 0.0
    note: str | None = None
    added_on: date | None = None
    actions: tuple[Choice, ...] = ()


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
class EntryLines:
    """Entries under a heading, a page at a time.

    `notices` are sentences before the list ("Read *memry* as *memory*.").  `first` is the rank of the first
    line, from 1; `total` counts all pages.  `more` is the command that shows the next page, `back` the one before.
    `actions` are what may be done with the whole of it.
    """

    title: str
    lines: tuple[Line, ...]
    total: int
    first: int = 1
    notices: tuple[str, ...] = ()
    more: str | None = None
    back: str | None = None
    actions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingFound:
    """An honest "the list has nothing on that", with the nearest titles and section as offers, not as answers."""

    sentence: str
    notices: tuple[str, ...] = ()
    nearest: tuple[Choice, ...] = ()
    section: Choice | None = None


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """What happened on one day, a sentence each."""

    day: date
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """What happened to the lists, newest day first, a page at a time; a long day takes several.

    `more` is the command that shows what came before, `back` the one that shows what came after.
    """

    title: str
    days: tuple[ChangeDay, ...]
    notices: tuple[str, ...] = ()
    more: str | None = None
    back: str | None = None


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One work of a digest; `remark` is a sentence on what happened to it, where its group does not say that."""

    line: Line
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """Works that stand together in a digest: those of one section, or those that gained code."""

    title: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class DigestPost:
    """What a subscription gets for one period, or one part of it.

    - `since` and `until` (UTC) are the period; `zone` (IANA) is whose days it is told in, where the reader's own
      are not known.  `counts` says how much of what there is, where the title does not.
    - `sentences` tell what is no work of its own: what moved, was renamed or has gone.
    - `more` leads to what is not shown here.
    - `part` of `parts`, from 1.
    - `quiet`: there is nothing to tell, and the title says so in one line.
    """

    digest_id: str
    title: str
    since: datetime
    until: datetime
    zone: str = "UTC"
    counts: str = ""
    groups: tuple[DigestGroup, ...] = ()
    sentences: tuple[str, ...] = ()
    more: Choice | None = None
    part: int = 1
    parts: int = 1
    style: Style = Style.FULL
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class EntryCard:
    """Everything known about one entry; `history` is what happened to it, newest day first.

    `again` is the command that shows it again, wherever it came from (`/show poet`).
    """

    ref: EntryRef
    title: str
    kind: EntryKind
    list_title: str
    name: str | None = None
    authors: str | None = None
    venue: str | None = None
    venue_known_as: str | None = None
    year: int | None = None
    description: str | None = None
    links: tuple[Link, ...] = ()
    sections: tuple[SectionPath, ...] = ()
    added_on: date | None = None
    first_seen: datetime | None = None
    permalink: str | None = None
    note: str | None = None
    saved: bool = False
    actions: tuple[Choice, ...] = ()
    history: tuple[ChangeDay, ...] = ()
    added_by: str | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class SectionNode:
    """One section in the tree: `depth` from 0, `count` of entries in it and below, the command that opens it."""

    title: str
    depth: int
    count: int
    command: str


@dataclass(frozen=True, slots=True)
class SectionTree:
    """The sections of a list, in the list's order, parents before children."""

    title: str
    nodes: tuple[SectionNode, ...]
    total: int


class CountedBy(StrEnum):
    """What entries are counted by."""

    SECTION = "section"
    YEAR = "year"
    VENUE = "venue"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Tally:
    """Labelled counts, in the order to be shown; `by` says what the labels are."""

    title: str
    rows: tuple[tuple[str, int], ...]
    by: CountedBy


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts to be drawn as bars."""

    title: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Clarify:
    """A question back, with what may have been meant."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the person: shown where it is short and there is a terminal, attached elsewhere."""

    title: str
    filename: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class CommandSummary:
    """One command in an overview."""

    usage: str
    help: str


@dataclass(frozen=True, slots=True)
class HelpIndex:
    """The commands, and a few examples to start from."""

    title: str
    commands: tuple[CommandSummary, ...]
    examples: tuple[Choice, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One command explained, mostly by example.  `parameters` are (name, what it is)."""

    usage: str
    help: str
    parameters: tuple[tuple[str, str], ...]
    examples: tuple[Choice, ...]


Fact: TypeAlias = tuple[str, str | datetime]
"""A label and its value; a value that is a moment (aware, UTC) is said as each front-end says moments."""


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


Reply: TypeAlias = (
    EntryLines
    | NothingFound
    | EntryCard
    | ChangeLog
    | DigestPost
    | SectionTree
    | Statistics
    | Clarify
    | Document
    | HelpIndex
    | HelpPage
    | Facts
    | Message
    | Failure
    | Form
    | FormErrors
)
