"""The catalog: every followed list with its entries, each under the id that it keeps for life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bot.domain.entries import Entry


class EntryRef(NamedTuple):
    """What names one entry everywhere: the list's name and the entry's id, unique within that list."""

    list_name: str
    id: str


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """An entry with its identity and its history.

    `first_seen` and `removed_at` are aware times in UTC; an entry with `removed_at` no longer stands on
    the list but keeps its id, so that it can come back under it.
    """

    ref: EntryRef
    entry: Entry
    first_seen: datetime
    removed_at: datetime | None = None
    added_on: date | None = None

    @property
    def id(self) -> str:
        """The entry's id, unique within its list."""
        return self.ref.id


@dataclass(frozen=True, slots=True)
class FollowedList:
    """One list that the bot follows, and how its last check went.

    `checked_at` is when it was last looked at, `changed_at` when its content last changed: two different
    times.  `digest` is the SHA-256 of the last accepted text, in hexadecimal.
    """

    name: str
    title: str
    source: str
    homepage: str | None = None
    digest: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    problem_count: int = 0


@dataclass(frozen=True, slots=True)
class Catalog:
    """A snapshot of every list.  `version` grows by at least one with every change to any of them."""

    version: int
    lists: tuple[FollowedList, ...]
    entries: tuple[CatalogEntry, ...]
    """What stands on the lists now, list by list, in document order; removed entries are not here."""
