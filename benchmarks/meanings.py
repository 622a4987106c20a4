"""The meaning of a catalog for the benchmarks: the bot's own model, where the extra `semantic` is installed.

Encodes entries there and then, which takes a minute for 10,000; keeps nothing.  Of catalogs that are larger than any
that is judged by its answers, only the first entries are really encoded; the vectors of the others are mixtures of two
of these.  As it takes, and what it takes, to compare with them is the same; what is found by them is not.
"""

from __future__ import annotations

import random

from bot.bootstrap import meant_by
from bot.config import Settings
from bot.domain.catalog import Catalog
from bot.ports import Vector, VectorMeaning
from bot.services.encoding import digest_of, text_of

REALLY = 5_000
"""Entries of a catalog that are really encoded."""


def open_model() -> VectorMeaning | None:
    """Return the model, which knows no entry yet; None where it is not installed."""
    meant = meant_by(Settings())
    return meant.meaning if meant else None


def meaning_of(catalog: Catalog) -> VectorMeaning | None:
    """Encode a catalog; None where there is no model to do it with."""
    model = open_model()
    if model is not None:
        model.put(vectors_of(catalog, model))
    return model


def vectors_of(catalog: Catalog, model: VectorMeaning) -> list[Vector]:
    """Return the vectors of a catalog's entries."""
    texts = [text_of(stored.entry) for stored in catalog.entries]
    data = model.encode(texts[:REALLY])
    chance = random.Random(1)
    data += [_mixed(*chance.sample(data[:REALLY], 2)) for _text in texts[REALLY:]]
    named = zip(catalog.entries, texts, data, strict=True)
    return [Vector(stored.ref, digest_of(text), each) for stored, text, each in named]


def _mixed(one: bytes, other: bytes) -> bytes:
    """Return the direction between two, each a signed byte a dimension."""
    pairs = zip(memoryview(one).cast("b"), memoryview(other).cast("b"), strict=True)
    return bytes((ours + theirs) // 2 & 0xFF for ours, theirs in pairs)
