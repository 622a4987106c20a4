"""Many vectors: the nearest are found, whatever was put, replaced and dropped before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.meaning import table as module
from bot.meaning.arrays import Bytes, Floats
from bot.meaning.table import VectorTable, pack


def ref(number: int) -> EntryRef:
    return EntryRef("main", str(number))


def by_chance(count: int, dimensions: int, seed: int = 1) -> Floats:
    made = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    unit: Floats = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def packed(vectors: Floats) -> Bytes:
    return np.frombuffer(b"".join(pack(vectors)), np.int8).reshape(vectors.shape)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 12), st.integers(0, 99)), max_size=40),
    st.sampled_from([3, 64, 70]),
    st.sampled_from([0, 5, 50]),
)
def test_a_table_holds_what_was_put_last_and_not_dropped(
    steps: list[tuple[bool, int, int]], dimensions: int, reserved: int
) -> None:
    table, expected = VectorTable(dimensions), dict[EntryRef, int]()
    table.reserve(reserved)
    vectors = by_chance(100, dimensions)
    for put, number, which in steps:
        if put:
            table.put([ref(number)], [which], packed(vectors[[which]]))
            expected[ref(number)] = which
        else:
            table.drop([ref(number)])
            expected.pop(ref(number), None)
    assert table.digests() == expected
    assert len(table) == len(expected)
    for each, which in expected.items():
        assert table.cosines(vectors[which], [each, ref(99)]) == [pytest.approx(1, abs=0.01), None]
    assert {each for each, _cosine in table.nearest(vectors[0], 100)} == set(expected)


def test_the_nearest_are_those_of_the_highest_cosine_first() -> None:
    vectors = by_chance(500, 64)
    table = VectorTable(64)
    table.put([ref(n) for n in range(500)], list(range(500)), packed(vectors))
    found = table.nearest(vectors[7], 20)
    expected = np.sort(vectors @ vectors[7])[::-1][:20]
    assert found[0][0] == ref(7)
    assert [cosine for _ref, cosine in found] == pytest.approx(expected, abs=0.01)
    assert all(-1 <= cosine <= 1 for _ref, cosine in found)
    assert table.nearest(vectors[7], 0) == []
    assert VectorTable(64).nearest(vectors[7], 5) == []


def test_among_very_many_almost_none_of_the_nearest_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of a hundred topics, as those of texts are: nine in ten of the true ten nearest, and all of the first."""
    monkeypatch.setattr(module, "MEASURED_AT_LEAST", 400)
    chance = np.random.default_rng(2)
    topics = by_chance(100, 128)[chance.integers(100, size=8_000)]
    mixed = topics + by_chance(8_000, 128, seed=3) * 0.9
    vectors: Floats = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
    table = VectorTable(128)
    table.put([ref(n) for n in range(8_000)], [0] * 8_000, packed(vectors))
    hits = 0
    for row in range(0, 8_000, 200):
        found = {each.id for each, _cosine in table.nearest(vectors[row], 10)}
        assert str(row) in found
        hits += len(found & {str(n) for n in np.argsort(-(vectors @ vectors[row]))[:10]})
    assert hits / 400 > 0.9
