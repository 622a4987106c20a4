"""The meaning of a catalog for the benchmarks: the bot's own model, where the extra `semantic` is installed.

Encodes every entry there and then; keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from bot.domain.catalog import Catalog, EntryRef
from bot.errors import ConfigError
from bot.search.meaning import Meaning


class _Model(Meaning, Protocol):
    """What the bot's own model can do besides."""

    def encode(self, texts: Sequence[str]) -> list[bytes]: ...

    def put(self, vectors: Sequence[object]) -> int: ...


class _Opening(Protocol):
    def open_meaning(self, folder: None) -> _Model: ...


class _Vectors(Protocol):
    def Vector(self, ref: EntryRef, digest: int, data: bytes) -> object: ...  # noqa: N802 - a class of that module


def meaning_of(catalog: Catalog) -> Meaning | None:
    """Encode a catalog; None where there is no model to do it with."""
    if find_spec("bot.meaning") is None:
        return None
    opening, vectors = cast("_Opening", import_module("bot.meaning.opening")), cast("_Vectors", import_module(_VECTORS))
    try:
        model = opening.open_meaning(None)
        entries = [stored.entry for stored in catalog.entries]
        texts = [f"{entry.title}. {entry.description}" if entry.description else entry.title for entry in entries]
        data = model.encode(texts)
    except ConfigError:
        return None
    made = zip(catalog.entries, data, strict=True)
    model.put([vectors.Vector(stored.ref, 0, each) for stored, each in made])
    return model


_VECTORS = "bot.ports.vectors"
