"""What is asked every few seconds costs the same however much is kept: counted in steps of SQLite's machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.util import await_

from bot.domain.catalog import EntryRef
from bot.domain.outbox import Fate, Outcome
from bot.storage import digests, news, outbox, subscriptions
from bot.storage.store import SqlStore, open_store
from tests.storage.samples import added, digest, later, revision, stored, subscription

MANY = 10_000
HOUR = timedelta(hours=1)
Work = Callable[[Connection], object]


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with open_store(tmp_path / "awesome.db") as store:
        await store.put_subscription(subscription())
        await store.write_digests([digest(subscription(), Outcome(1, EntryRef("main", "a"), Fate.TOLD))])
        yield store


async def steps(store: SqlStore, work: Work) -> int:
    """Count how many steps of its virtual machine SQLite needs for some reading, in tens."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    def measured(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver
        await_(driver.set_progress_handler(tick, 10))
        work(connection)
        await_(driver.set_progress_handler(None, 0))

    await store._database.write(measured)
    return count


async def multiply(store: SqlStore, table: str, **columns: str) -> None:
    """Copy the first row of a table very often, with these columns (expressions of the number n) changed."""

    def copy(connection: Connection) -> None:
        names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        values = ", ".join(columns.get(name, name) for name in names)
        some = f"WITH RECURSIVE some(n) AS (VALUES (2) UNION ALL SELECT n + 1 FROM some WHERE n < {MANY})"  # noqa: S608
        copies = f"INSERT INTO {table} SELECT {values} FROM some, {table} WHERE {table}.rowid = 1"  # noqa: S608
        connection.exec_driver_sql(f"{some} {copies}")

    await store._database.write(copy)


async def queue_many(store: SqlStore, **columns: str) -> None:
    await multiply(store, "subscriptions", id="'s' || n", destination="'discord:1/' || n")
    await multiply(
        store,
        "deliveries",
        **{"number": "n", "id": "'d' || n", "subscription_id": "'s' || n", "destination": "'discord:1/' || n"}
        | columns,
    )


def ready(connection: Connection) -> None:
    assert outbox.read_ready(connection, later(1), 1)


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"destination": "destination"},
        {"due_at": "'2025-01-01 00:00:00.000000'"},
        {"state": "'sent'", "sent_at": "due_at", "message_id": "n"},
    ],
    ids=["queued for many", "queued for one", "put off", "sent"],
)
async def test_the_first_of_very_many_messages_is_found_at_once(sqlite: SqlStore, columns: dict[str, str]) -> None:
    one = await steps(sqlite, ready)
    await queue_many(sqlite, **columns)

    assert await steps(sqlite, ready) <= one + 5


async def test_what_is_due_is_found_at_once_among_very_many_subscriptions(sqlite: SqlStore) -> None:
    def due(connection: Connection) -> None:
        assert len(subscriptions.read_due(connection, later(24), 1)) == 1

    one = await steps(sqlite, due)
    await multiply(sqlite, "subscriptions", id="'s' || n", wakes_at="'2025-01-01 00:00:00.000000'")

    assert await steps(sqlite, due) <= one + 5


async def test_a_long_log_that_was_considered_costs_nothing(sqlite: SqlStore) -> None:
    def closes(connection: Connection) -> None:
        assert not news.anything_closes(connection, later(9), HOUR)

    await sqlite.write_revision(revision(changes=(added(stored("a")),)))
    await sqlite.settle(later(9), HOUR)
    one = await steps(sqlite, closes)
    await multiply(sqlite, "changes", id="n")

    assert await steps(sqlite, closes) <= one + 5


async def test_clearing_away_takes_as_long_as_there_is_to_clear(sqlite: SqlStore) -> None:
    def prune(connection: Connection) -> None:
        assert digests.prune(connection, later(9)) == MANY - 1

    await multiply(sqlite, "digests", id="'g' || n")
    await queue_many(sqlite, digest_id="'g' || n", state="'sent'")

    assert await steps(sqlite, prune) <= MANY * 20
