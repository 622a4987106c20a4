"""Changes: what happened to a list between two revisions, in units that people would agree with.

Only the vocabulary.  `bot.domain.matching` finds the changes, `bot.services.change_words` tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import Entry, LinkKind, SectionPath


class ChangeKind(StrEnum):
    """What happened.

    An entry is *edited* when a fact about the work changed: title, authors, venue, year, links.  It is only
    *reworded* when the list describes the same work in other words.
    """

    ADDED = "added"
    REMOVED = "removed"
    RESTORED = "restored"
    MOVED = "moved"
    EDITED = "edited"
    REWORDED = "reworded"
    PLACEMENT_ADDED = "placement_added"
    PLACEMENT_REMOVED = "placement_removed"
    SECTION_RENAMED = "section_renamed"
    SECTION_SPLIT = "section_split"
    SECTION_MERGED = "section_merged"


SECTION_KINDS = frozenset({ChangeKind.SECTION_RENAMED, ChangeKind.SECTION_SPLIT, ChangeKind.SECTION_MERGED})
"""The changes that concern sections; all others concern one entry each."""

LINK_FIELD = "link:"
"""What a `FieldChange.field` for a link starts with; the kind of link follows: `link:code`."""


def link_field(kind: LinkKind) -> str:
    """Return the name under which changes of a link of this kind are recorded."""
    return f"{LINK_FIELD}{kind}"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry, before and after, as text (`""` where it was or is absent).

    `field` is `title`, `authors`, `venue`, `year`, `description`, or `link:` and a kind of link (`link_field`).
    A change of sections has the one field `entries`: how many works stood and stand there.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened.

    `entry_id` and `title` name the entry (a change of sections has neither: `None` and `""`).  `before` and
    `after` are the sections concerned: where a moved entry stood and stands, what a renamed section was
    and is called, the placement that came or went.  A section whose whole branch was renamed is told once,
    by the branch; several sections put under another heading are told once, `before` and `after` in step.
    """

    kind: ChangeKind
    entry_id: str | None
    title: str
    before: tuple[SectionPath, ...] = ()
    after: tuple[SectionPath, ...] = ()
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """One work before and after: `before` is None for what is new, `after` for what has gone; never both."""

    id: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that happened between two revisions.

    `log` tells it in the order in which it should be read: sections, then entries in the new list's order,
    then what has gone.  `pairings` holds every work of either revision.  `unchanged` counts the works that
    no change in `log` names; `reformatted` those among them that are worded differently all the same.
    """

    log: tuple[Change, ...]
    pairings: tuple[Pairing, ...]
    unchanged: int
    reformatted: int

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of these kinds, in order."""
        return tuple(change for change in self.log if change.kind in kinds)


def apply(changes: Changes, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries of the old revision, by id, brought to the new one, in its order."""
    untouched = set(entries).difference(pairing.id for pairing in changes.pairings)
    kept = {id_: entry for id_, entry in entries.items() if id_ in untouched}
    return kept | {pairing.id: pairing.after for pairing in changes.pairings if pairing.after is not None}
