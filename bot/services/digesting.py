"""Write every digest when it is due: let news settle, look who is due, compose, and queue, in batches.

    settle ──▶ who is due? ──▶ compose each ──▶ write digests, messages and cursors in one transaction ──▶ senders
                  ▲                                                          │
                  └── written by another process meanwhile: look again ◀─────┘

Answers go on meanwhile: composing gives way every few milliseconds.  Any number of processes may do this at once; a
digest is written once, by whoever comes first.
"""

from __future__ import annotations

import asyncio
import logging
import time
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn, Protocol

from bot.domain.outbox import NumberedNews
from bot.domain.subscriptions import Subscription
from bot.errors import BotError
from bot.ports import Clock, DigestWrite, NewsStore, SubscriptionStore
from bot.services.queueing import Composer, Memo

_log = logging.getLogger(__name__)

BATCH = 50
"""How many are composed and written at once: few enough that nobody who asks meanwhile has to wait for them."""

TICK = 20.0
"""Seconds after which it is looked again, whatever else was said: settling, other processes and clocks go on."""

_SLICE, _GIVE_WAY = 0.002, 0.001  # seconds of composing, and those that others then have


class DigestStore(NewsStore, SubscriptionStore, Protocol):
    """Keeps news, subscriptions and digests."""


@dataclass(slots=True)
class _Round:
    """What all digests of one look share: the moment, the news up to a number, and what was composed of them."""

    now: datetime
    upto: int
    after: int = field(init=False)
    news: Sequence[NumberedNews] = ()
    memo: Memo = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.after = self.upto

    def news_after(self, cursor: int) -> Sequence[NumberedNews]:
        """Return the news after a number."""
        return self.news[bisect_right(self.news, cursor, key=lambda each: each.number) :]


def _nobody() -> None:
    """Tell nobody: senders look for themselves every few seconds."""


@dataclass(slots=True)
class Digester:
    """Writes digests.

    `refresh` brings what `composer` looks entries up in to the present; `queued` is called when there is something
    to send, `wake`, once set, has all subscriptions looked at at once.
    """

    store: DigestStore
    clock: Clock
    settle: timedelta
    composer: Composer
    refresh: Callable[[], Awaitable[None]]
    queued: Callable[[], None] = _nobody
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    tick: float = TICK

    async def digest_forever(self) -> NoReturn:
        """Write digests as they become due, until cancelled.  No error ends it."""
        while True:
            try:
                await self.digest_due()
            except BotError as error:
                _log.warning("digests.failed", extra={"code": error.code, **error.fields})
            except Exception:  # noqa: BLE001 - a bug in one digest must not end all digests; it is logged whole
                _log.exception("digests.failed", extra={"code": "bug"})
            await self._rest()

    async def digest_due(self) -> int:
        """Write every digest that is due now; return how many have something to tell."""
        now = self.clock.now()
        await self.store.settle(now, self.settle)
        if not await self.store.due_subscriptions(now, 1):
            return 0
        await self.refresh()
        news = _Round(now, await self.store.last_news())
        looked_at: dict[str, Subscription] = {}
        told = 0
        while due := await self._due(now, looked_at):
            looked_at |= {each.id: each for each in due}
            writes = await self._composed(due, news)
            written = await self.store.write_digests(writes)
            queued = sum(bool(each.deliveries) for each in writes if each.before.id in written)
            told += queued
            if queued:
                self.queued()
        if told:
            _log.info("digests.written", extra={"count": told})
        return told

    async def _due(self, now: datetime, looked_at: dict[str, Subscription]) -> Sequence[Subscription]:
        """Return who is due, but for those that were looked at already and are as they were."""
        due = await self.store.due_subscriptions(now, BATCH)
        return [each for each in due if looked_at.get(each.id) != each]

    async def _composed(self, due: Sequence[Subscription], round_: _Round) -> list[DigestWrite]:
        first = min(each.cursor for each in due)
        if first < round_.after:
            round_.news = await self.store.news(after=first, upto=round_.upto)
            round_.after = first
        writes: list[DigestWrite] = []
        turn = time.perf_counter()
        for subscription in due:
            write = self._compose(subscription, round_)
            writes += [write] if write else []
            if time.perf_counter() - turn > _SLICE:
                await asyncio.sleep(_GIVE_WAY)
                turn = time.perf_counter()
        return writes

    def _compose(self, subscription: Subscription, round_: _Round) -> DigestWrite | None:
        """Compose one digest; one that cannot be, for a bug of ours, must not hold up the others."""
        upto = max(round_.upto, subscription.cursor)
        try:
            return self.composer.write_for(
                subscription, round_.news_after(subscription.cursor), upto, round_.now, round_.memo
            )
        except Exception:  # noqa: BLE001 - as above; it is logged whole
            _log.exception("digest.failed", extra={"subscription": subscription.id})
            return None

    async def _rest(self) -> None:
        """Wait until somebody is due, or something has happened."""
        try:
            async with asyncio.timeout(await self._longest()):
                await self.wake.wait()
        except TimeoutError:
            pass
        self.wake.clear()

    async def _longest(self) -> float:
        try:
            due = await self.store.next_due()
        except BotError as error:
            _log.warning("digests.failed", extra={"code": error.code, **error.fields})
            return self.tick
        if due is None:
            return self.tick
        return min(max((due - self.clock.now()).total_seconds(), 1.0), self.tick)
