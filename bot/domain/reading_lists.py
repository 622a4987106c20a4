"""Reading lists: what the people of a server or workspace put together for all of them to read.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.catalog import EntryRef

MOST_ITEMS = 500
"""So many entries one workspace's list may have."""


@dataclass(frozen=True, slots=True)
class ReadingItem:
    """One entry on a workspace's reading list: who put it there, what they are called, and their note.

    `workspace` is a key such as `discord:123`; `person` is `""` for somebody who has been forgotten.
    """

    workspace: str
    ref: EntryRef
    person: str
    name: str
    note: str
    added_at: datetime


def together(items: Iterable[ReadingItem]) -> tuple[ReadingItem, ...]:
    """Make one list of several: each entry once, as whoever was first put it there; newest first."""
    first: dict[EntryRef, ReadingItem] = {}
    for item in sorted(items, key=lambda each: (each.added_at, each.workspace)):
        first.setdefault(item.ref, item)
    return tuple(sorted(first.values(), key=lambda each: (each.added_at, each.ref), reverse=True))


def may_remove(items: Iterable[ReadingItem], person: str, *, manages: bool) -> bool:
    """Say whether somebody may take an entry off: what they alone put there; whoever manages the place, anything."""
    return manages or all(each.person == person for each in items)
