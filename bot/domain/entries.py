"""Entries as a list's text says them: what a reader produces, before anything has an identity.

Everything here is an immutable value.  A stored entry, which has an id for life, is a `CatalogEntry`
(see `bot.domain.catalog`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

SectionPath: TypeAlias = tuple[str, ...]
"""Headings below the list's title, outermost first, as written: `("Papers", "1. Learning on Devices")`."""


class EntryKind(StrEnum):
    """What kind of work an entry is."""

    PAPER = "paper"
    PROJECT = "project"
    RESOURCE = "resource"


class LinkKind(StrEnum):
    """What a link leads to."""

    PAPER = "paper"
    CODE = "code"
    PROJECT = "project"
    SLIDES = "slides"
    VIDEO = "video"
    BLOG = "blog"
    DATA = "data"
    MODEL = "model"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """A URL as written (absolute, or relative to the list), what it leads to, and its label in the list."""

    kind: LinkKind
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an entry stands: its section, its rank among the list's placements (from 0), its line (from 1).

    `line` is 0 where the source has no lines to speak of.  In the catalog it always is, and positions only grow in
    document order, with room between (see `bot.domain.matching.standing`).
    """

    section: SectionPath
    position: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One work, as the list words it.

    - `title`: complete, on one line, never empty.
    - `name`: the short name that the title starts with or is known by ("POET"), else None.
    - `authors`: as written, without a leading "by".
    - `venue`: as written, without the year; aliases belong to search and display, not to reading.
    - `year`: four digits.
    - `placements`: at least one; a work that is listed twice has two.
    - `description`: one line of the list's own words about it.
    - `added`: when it joined the list, where the source itself says so.
    """

    title: str
    kind: EntryKind
    placements: tuple[Placement, ...]
    name: str | None = None
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    links: tuple[Link, ...] = ()
    description: str | None = None
    added: date | None = None

    @property
    def line(self) -> int:
        """The line where the first placement starts, from 1; 0 if unknown."""
        return self.placements[0].line

    @property
    def sections(self) -> tuple[SectionPath, ...]:
        """One path for each placement, in order."""
        return tuple([placement.section for placement in self.placements])

    def links_of(self, kind: LinkKind) -> tuple[Link, ...]:
        """Return the links of one kind, in order."""
        return tuple(link for link in self.links if link.kind is kind)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a list that could not be read, in words for its maintainer.  `line` from 1, 0 if unknown."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole list as read once: entries in document order, and what could not be read."""

    title: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    homepage: str | None = None
