"""What composes and sends in one process: platforms come and go, and are told when there is something to send."""

from __future__ import annotations

import asyncio
import random
from typing import NoReturn

import pytest

from bot.domain.outbox import DeliveryState
from bot.ports import Store
from bot.replies.model import Message
from bot.services import dispatching
from bot.services.digesting import Digester
from bot.services.dispatching import KEPT, Dispatch
from tests.fakes.clock import FixedClock
from tests.fakes.messenger import FakeMessenger
from tests.services.delivery.outbox import queued, until
from tests.services.delivery.scene import composer, refresh
from tests.storage.samples import NOON, subscription


def dispatch_on(store: Store, clock: FixedClock) -> Dispatch:
    digester = Digester(store, clock, NOON - NOON, composer(), refresh)
    made = Dispatch(store, digester, clock, random.Random(1), lambda _ref: None, Message, "us")
    digester.queued = made.send_soon
    return made


async def ended(task: asyncio.Future[NoReturn]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def test_a_platform_sends_while_it_is_there_and_hands_over_when_it_leaves(store: Store) -> None:
    dispatch, messenger = dispatch_on(store, FixedClock(NOON)), FakeMessenger()
    (one,) = await queued(store, subscription())
    delivering = asyncio.ensure_future(dispatch.deliver(messenger))
    await until(lambda: one.id in messenger.posted)
    (two,) = await queued(store, subscription("s2"))
    dispatch.nudge()  # nobody waits five seconds
    await until(lambda: two.id in messenger.posted)
    await ended(delivering)
    assert not dispatch._senders
    assert await store.take_lease("deliver:discord", "them", NOON, KEPT)


async def test_whoever_is_due_is_looked_for_when_told(store: Store) -> None:
    clock = FixedClock(NOON)
    dispatch, messenger = dispatch_on(store, clock), FakeMessenger()
    composing = asyncio.ensure_future(dispatch.digester.digest_forever())
    delivering = asyncio.ensure_future(dispatch.deliver(messenger))
    await store.put_subscription(subscription(quiet_line=True, covered=NOON - KEPT))
    dispatch.nudge()
    await until(lambda: bool(messenger.posted))
    await ended(composing)
    await ended(delivering)
    (sent,) = await store.deliveries()
    assert sent.state is DeliveryState.SENT


async def test_corrections_go_on_after_a_bug(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dispatching, "CORRECTING", 0)
    looked = 0

    async def correct(_self: object) -> int:
        nonlocal looked
        looked += 1
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.services.correcting.Corrector.correct", correct)
    delivering = asyncio.ensure_future(dispatch_on(store, FixedClock(NOON)).deliver(FakeMessenger()))
    await until(lambda: looked > 1)
    await ended(delivering)
    assert "corrections.failed" in caplog.text


async def test_old_digests_are_forgotten(store: Store) -> None:
    clock = FixedClock(NOON)
    (old,) = await queued(store, subscription())
    await store.drop_delivery(old.id, "An operator gave it up.")
    clock.passes(2 * KEPT)
    dispatch = dispatch_on(store, clock)
    tidying = asyncio.ensure_future(dispatch.tidy())
    while await store.digests():  # noqa: ASYNC110 - the store tells nobody
        await asyncio.sleep(0)
    await ended(tidying)
    assert await store.delivery(old.id) is None
