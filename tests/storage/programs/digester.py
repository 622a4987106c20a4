"""Look at a store, wait for a line on standard input, then do one thing: WHERE WHAT NAME.

WHAT is `settle`, `compose` (what was due at the look) or `lease`.  Says `ready` after the look, then what came of it.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from bot.storage.store import SqlStore, open_store
from tests.storage.samples import NOON, digest, later

HOUR = timedelta(hours=1)


async def run(where: str, what: str, name: str) -> object:
    async with open_store(where, patience=60) as store:
        due = await store.due_subscriptions(NOON, 100)
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        if what == "settle":
            return await store.settle(later(1000), HOUR)
        if what == "lease":
            return await lease(store, name)
        return len(await store.write_digests([digest(subscribed, parts=2) for subscribed in due]))


async def lease(store: SqlStore, name: str) -> str:
    taken = await store.take_lease("sending", name, NOON, HOUR)
    return "nobody's" if taken is None else f"{taken.holder} {taken.epoch}"


if __name__ == "__main__":
    print(asyncio.run(run(*sys.argv[1:4])))  # noqa: T201
