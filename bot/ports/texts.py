"""What the core asks of the world to write into a list: its text, as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.entries import Reading


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of a list: its path within its source, its text, and how that reads."""

    path: str
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ListText:
    """A list's text: its files, the main one first, and where they are.

    - `repository`: the page of its repository on the web, where it has one; `branch` is the one that was read.
    - `archived`: the repository is closed to changes.
    """

    files: tuple[ListFile, ...]
    repository: str | None = None
    branch: str | None = None
    archived: bool = False


class ListTexts(Protocol):
    """Gives the present text of lists by their names."""

    async def text_of(self, list_name: str) -> ListText:
        """Return a list's text.  Raises `SourceError` where it cannot be had."""
        ...
