"""While an index is built, nobody looks for garbage; afterwards as before."""

from __future__ import annotations

import gc
import weakref

import pytest

from bot.search.garbage import leave_out_what_stays, without_collecting


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


def test_what_stays_is_left_out_and_what_became_garbage_is_not() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    try:
        first = Ring()
        gone = weakref.ref(first)
        leave_out_what_stays(collect=False)
        assert gc.get_freeze_count()
        del first
        gc.collect()
        assert gone() is not None
        leave_out_what_stays(collect=True)
        assert gone() is None
    finally:
        gc.unfreeze()
