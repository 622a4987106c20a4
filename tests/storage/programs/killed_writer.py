"""Write a second revision, or a digest, again and again, each time killed one step further, until it is there.

Arguments: WHERE, and `revision` or `digest`.

Step 0 is right before the transaction, each further one after one more statement, the last ones before and after
the commit.  After each death a line on standard output says in JSON what the database holds.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from itertools import count

from sqlalchemy import Table, event, func, select
from sqlalchemy.engine import Connection, Engine

from bot.domain.catalog import EntryRef
from bot.domain.outbox import Fate, Outcome
from bot.storage import schema
from bot.storage.store import SqlStore, open_store
from tests.storage.samples import added, digest, later, revision, stored, subscription

FIRST = revision(stored("a", 0), stored("b", 1), changes=(added(stored("a")), added(stored("b"))))
SECOND = revision(
    stored("b", 0, title="Changed"),
    *(stored(f"new-{n}", n) for n in range(5)),
    removed=("a",),
    changes=(added(stored("new-0")),),
    at=later(1),
    digest="b" * 64,
)


ASKING = subscription()
DIGEST = digest(ASKING, Outcome(1, EntryRef("main", "a"), Fate.TOLD), parts=3)

Work = Callable[[SqlStore], Awaitable[object]]
Look = Callable[[SqlStore], Awaitable[dict[str, object]]]


def die_at(last: int) -> None:
    """Kill this process with SIGKILL when it comes to step *last* of whatever it does with a database."""
    steps = count()

    def step(*_: object, **__: object) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("begin", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, step)


async def do_and_die(where: str, work: Work, last: int) -> None:
    async with open_store(where) as store:
        die_at(last)
        await work(store)
        os.kill(os.getpid(), signal.SIGKILL)


async def state(store: SqlStore) -> dict[str, object]:
    catalog = await store.load()
    return {
        "version": catalog.version,
        "digest": catalog.lists[0].digest[:1] if catalog.lists[0].digest else None,
        "titles": [entry.entry.title for entry in catalog.entries],
        "rows": await count_rows(store, schema.revisions, schema.entries, schema.changes),
    }


async def digest_state(store: SqlStore) -> dict[str, object]:
    return {
        "cursors": [each.cursor for each in await store.subscriptions()],
        "rows": await count_rows(store, schema.digests, schema.deliveries),
    }


async def count_rows(store: SqlStore, *tables: Table) -> list[int]:
    def rows(connection: Connection) -> list[int]:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    return await store._database.read(rows)


async def seen(where: str, look: Look) -> dict[str, object]:
    async with open_store(where) as store:
        return await look(store)


async def do(where: str, work: Work) -> None:
    async with open_store(where) as store:
        await work(store)


def kill_at_each_step(where: str, first: Work, second: Work, look: Look = state) -> None:
    """Do the first work, then try the second until its outcome is there."""
    asyncio.run(do(where, first))
    before = now = asyncio.run(seen(where, look))
    for last in count():
        print(json.dumps(now), flush=True)  # noqa: T201
        if now != before:
            return
        child = os.fork()
        if not child:
            asyncio.run(do_and_die(where, second, last))
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(f"the writer ended by itself: {status}")
        now = asyncio.run(seen(where, look))


WORKS: dict[str, tuple[Work, Work, Look]] = {
    "revision": (lambda store: store.write_revision(FIRST), lambda store: store.write_revision(SECOND), state),
    "digest": (lambda store: store.put_subscription(ASKING), lambda store: store.write_digests([DIGEST]), digest_state),
}

if __name__ == "__main__":
    kill_at_each_step(sys.argv[1], *WORKS[sys.argv[2]])
