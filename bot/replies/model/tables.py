"""Replies that show a list as a whole: its sections, and what there is how much of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
