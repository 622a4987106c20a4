"""While an index is built, nobody looks for garbage; afterwards as before."""

from __future__ import annotations

import gc
import weakref

import pytest

from bot.domain.catalog_delta import CatalogDelta
from bot.search.garbage import leave_out_what_stays, without_collecting
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
    parts = [weakref.ref(part) for part in (engine, engine._index, engine._index.facets, engine._neighbours)]
    gc.disable()
    try:
        del engine
        assert [part() for part in parts] == [None] * len(parts)
    finally:
        gc.enable()


def test_what_stays_is_left_out() -> None:
    leave_out_what_stays()
    try:
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
