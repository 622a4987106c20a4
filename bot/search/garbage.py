"""Garbage: keep Python from looking for it among the million objects of an index, where there is none.

Each search goes through all objects that there are and lets no other thread run meanwhile: half a second where there
are 100,000 entries.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""From so many new objects on, what was made is left out of later searches, too."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off the search for reference cycles until the end of the block.

    While an index of 100,000 entries is built the searches would add up to a third of the time.  Where very much was
    made, all that there is by then is left out of later searches: an engine that is let go goes at once all the same,
    since none of its parts holds the whole; a test proves it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] >= MANY:
            gc.freeze()
        gc.enable()
