"""What search asks of a full-text index: which rows hold which words.

Only candidates come from here; what is relevant, and how much, is decided in `bot.search.ranking`.  The
words are stems and markers made by `bot.search.documents`, so the index needs no language of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeAlias

Row: TypeAlias = tuple[str, str, str, str, str, str]
"""One entry's words, joined by spaces: title, description, authors, venue, sections, and what they imply."""

Alternatives: TypeAlias = Sequence[str]
"""Words of which one is enough.  A space inside one means words that stand next to each other."""

Requirement: TypeAlias = Sequence[Alternatives]
"""What a row must hold: one word of each of these.  One without alternatives cannot be met."""


class FullTextIndex(Protocol):
    """Finds rows by their words.  Rows are numbered from 0 in the order in which they were given."""

    def match(self, any_of: Sequence[Requirement], limit: int) -> list[int]:
        """Return at most *limit* rows that meet one of the requirements, best first; empty for no requirement."""
        ...

    def first(self, requirement: Requirement, limit: int) -> list[int]:
        """Return at most *limit* rows, in row order, whose title meets the requirement; empty for an empty one."""
        ...


FullTextFactory: TypeAlias = Callable[[Iterable[Row]], FullTextIndex]
"""Builds an index over rows."""
