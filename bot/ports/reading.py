"""What the core asks of the world about reading lists.  Every method may raise `StoreError`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.domain.catalog import EntryRef
from bot.domain.reading_lists import ReadingItem


class ReadingStore(Protocol):
    """Keeps the reading lists of workspaces.  Each item belongs to the workspace in which it was added."""

    async def add_reading(self, item: ReadingItem) -> bool:
        """Put an entry on a workspace's list; False where it is there already, and stays as it is."""
        ...

    async def remove_reading(self, workspaces: Collection[str], ref: EntryRef) -> int:
        """Take an entry off the lists of these workspaces; return how many it was on."""
        ...

    async def reading(self, workspaces: Collection[str]) -> tuple[ReadingItem, ...]:
        """Return what is on the lists of these workspaces, oldest first."""
        ...
