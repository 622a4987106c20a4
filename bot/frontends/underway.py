"""Tasks that a stop waits for: the answers that are on their way.  Says nothing of what they do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class UnderWay:
    """Knows how many answers are on their way; its length is their number."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    @asynccontextmanager
    async def counted(self) -> AsyncIterator[None]:
        """Count the running task among those that a stop waits for."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - every coroutine runs in one
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def wait(self) -> None:
        """Wait until nothing is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def cancel(self) -> int:
        """Cancel what is on its way; return how many tasks that is."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)
