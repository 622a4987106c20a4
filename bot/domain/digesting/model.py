"""A digest as decided: works shown with their facts, remarks in a line each, and what became of every piece of news."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.catalog import EntryRef
from bot.domain.changes import Change
from bot.domain.entries import Entry, SectionPath
from bot.domain.outbox import Outcome
from bot.domain.subscriptions import NewsKind

SHOWN_AS_WORKS = (NewsKind.ADDED, NewsKind.RESTORED, NewsKind.PUBLISHED, NewsKind.CODE, NewsKind.PAPER)
"""What is shown as a work with its facts, the most important first."""

SHOWN_AS_REMARKS = (NewsKind.SECTIONS, NewsKind.EDITED, NewsKind.REWORDED, NewsKind.MOVED, NewsKind.REMOVED)
"""What is told in a sentence, in the order of telling."""

IMPORTANCE = (*SHOWN_AS_WORKS, NewsKind.SECTIONS, NewsKind.EDITED, NewsKind.MOVED, NewsKind.REMOVED, NewsKind.REWORDED)
"""Which kinds come first where not everything can be shown."""


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One work, as it stands now, and why it is told.

    `changes` are what happened to it as far as that was asked for, the most welcome first.
    """

    ref: EntryRef
    kind: NewsKind
    entry: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Works of one list that are told for the same reason; what is new stands together by its section."""

    list_name: str
    kind: NewsKind
    section: SectionPath
    items: tuple[DigestItem, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told in one line: one change, several of one work, or many that are alike (`bulk`)."""

    list_name: str
    kind: NewsKind
    changes: tuple[Change, ...]
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What a subscription gets for one period.

    `counts` says how many works or changes there are of each kind, the most important first, with those that are
    not shown; `over` is how many those are.  `outcomes` has every piece of news exactly once, by number.
    """

    groups: tuple[ItemGroup, ...]
    remarks: tuple[Remark, ...]
    counts: tuple[tuple[NewsKind, int], ...]
    over: int
    outcomes: tuple[Outcome, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.groups and not self.remarks

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists that something is told of, in order."""
        names = [*(group.list_name for group in self.groups), *(remark.list_name for remark in self.remarks)]
        return tuple(dict.fromkeys(names))
