"""Meaning: what the search engine asks of a sentence-embedding model, if there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.catalog import EntryRef


class Meaning(Protocol):
    """Compares texts and entries by what they mean.

    Cosines are from -1 to 1; an entry without a vector is never named.
    """

    @property
    def model(self) -> str:
        """The model's name, as /status says it."""

    @property
    def changes(self) -> int:
        """How often entries' vectors came or left: what was found out before the last time is not true any more."""

    def near(self, text: str, limit: int) -> Sequence[tuple[EntryRef, float]]:
        """Return the entries that come closest to a text, the closest first."""

    def closeness(self, text: str, refs: Sequence[EntryRef]) -> Sequence[float | None]:
        """Return how close each entry comes to a text."""

    def like(self, ref: EntryRef, limit: int) -> Sequence[tuple[EntryRef, float]]:
        """Return the entries that come closest to one, without itself."""

    def between(self, one: EntryRef, other: EntryRef) -> float | None:
        """Return how close two entries are."""
