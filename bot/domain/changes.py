"""Changes: what happened to a list between two revisions, in units that people would agree with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import SectionPath


class ChangeKind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    RESTORED = "restored"
    MOVED = "moved"
    EDITED = "edited"
    PLACEMENT_ADDED = "placement_added"
    PLACEMENT_REMOVED = "placement_removed"
    SECTION_RENAMED = "section_renamed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry, before and after, as text (`""` where it was or is absent)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened.

    `entry_id` and `title` name the entry (a section rename has neither: `None` and `""`).  `before` and
    `after` are the sections concerned: where a moved entry stood and stands, what a renamed section was
    and is called, the placement that came or went.  `fields` is for edits only.
    """

    kind: ChangeKind
    entry_id: str | None
    title: str
    before: tuple[SectionPath, ...] = ()
    after: tuple[SectionPath, ...] = ()
    fields: tuple[FieldChange, ...] = ()
