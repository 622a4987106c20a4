"""Garbage: keep Python from looking for it while an index is built, which makes a million objects and none of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off the search for reference cycles until the end of the block.

    Each search goes through all objects that there are and lets no other thread run meanwhile: while an index of
    100,000 entries is built they would add up to a third of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
