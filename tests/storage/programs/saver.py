"""Open a store, wait for a line on standard input, then save things one by one: WHERE NAME COUNT PATIENCE.

Says `ready` when it is open, and at the end how many were saved, or the sentence of what went wrong.
"""

from __future__ import annotations

import asyncio
import sys

from bot.domain.catalog import EntryRef
from bot.errors import StoreError
from bot.storage.store import open_store
from tests.storage.samples import NOON


async def save(where: str, name: str, count: int, patience: float) -> str:
    async with open_store(where, patience=patience) as store:
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        try:
            for n in range(count):
                await store.save("everybody", EntryRef(name, str(n)), None, NOON)
        except StoreError as error:
            return f"{type(error).__name__}: {error}"
    return str(count)


if __name__ == "__main__":
    print(asyncio.run(save(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))))  # noqa: T201
