"""Send what is in the outbox, for one platform: hold the right to it, take what is ready, many at once, in order.

Of each destination one message is on its way at a time, so that parts arrive in order and one slow place holds up no
other.  What becomes of a single message is in `sending`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NoReturn

from bot.domain.outbox import Delivery
from bot.domain.sending import Pace
from bot.errors import StoreError
from bot.ports import Lease
from bot.services.sending import Sending

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long the right to send is held without a sign of life."""

MOST_AT_ONCE = 8
TICK = 5.0
"""Seconds after which the outbox is looked at unasked, for another process may have filled it."""

FAREWELL = 10.0
"""Seconds that messages on their way get when the bot is told to stop."""


@dataclass(slots=True)
class Sender:
    """Sends for one platform.  `holder` names this process; `wake`, once set, has the outbox looked at at once."""

    sending: Sending
    holder: str
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    pace: Pace = field(default_factory=Pace)
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    tick: float = TICK
    lease: Lease | None = None
    _trouble: str | None = None
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def send_forever(self) -> NoReturn:
        """Send until cancelled; then let what is on its way arrive, and hand over."""
        try:
            while True:
                try:
                    await self.turn()
                except Exception:  # noqa: BLE001 - a bug in one turn must not end all sending; it is logged whole
                    _log.exception("outbox.failed", extra={"code": "bug"})
                await self._rest()
        finally:
            await self._hand_over()

    async def turn(self) -> int:
        """Start to send what is ready, if it is ours to send; return how much that is."""
        try:
            lease = await self._hold()
            started = await self._start(lease) if lease else 0
        except StoreError as error:
            if error.code != self._trouble:  # said once, for it may be so for long
                _log.warning("outbox.unread", extra={"code": error.code, **error.fields})
            self._trouble = error.code
            return 0
        self._trouble = None
        return started

    async def arrived(self) -> None:
        """Wait until nothing is on its way."""
        while self._busy:
            await asyncio.wait(self._busy.values())
            self._clear()

    async def _hold(self) -> Lease | None:
        """Take the lease, or renew it when half of it is over; None while somebody else has it."""
        now = self.sending.clock.now()
        held = self.lease
        if held and now + LEASE / 2 <= held.expires_at <= now + LEASE:
            return held
        name = f"deliver:{self.sending.messenger.platform}"
        self.lease = await self.sending.store.take_lease(name, self.holder, now, LEASE)
        if (held is None) != (self.lease is None):
            _log.info("lease.taken" if self.lease else "lease.waiting", extra={"lease": name})
        return self.lease

    async def _start(self, lease: Lease) -> int:
        self._clear()
        now, waiting = self.sending.clock.now(), self.sending.not_before
        for over in [each for each, at in waiting.items() if at <= now]:
            del waiting[over]
        free = MOST_AT_ONCE - len(self._busy)
        if free <= 0:
            return 0
        ready = await self.sending.store.ready_deliveries(
            now, 4 * MOST_AT_ONCE + len(waiting), platform=self.sending.messenger.platform
        )
        chosen = [each for each in ready if each.destination.key not in self._busy and each.id not in waiting][:free]
        for each in chosen:
            self._busy[each.destination.key] = asyncio.create_task(self._send(each, lease), name=f"send {each.id}")
        return len(chosen)

    async def _send(self, delivery: Delivery, lease: Lease) -> None:
        wait = self.pace.wait(delivery.destination.key, time.monotonic())
        if wait > 0:
            await self.sleep(wait)
        if not await self.sending.send(delivery, lease) and self.lease == lease:
            self.lease = None  # to be asked for anew
            _log.info("lease.lost", extra={"lease": lease.name})

    def _clear(self) -> None:
        """Forget who has arrived; what went wrong with the sending itself comes out here."""
        for key, task in list(self._busy.items()):
            if task.done():
                del self._busy[key]
                task.result()

    async def _rest(self) -> None:
        """Wait until something has arrived, or something new may be there."""
        waking = asyncio.ensure_future(self.wake.wait())
        try:
            await asyncio.wait(
                {waking, *self._busy.values()}, timeout=self._longest(), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            waking.cancel()
        self.wake.clear()

    def _longest(self) -> float:
        """Return how long to rest at most: a tick, or until what waits in memory is to be looked at again."""
        if not self.sending.not_before:
            return self.tick
        first = min(self.sending.not_before.values()) - self.sending.clock.now()
        return min(max(first.total_seconds(), 0.05), self.tick)

    async def _hand_over(self) -> None:
        """Let what is on its way arrive, for a while, and give the lease back."""
        if self._busy:
            _done, late = await asyncio.wait(self._busy.values(), timeout=FAREWELL)
            for task in late:  # whoever sends next finds out what became of it
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
        if self.lease:
            with suppress(StoreError):
                await self.sending.store.drop_lease(self.lease)
