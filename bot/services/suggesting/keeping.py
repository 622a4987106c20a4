"""Keep suggestions moving for as long as the bot runs: send what is approved, follow what was sent.

    woken, or time ──▶ not ours to do ──▶ wait on
                  └──▶ each list: follow ──▶ send ──▶ next time, later after a failure

One process does it at a time, by lease.  Each step is whole by itself and can be taken again, so that whoever is
stopped anywhere loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NoReturn

from bot.domain.polling import next_check
from bot.errors import BotError, SourceError
from bot.ports import Lease
from bot.services.suggesting.following import follow
from bot.services.suggesting.office import Office
from bot.services.suggesting.sending import send

_log = logging.getLogger(__name__)

INTERVAL = timedelta(minutes=5)
LEASE = timedelta(minutes=15)
LEASE_NAME = "suggestions"


@dataclass(slots=True)
class _Round:
    """What is remembered of one list between two looks."""

    list_name: str
    due: datetime
    failures: int = 0


@dataclass(slots=True)
class Keeper:
    """Keeps the suggestions for these lists moving.  `holder` names this process."""

    office: Office
    lists: Sequence[str]
    holder: str
    rng: Random
    interval: timedelta = INTERVAL
    _rounds: list[_Round] = field(default_factory=list)
    _lease: Lease | None = None

    async def keep_forever(self) -> NoReturn:
        """Send and follow until cancelled.  No error ends it."""
        try:
            while True:
                await self.turn()
                await self._rest()
        finally:
            await self._give_back()

    async def turn(self) -> None:
        """Look at every list that is due."""
        now = self.office.clock.now()
        if not self._rounds:
            self._rounds = [_Round(each, now) for each in self.lists]
        due = [each for each in self._rounds if each.due <= now]
        ours = bool(due) and await self._hold(now)
        for each in due:
            if ours:
                await self._look(each)
            else:
                each.due = now + self.interval

    async def _look(self, each: _Round) -> None:
        retry_at = None
        try:
            followed = await follow(self.office, each.list_name)
            if followed.to_send and each.list_name in self.office.proposers:
                await send(self.office, each.list_name)
            each.failures = 0
        except BotError as error:
            each.failures += 1
            retry_at = error.retry_at if isinstance(error, SourceError) else None
            _log.warning("suggestions.failed", extra={"list": each.list_name, "code": error.code, **error.fields})
        except Exception:  # noqa: BLE001 - a bug with one list must not end all of them; it is logged whole
            each.failures += 1
            _log.exception("suggestions.failed", extra={"list": each.list_name, "code": "bug"})
        now = self.office.clock.now()
        each.due = next_check(now, failures=each.failures, retry_at=retry_at, interval=self.interval, rng=self.rng)

    async def _hold(self, now: datetime) -> bool:
        """Take or renew the right to send; False while another process has it."""
        try:
            self._lease = await self.office.store.take_lease(LEASE_NAME, self.holder, now, LEASE)
        except BotError as error:
            _log.warning("suggestions.no_lease", extra={"code": error.code, **error.fields})
            self._lease = None
        return self._lease is not None

    async def _rest(self) -> None:
        """Wait until a list is due, or something was decided: then every list that is well is due."""
        now = self.office.clock.now()
        first = min((each.due for each in self._rounds), default=now + self.interval)
        wait = min(max(first - now, timedelta(seconds=1)), self.interval)
        try:
            await asyncio.wait_for(self.office.to_send.wait(), wait.total_seconds())
        except TimeoutError:
            return
        self.office.to_send.clear()
        for each in self._rounds:
            if each.failures == 0:
                each.due = self.office.clock.now()

    async def _give_back(self) -> None:
        if self._lease is not None:
            try:
                await self.office.store.drop_lease(self._lease)
            except BotError as error:
                _log.warning("suggestions.no_lease", extra={"code": error.code, **error.fields})
