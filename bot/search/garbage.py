"""Garbage: keep Python from looking for it among the million objects of an index, where there is none.

Each search goes through all objects that there are and lets no other thread run meanwhile: half a second where there
are 100,000 entries.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off the search for reference cycles until the end of the block.

    While an index of 100,000 entries is built the searches would add up to a third of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def leave_out_what_stays() -> None:
    """Leave all objects that there are out of later searches.

    An engine that is let go goes at once all the same, since none of its parts holds the whole; a test proves it.
    """
    gc.freeze()
