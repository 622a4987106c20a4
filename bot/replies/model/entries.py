"""Replies that are entries: one, many, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, SectionPath
from bot.replies.model.changes import ChangeDay
from bot.replies.model.messages import Choice
from bot.search.results import Reason, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list of entries.

    `command` opens it (`/show poet`).  `marks` are the ranges of `title` that matched; `score` is for machines;
    `note` is the reader's own, `remark` what somebody says of it to everybody; `added_on` is set where the
    answer is about when entries came.  `actions` are what may be done with this line besides, the same for most
    lines of a reply.
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
    remark: str | None = None
    actions: tuple[Choice, ...] = ()


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
    """An honest "the list has nothing on that", with the nearest titles and section as offers, not as answers.

    `leads` is what stands above `nearest` where that is something else ("Instead:").
    """

    sentence: str
    notices: tuple[str, ...] = ()
    nearest: tuple[Choice, ...] = ()
    section: Choice | None = None
    leads: str = ""


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
