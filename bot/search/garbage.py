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


def leave_out_what_stays(*, collect: bool) -> None:
    """Leave all objects that there are out of later searches; *collect* first, where something old may have become one.

    What is not part of a cycle goes when nobody holds it any more, as ever.
    """
    gc.unfreeze()
    if collect:
        gc.collect()
    gc.freeze()
