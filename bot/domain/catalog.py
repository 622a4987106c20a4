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
    the list but keeps its id, so that it can come back under it.  `added_on` and `added_by` are when it joined
    the list and whose revision that was, where the list or its history tells.
    """

    ref: EntryRef
    entry: Entry
    first_seen: datetime
    removed_at: datetime | None = None
    added_on: date | None = None
    added_by: str | None = None

    @property
    def id(self) -> str:
        """The entry's id, unique within its list."""
        return self.ref.id

    @property
    def listed_on(self) -> date | None:
        """The day on which it joined its list, as the list or its history says."""
        return self.added_on or self.entry.added

    @property
    def joined_on(self) -> date:
        """The day on which it joined its list, or was first seen there."""
        return self.listed_on or self.first_seen.date()

    @property
    def joined(self) -> tuple[date, datetime]:
        """By what entries are ordered from the first that joined to the newest."""
        return self.joined_on, self.first_seen


@dataclass(frozen=True, slots=True)
class HeldRevision:
    """A revision that was not believed: the catalog keeps serving the one before, until a person or the list decides.

    `digest` is that of its text, `held_at` when it was first held (UTC).  Of the entries *present*, so many would
    have been *removed*, and so many *added* in their place.
    """

    digest: str
    held_at: datetime
    present: int
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class FollowedList:
    """One list that the bot follows, and how its last check went.

    - `checked_at` is when it was last looked at with success, `changed_at` when its content last changed: two
      different times.  `failure` is why the last check failed, at `failed_at`; both None once one succeeds.
    - `digest` is that of the last accepted text, in hexadecimal; None where the list is not followed at present.
    - `memo` is what its source remembers; it belongs to the last text fetched, which is that of `held` if there is one.
    - `moved_to` is the source's present name, where it differs from the one in the settings; `archived` says that the
      source is closed to changes.
    """

    name: str
    title: str
    source: str
    homepage: str | None = None
    digest: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    problem_count: int = 0
    memo: str = ""
    moved_to: str | None = None
    archived: bool = False
    held: HeldRevision | None = None
    failure: str | None = None
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """A snapshot of every list.  `version` grows by at least one with every change to any of them."""

    version: int
    lists: tuple[FollowedList, ...]
    entries: tuple[CatalogEntry, ...]
    """What stands on the lists now, list by list, in document order; removed entries are not here."""
