"""Keep the stored lists up to date for as long as the bot runs: one task for all lists, one fetch for everyone.

Decides neither what a change is nor when to look (`bot.domain.polling`); it sleeps, syncs and tells operators.
Answers never wait for it: they come from the store.

    due ──▶ another process was here ──▶ wait on
       └──▶ sync ──▶ well, held or failed ──▶ log ──▶ next time
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import NoReturn

from bot.domain.catalog import Catalog, FollowedList
from bot.domain.polling import STALE_AFTER, is_stale, next_check
from bot.domain.venues import VenueTable
from bot.errors import BotError
from bot.ports import CatalogStore, Clock
from bot.services.starting import Following
from bot.services.sync import FollowOrder, Synced, SyncPolicy, sync_list

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Poll:
    """What is remembered of one list between two checks."""

    following: Following
    due: datetime
    good_at: datetime
    failures: int = 0
    alarmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Poller:
    """Checks lists, each at its own time.  `sleep` waits for seconds, `at_hand` gives the catalog in memory."""

    store: CatalogStore
    clock: Clock
    venues: VenueTable
    policy: SyncPolicy
    rng: Random
    sleep: Callable[[float], Awaitable[object]]
    at_hand: Callable[[], Catalog] | None = None

    async def poll_forever(self, followed: Sequence[Following]) -> NoReturn:
        """Check every list now, unless that was done within its interval, and then again and again until cancelled.

        No error ends it.  A check that is cancelled is undone by the store as a whole.
        """
        now = self.clock.now()
        polls = [_Poll(each, now, now) for each in followed]
        while True:
            poll = min(polls, key=lambda each: each.due)
            now = self.clock.now()
            # A clock that was set back must not make the bot sleep for a year.
            wait = min(poll.due - now, self._longest(poll))
            if wait > timedelta(0):
                await self.sleep(wait.total_seconds())
            poll.due = await self._check(poll)

    def _longest(self, poll: _Poll) -> timedelta:
        return 2 * max(poll.following.interval, timedelta(days=1))

    async def _check(self, poll: _Poll) -> datetime:
        """Check one list, unless another process just did, and return when it is due again."""
        interval = poll.following.interval
        retry_at = None
        try:
            before = await self.store.find_list(poll.following.name)
            if checked := _last_check(before, poll.following.order.source_name):
                poll.good_at = checked
                if timedelta(0) <= self.clock.now() - checked < interval:  # one in the future is not believed
                    poll.failures, poll.alarmed_at = 0, None
                    return next_check(checked, failures=0, retry_at=None, interval=interval, rng=self.rng)
            synced = await self._sync(poll.following.order, before)
            failed, retry_at = synced.error is not None, synced.retry_at
        except BotError as error:
            failed = True
            _log.warning("check.failed", extra={"list": poll.following.name, "code": error.code, **error.fields})
        except Exception:  # noqa: BLE001 - a bug in one check must not end all checks; it is logged whole
            failed = True
            _log.exception("check.failed", extra={"list": poll.following.name, "code": "bug"})
        now = self.clock.now()
        poll.failures = poll.failures + 1 if failed else 0
        self._look_after(poll, now)
        return next_check(now, failures=poll.failures, retry_at=retry_at, interval=interval, rng=self.rng)

    async def _sync(self, order: FollowOrder, before: FollowedList | None) -> Synced:
        synced = await sync_list(
            order,
            store=self.store,
            clock=self.clock,
            venues=self.venues,
            policy=self.policy,
            before=before,
            at_hand=self.at_hand,
        )
        _tell(synced, before)
        return synced

    def _look_after(self, poll: _Poll, now: datetime) -> None:
        """Remember a good check, or raise the alarm, louder each day, where there was none for a day."""
        if poll.failures == 0:
            poll.good_at, poll.alarmed_at = now, None
            return
        again = poll.alarmed_at is not None
        if poll.alarmed_at is not None and now - poll.alarmed_at < STALE_AFTER:
            return
        if is_stale(now, poll.good_at, poll.following.interval):
            poll.alarmed_at = now
            hours = int((now - poll.good_at).total_seconds() // 3600)
            level = logging.ERROR if again else logging.WARNING
            _log.log(level, "list.stale", extra={"list": poll.following.name, "hours": hours})


def _last_check(before: FollowedList | None, source_name: str) -> datetime | None:
    """Return when a process last had the list from this source; a seed, or a former source, is another one."""
    if before is None or before.digest is None or before.source != source_name:
        return None
    return before.checked_at


def _tell(synced: Synced, before: FollowedList | None) -> None:
    """Log what operators want to know of one check."""
    name = {"list": synced.name}
    if synced.error is not None:
        _log.warning("source.failed", extra={**name, "reason": synced.error, "retry_at": _text(synced.retry_at)})
        return
    if synced.moved_to is not None and (before is None or before.moved_to != synced.moved_to):
        _log.warning("source.moved", extra={**name, "to": synced.moved_to})
    if synced.archived and not (before and before.archived):
        _log.warning("source.archived", extra=name)
    if synced.unchanged or synced.held is not None:  # what is newly held is logged by the sync
        _log.debug("list.checked", extra={**name, "held": synced.held is not None})
    else:
        kinds = [change.kind.value for change in synced.changes]
        counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
        _log.info("list.synced", extra={**name, "entries": synced.entry_count, "first": synced.first, **counts})


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
