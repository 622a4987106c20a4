"""A bell: waits until something has become so, without looking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Wakes those who wait for something to become so."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for each in self._waiting:
            if not each.done():
                each.set_result(None)

    async def until(self, ready: Callable[[], Found | None], within: float, what: Callable[[], str]) -> Found:
        """Wait until *ready* finds something, and return it.  AssertionError with *what* after *within* seconds."""
        try:
            async with asyncio.timeout(within):
                while not (found := ready()):
                    turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(turn)
                    try:
                        await turn
                    finally:
                        self._waiting.discard(turn)
                return found
        except TimeoutError:
            raise AssertionError(f"not within {within} s: {what()}") from None
