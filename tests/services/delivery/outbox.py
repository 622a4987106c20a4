"""Digests to send: what queues them, what sends them, and what became of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.domain.outbox import Delivery, Manner
from bot.domain.subscriptions import Subscription
from bot.ports import DigestWrite, Store
from bot.replies.model import Message
from bot.replies.payload import to_payload
from bot.services.delivering import Sender
from tests.storage.samples import digest


async def queued(store: Store, subscribed: Subscription, *manners: Manner) -> tuple[Delivery, ...]:
    """Subscribe, and queue a digest with a part in each manner."""
    write = digest(subscribed, parts=len(manners) or 1)
    parts = tuple(
        replace(each, manner=manner, payload=to_payload(Message(each.id)))
        for each, manner in zip(write.deliveries, manners or (Manner.PLAIN,), strict=True)
    )
    assert await store.put_subscription(subscribed)
    assert await store.write_digests([DigestWrite(write.before, write.after, write.record, parts)])
    return parts


async def all_turns(sender: Sender) -> None:
    while await sender.turn():
        await sender.arrived()


async def state(store: Store, delivery: Delivery) -> Delivery:
    found = await store.delivery(delivery.id)
    assert found
    return found


async def until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not ready():  # noqa: ASYNC110 - the fakes tell nobody
            await asyncio.sleep(0)
