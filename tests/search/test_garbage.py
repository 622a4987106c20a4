"""While an index is built, nobody looks for garbage; afterwards as before."""

from __future__ import annotations

import gc
import weakref

import pytest

from bot.domain.catalog_delta import CatalogDelta
from bot.search import garbage
from bot.search.garbage import MANY, Leaving, without_collecting
from tests.search.library import catalog_of, default_entries, engine_over


def test_garbage_is_looked_for_again_afterwards_whatever_happens() -> None:
    seen = []

    def fail() -> None:
        with without_collecting():
            seen.append(gc.isenabled())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (seen, gc.isenabled()) == ([False], True)


def test_who_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_engine_that_is_let_go_goes_at_once() -> None:
    engine = engine_over(catalog_of(default_entries()))
    engine.update(CatalogDelta(2, (), (), (next(iter(engine._index.rows)),)))
    for text in ("poet", "by song han", "mobisys 2022", "federatedlearning"):
        engine.search(text)
        engine.resolve(text)
        engine.complete_entries(text)
        engine.similar(next(iter(engine._index.rows)))
        engine.approaches(next(iter(engine._index.rows)))
        engine.approach_pairs()
        engine.search(f"{text} like:poet")
    parts = [weakref.ref(part) for part in (engine, engine._index, engine._index.facets, engine._neighbours)]
    gc.disable()
    try:
        del engine
        assert [part() for part in parts] == [None] * len(parts)
    finally:
        gc.enable()


def test_so_much_that_stays_is_left_out_of_later_searches() -> None:
    gc.collect()
    before = gc.get_freeze_count()
    try:
        with without_collecting():
            few: list[list[int]] = [[] for _ in range(100)]
        assert gc.get_freeze_count() == before
        with without_collecting():
            many: list[list[int]] = [[] for _ in range(MANY)]
        assert gc.get_freeze_count() >= before + len(few) + len(many)
    finally:
        gc.unfreeze()


def test_what_leaves_is_taken_apart_once_nobody_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LARGE", 5)
    engine = engine_over(catalog_of(default_entries()))
    entries, keys = engine._index.entries, engine._index.keys._rows
    leaving = Leaving(engine)
    del engine
    leaving.let_go()
    assert (entries, keys, leaving.is_large) == ([], {}, False)


def test_what_is_taken_apart_is_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two engines have the catalog and the tables of words and venues in common, and nothing else."""
    monkeypatch.setattr(garbage, "LARGE", 1)
    catalog = catalog_of(default_entries())
    old, new = engine_over(catalog), engine_over(catalog)
    texts = ("联邦学习", "quantisation", "by song han", "international conference on mobile systems", "poett", "tflite")
    found = [new.search(text) for text in texts]
    assert all(answer.hits for answer in found[:3])
    leaving = Leaving(old)
    del old
    leaving.let_go()
    assert [new.search(text) for text in texts] == found
    assert [engine_over(catalog).search(text) for text in texts] == found


def test_what_somebody_still_has_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LARGE", 5)
    engine = engine_over(catalog_of(default_entries()))
    found = engine.search("memory efficient training")
    leaving = Leaving(engine)
    leaving.let_go()
    assert engine.search("memory efficient training") == found


def test_there_is_nothing_to_take_apart_in_what_is_small() -> None:
    assert not Leaving(engine_over(catalog_of(default_entries()))).is_large
    assert not Leaving(None).is_large
