"""In how much detail an answer is drawn: what is too long for a message is drawn again with less."""

from __future__ import annotations

from enum import IntEnum


class Detail(IntEnum):
    """How much is said, from everything to the least that still answers; the value is an index into limits."""

    FULL = 0
    SHORT = 1
    LEAST = 2
