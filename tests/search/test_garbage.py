"""While an index is built, nobody looks for garbage; afterwards as before."""

from __future__ import annotations

import gc

import pytest

from bot.search.garbage import without_collecting


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
