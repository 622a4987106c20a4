"""What is kept for people: their shelves, and what they were shown, looked at and said.

Every time is an aware `datetime` in UTC.  Every method may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.catalog import EntryRef
from bot.domain.entries import SectionPath


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One thing on a person's shelf."""

    ref: EntryRef
    note: str
    saved_at: datetime


class ShelfStore(Protocol):
    """Keeps what people saved, were shown, looked at and said.  A person is a key such as `terminal:local`."""

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

    async def refuse(self, person: str, ref: EntryRef, at: datetime) -> bool:
        """Remember that the person does not want this recommended; False if that was known."""
        ...

    async def take_back_refusal(self, person: str, ref: EntryRef) -> bool:
        """Let it be recommended again; False if it was not refused."""
        ...

    async def refused(self, person: str) -> tuple[EntryRef, ...]:
        """Return what the person refused, newest first."""
        ...

    async def want(self, person: str, ref: EntryRef, at: datetime) -> bool:
        """Remember that the person wants more like this; False if that was known."""
        ...

    async def take_back_wish(self, person: str, ref: EntryRef) -> bool:
        """Forget that more like this is wanted; False if it was not."""
        ...

    async def wanted(self, person: str) -> tuple[EntryRef, ...]:
        """Return what the person wants more of, newest first."""
        ...

    async def choose_sections(self, person: str, sections: Collection[SectionPath], at: datetime) -> None:
        """Remember these sections, and no others, as what the person wants to read about.

        Those that were chosen before keep their time.
        """
        ...

    async def chosen_sections(self, person: str) -> tuple[SectionPath, ...]:
        """Return the sections that the person chose, newest first."""
        ...

    async def mark_opened(self, person: str, ref: EntryRef, at: datetime) -> None:
        """Remember that the person looked at an entry, and when last."""
        ...

    async def opened(self, person: str, limit: int) -> tuple[EntryRef, ...]:
        """Return at most *limit* entries that the person looked at, newest first."""
        ...

    async def saved_with(self, ref: EntryRef, least: int) -> dict[EntryRef, int]:
        """Return what at least so many people have on their shelves beside this entry, and how many they are."""
        ...

    async def forget(self, person: str) -> int:
        """Delete all that is kept about the person; return how many records that was."""
        ...
