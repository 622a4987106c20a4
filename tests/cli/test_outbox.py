"""`awesome-bot outbox`: operators see what waits, send it again, or give it up."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bot.bootstrap import opened_store
from bot.config import Settings
from bot.domain.outbox import Delivery, DeliveryState
from tests.cli.process import bot
from tests.storage.samples import NOON, digest, subscription


def queued(folder: Path) -> tuple[Delivery, ...]:
    write = digest(subscription(), parts=2)

    async def queue() -> None:
        async with opened_store(Settings(data_dir=folder)) as store:
            await store.put_subscription(write.before)
            await store.write_digests([write])

    asyncio.run(queue())
    return write.deliveries


def state(folder: Path, delivery: Delivery) -> Delivery:
    async def look() -> Delivery:
        async with opened_store(Settings(data_dir=folder)) as store:
            found = await store.delivery(delivery.id)
            assert found
            return found

    return asyncio.run(look())


def test_what_waits_is_listed_dropped_and_sent_again(tmp_path: Path) -> None:
    here = {"AWESOME_BOT_DATA_DIR": str(tmp_path)}
    first, second = queued(tmp_path)
    table = bot("outbox", "list", **here, COLUMNS="160").stdout
    assert first.id in table
    assert "discord:1/10" in table

    dropped = bot("outbox", "drop", first.id, "--reason", "Told by hand.", **here)
    assert dropped.stdout == f"{first.id} will not be sent.\n"
    assert state(tmp_path, first).failure == "Told by hand."
    listed = json.loads(bot("outbox", "list", "--format", "json", **here).stdout)
    assert [each["id"] for each in listed] == [second.id]

    again = bot("outbox", "retry", first.id, **here)
    assert again.returncode == 0
    assert state(tmp_path, first).state is DeliveryState.QUEUED
    assert state(tmp_path, first).due_at > NOON


def test_a_message_that_is_not_there_is_named(tmp_path: Path) -> None:
    here = {"AWESOME_BOT_DATA_DIR": str(tmp_path)}
    assert bot("outbox", "list", **here).stdout == "No message is in that state.\n"
    for command in ("retry", "drop"):
        failed = bot("outbox", command, "nothing-0", **here)
        assert failed.returncode == 2
        assert "nothing-0" in failed.stderr
