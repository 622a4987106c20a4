"""Vectors: what a model made of the texts of entries, kept so that each text is encoded once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.catalog import EntryRef
from bot.search.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Vector:
    """What a model made of an entry's text.

    `digest` names the text (64 bits, signed): a vector is current as long as the entry's text has it.  `data` is the
    model's own, and opaque to everyone else.
    """

    ref: EntryRef
    digest: int
    data: bytes


class VectorStore(Protocol):
    """Keeps vectors by model and entry.  They are derived: any of them can be made again."""

    async def vectors(self, model: str, after: EntryRef | None = None, limit: int = 2_000) -> tuple[Vector, ...]:
        """Return at most so many vectors of a model, by list and entry, from the first that comes *after*."""
        ...

    async def put_vectors(self, model: str, vectors: Collection[Vector]) -> None:
        """Keep vectors, each in place of the one of that model and entry before."""
        ...

    async def drop_vectors_except(self, model: str) -> int:
        """Delete the vectors of all other models; return how many."""
        ...


class VectorMeaning(Meaning, Protocol):
    """A meaning that is given its vectors while it is in use.  Every method may be called from any thread."""

    @property
    def trouble(self) -> str:
        """Why the model cannot be used, in a sentence; empty where it can, or was not needed yet."""
        ...

    def is_ready(self, text: str) -> bool:
        """Whether a text is compared at once, without running the model: it was met lately, or nothing is there yet."""
        ...

    def prepare(self, texts: Sequence[str]) -> None:
        """Run the model for texts that entries will be compared with soon; of many together each takes half the time.

        What goes wrong is `trouble`, and raises nothing.
        """
        ...

    def count(self) -> int:
        """Return how many entries have a vector."""
        ...

    def current(self) -> dict[EntryRef, int]:
        """Return the digest of the text that each entry's vector stands for."""
        ...

    def expect(self, entries: int) -> None:
        """Make room for the vectors of so many entries in all, if there is not: to grow in steps takes more memory."""
        ...

    def put(self, vectors: Sequence[Vector]) -> int:
        """Take vectors in, each in place of the entry's vector before; return how many were usable."""
        ...

    def drop(self, refs: Collection[EntryRef]) -> None:
        """Forget the vectors of these entries."""
        ...

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vector of each text, as `Vector.data` has it.  Takes milliseconds for each.

        Raises `ConfigError` where the model cannot be used; everything else then finds nothing.
        """
        ...
