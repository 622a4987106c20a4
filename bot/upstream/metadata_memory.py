"""Remember a bounded number of answers for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The last answers, each for its own time; the one that was not wanted for longest makes room."""

    def __init__(self, now: Callable[[], datetime], size: int) -> None:
        self._now = now
        self._size = size
        self._kept: OrderedDict[K, tuple[datetime, V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return what is remembered under *key*; None where that is nothing, or too old."""
        until, value = self._kept.get(key, (None, None))
        if until is None:
            return None
        if until <= self._now():
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return value

    def put(self, key: K, value: V, lasting: timedelta) -> None:
        """Remember *value* for a time."""
        self._kept[key] = (self._now() + lasting, value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
