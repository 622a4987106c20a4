"""Sync one list as often as it is told to, one text further each time: WHERE.

Reads lines from standard input, each the number of titles that the list then has; answers each with `done`.
"""

from __future__ import annotations

import asyncio
import sys

from bot.storage.store import open_store
from tests.services.sources import FakeSource, sync


async def main(where: str) -> None:
    async with open_store(where, patience=20) as store:
        print("ready", flush=True)  # noqa: T201
        while line := await asyncio.to_thread(sys.stdin.readline):
            await sync(store, FakeSource([f"Work number {n}" for n in range(int(line))]))
            print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
