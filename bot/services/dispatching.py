"""What composes and sends in one process: one digester, and a sender for each platform that is connected.

Knows no platform: each hands in its messenger once it can write, and takes it back when it leaves.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import NoReturn, Protocol

from bot.domain.digesting import Lookup
from bot.errors import BotError
from bot.ports import Clock, Messenger, NewsStore, OutboxStore, SubscriptionStore
from bot.services.correcting import Corrector
from bot.services.delivering import Sender
from bot.services.digesting import Digester
from bot.services.sending import ReadPayload, Sending

_log = logging.getLogger(__name__)

CORRECTING = 60.0
"""Seconds between two looks for what has to be corrected."""

KEPT = timedelta(days=180)
"""How long digests are remembered, for who asks what became of an entry or what was not shown."""

_TIDYING = 86_400.0

Deliver = Callable[[Messenger], Awaitable[NoReturn]]
"""Sends through a messenger for as long as it is awaited."""


class DispatchStore(NewsStore, SubscriptionStore, OutboxStore, Protocol):
    """Keeps all that concerns digests."""


@dataclass(slots=True)
class Dispatch:
    """See the module.  `holder` names this process."""

    store: DispatchStore
    digester: Digester
    clock: Clock
    rng: Random
    lookup: Lookup
    read_payload: ReadPayload
    holder: str
    _senders: list[Sender] = field(default_factory=list)

    def nudge(self) -> None:
        """Have everything looked at at once: who is due, and what is to be sent."""
        self.digester.wake.set()
        self.send_soon()

    def send_soon(self) -> None:
        """Have the outbox looked at at once."""
        for sender in self._senders:
            sender.wake.set()

    async def deliver(self, messenger: Messenger) -> NoReturn:
        """Send through a messenger until cancelled, and keep right what was sent."""
        sending = Sending(self.store, messenger, self.clock, self.rng, self.read_payload)
        sender = Sender(sending, self.holder)
        corrector = Corrector(self.store, messenger, self.clock, self.lookup, self.read_payload)
        correcting = asyncio.create_task(self._correct(corrector, sender), name=f"correcting {messenger.platform}")
        self._senders.append(sender)
        try:
            await sender.send_forever()
        finally:
            self._senders.remove(sender)
            correcting.cancel()
            await asyncio.gather(correcting, return_exceptions=True)

    async def tidy(self) -> NoReturn:
        """Forget old digests, now and once a day, until cancelled.  No trouble of the store ends it."""
        while True:
            try:
                forgotten = await self.store.prune_outbox(self.clock.now() - KEPT)
                _log.debug("outbox.tidied", extra={"digests": forgotten})
            except BotError as error:
                _log.warning("outbox.untidied", extra={"code": error.code, **error.fields})
            await asyncio.sleep(_TIDYING)

    async def _correct(self, corrector: Corrector, sender: Sender) -> NoReturn:
        while True:
            await asyncio.sleep(CORRECTING)
            try:
                if sender.lease:
                    await corrector.correct()
            except BotError as error:
                _log.warning("corrections.failed", extra={"code": error.code, **error.fields})
            except Exception:  # noqa: BLE001 - a bug in a correction must not end all of them; it is logged whole
                _log.exception("corrections.failed", extra={"code": "bug"})
