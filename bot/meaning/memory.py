"""Return memory that was needed for a moment to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let go of what loading left behind, which the GNU C library keeps otherwise: tens of megabytes."""
    with suppress(AttributeError, OSError, TypeError):  # where this is another C library
        ctypes.CDLL(None).malloc_trim(0)
