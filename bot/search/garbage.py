"""Garbage: keep Python from looking for it among the million objects of an index, where there is none.

Each search goes through all objects that there are and lets no other thread run meanwhile: half a second where there
are 100,000 entries.  To let go of an index in one piece takes as long.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import ref

MANY = 30_000
"""From so many new objects on, what was made is left out of later searches, too."""

LARGE = 10_000
"""Entries from which on a table takes milliseconds to be let go."""


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


class Leaving:
    """Something large that is about to be let go: its tables stay until `let_go` takes them apart, entry by entry.

    Between two entries other threads run, which they do not while one object is let go with all that it holds.
    """

    def __init__(self, whole: object) -> None:
        self._whole = None if whole is None else ref(whole)
        self._tables = list(_large_tables(whole))

    @property
    def is_large(self) -> bool:
        """Whether there is anything that is worth taking apart."""
        return bool(self._tables)

    def let_go(self) -> None:
        """Take the tables apart, for a thread; where somebody still has the whole, they go with it later."""
        if self._whole is None or self._whole() is None:
            for table in self._tables:
                while table:
                    table.pop() if isinstance(table, list) else table.popitem()
        self._tables.clear()


def _large_tables(whole: object) -> Iterator[list[object] | dict[object, object]]:
    """Yield the tables of at least `LARGE` entries in an object of this package and in its parts."""
    parts, seen = [whole], set[int]()
    while parts:
        part = parts.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, list | dict) and len(part) >= LARGE:
            yield part
        if type(part).__module__.startswith(__package__) and hasattr(part, "__dict__"):
            parts += vars(part).values()
