"""What the core asks of the world: Protocols named by capability, implemented above this layer.

Every time is an aware `datetime` in UTC.  Every method that touches the store may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.changes import Change
from bot.domain.entries import Reading


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as its source gave it: what was read, and a digest that changes whenever it would read otherwise."""

    reading: Reading
    digest: str


class ListSource(Protocol):
    """Gives the present state of one list."""

    async def fetch(self, known_digest: str | None) -> Fetched | None:
        """Fetch and read the list; None where it is still what *known_digest* stands for.

        Raises `SourceError` where it cannot be had or is not a list.
        """
        ...


@dataclass(frozen=True, slots=True)
class RevisionWrite:
    """All that one new revision changes, written in one transaction or not at all.

    `put` holds the entries that are new, differ from what is stored, or come back; `removed` the ids of
    those that left.  Entries that are in neither stay as they are.
    """

    list_name: str
    title: str
    source: str
    homepage: str | None
    digest: str
    fetched_at: datetime
    problem_count: int
    put: tuple[CatalogEntry, ...]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]


class CatalogStore(Protocol):
    """Keeps lists, entries and the change log."""

    async def version(self) -> int:
        """Return a number that grows with every revision written or list dropped; 0 for an empty store."""
        ...

    async def load(self) -> Catalog:
        """Return everything that stands on the lists now."""
        ...

    async def known_entries(self, list_name: str) -> tuple[CatalogEntry, ...]:
        """Return every entry that the list ever had, removed ones included, present ones in document order."""
        ...

    async def write_revision(self, write: RevisionWrite) -> None:
        """Record a revision, its entries and its changes in one transaction; grows `version` by one."""
        ...

    async def record_check(self, list_name: str, at: datetime) -> None:
        """Note that the list was looked at and had not changed; unknown names are ignored."""
        ...

    async def drop_lists_except(self, names: Collection[str]) -> tuple[str, ...]:
        """Stop serving lists that are no longer followed; return their names.

        Their entries stay in the store, so that ids and people's saved items survive a mistaken setting.
        """
        ...


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One thing on a person's shelf."""

    ref: EntryRef
    note: str
    saved_at: datetime


class ShelfStore(Protocol):
    """Keeps what people saved and were shown.  A person is a key such as `terminal:local`."""

    async def save(self, person: str, ref: EntryRef, note: str | None, at: datetime) -> bool:
        """Put an entry on the shelf; True if it is new there.  `None` keeps the note that it has."""
        ...

    async def unsave(self, person: str, ref: EntryRef) -> bool:
        """Take an entry off the shelf; False if it was not there."""
        ...

    async def saved(self, person: str) -> tuple[SavedItem, ...]:
        """Return the shelf, newest first."""
        ...

    async def mark_shown(self, person: str, refs: Collection[EntryRef], at: datetime) -> None:
        """Remember that these were recommended to the person."""
        ...

    async def shown(self, person: str) -> frozenset[EntryRef]:
        """Return everything that was ever recommended to the person and not forgotten."""
        ...

    async def forget_shown(self, person: str) -> None:
        """Forget what was recommended, so that the round can start again."""
        ...

    async def forget(self, person: str) -> int:
        """Delete all that is kept about the person; return how many records that was."""
        ...


class Store(CatalogStore, ShelfStore, Protocol):
    """Everything that is kept, in one database."""
