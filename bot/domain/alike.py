"""Say which changes are alike, so that many are told at once.  The words are `bot.services.change_words`' own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import IntEnum
from typing import TypeAlias

from bot.domain.changes import SECTION_KINDS, Change, ChangeKind, FieldChange

MANY = 4
"""From this many on, changes that are alike are told in one sentence."""


class Turn(IntEnum):
    """What became of a field: it came, went, or changed."""

    CAME = 0
    WENT = 1
    CHANGED = 2


Manner: TypeAlias = tuple[tuple[str, Turn], ...]
"""Which fields came, went or changed."""


def likeness(change: Change) -> Hashable:
    """Return what changes share that can be told together; itself for one that must be told alone."""
    if change.kind is ChangeKind.MOVED and len(change.after) == 1:
        return change.kind, change.after
    if change.kind in (ChangeKind.EDITED, ChangeKind.REWORDED) and (shared := manner(change)) is not None:
        return change.kind, shared
    return change


def manner(change: Change) -> Manner | None:
    """Return what edits must share to be told together; None for a new title, which is told alone."""
    fields = dated(change.fields)
    return None if fields[0].field == "title" else tuple((field.field, turn(field)) for field in fields)


def turn(field: FieldChange) -> Turn:
    """Return what became of a field."""
    if not field.before:
        return Turn.CAME
    return Turn.CHANGED if field.after else Turn.WENT


def dated(fields: Sequence[FieldChange]) -> list[FieldChange]:
    """Put a year that changed together with a venue behind it: "ICML 2024 (was arXiv 2023)"."""
    by_name = {field.field: field for field in fields}
    venue, year = by_name.get("venue"), by_name.get("year")
    if venue is None or year is None:
        return list(fields)
    both = FieldChange("venue", f"{venue.before} {year.before}".strip(), f"{venue.after} {year.after}".strip())
    return [both if field is venue else field for field in fields if field is not year]


def is_explained(change: Change, sections: Sequence[Change]) -> bool:
    """Say whether a move is what one of these changes of sections comes to."""
    return change.kind is ChangeKind.MOVED and any(
        section.kind in SECTION_KINDS
        and set(change.before) <= set(section.before)
        and set(change.after) <= set(section.after)
        for section in sections
    )
