"""Bring the stored lists up to date with their sources.

Fetches and writes; what a new text means for a list is decided in `bot.services.taking_in`.  Announces nothing, and
does not decide when to look again.

    fetch ──▶ failed ─────▶ record why
         ├──▶ unchanged ──▶ record the check
         └──▶ a text ─────▶ decide ──▶ hold it, or write revision, catalog and changes in one transaction
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.catalog import Catalog, FollowedList, HeldRevision
from bot.domain.changes import Change
from bot.domain.entries import Problem
from bot.domain.holding import Held
from bot.domain.venues import VenueTable
from bot.errors import SourceError, StoreOutdated
from bot.ports import CatalogStore, Clock, Fetched, ListHistory, ListSource, Unchanged, Whereabouts
from bot.search.garbage import without_collecting
from bot.services.dating import Progress, date_list
from bot.services.taking_in import (
    USUAL_POLICY,
    RevisionIntent,
    Stored,
    SyncPolicy,
    decide,
    is_archived,
    known_to,
    present_name,
)

__all__ = ["FollowOrder", "SyncPolicy", "Synced", "sync_list", "sync_lists"]

_ATTEMPTS = 5
"""How often a decision is made anew because another process was faster; each time that one got its work done."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FollowOrder:
    """A list that the settings ask for: its name, its source as written, the source itself.

    Its `history`, if it has one, dates the entries of the first load, or of a later one if that was not to be.
    """

    name: str
    source_name: str
    source: ListSource
    history: ListHistory | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """How one list's sync went.

    - `first`: what was read is a baseline, because nothing, or another source's list, was known; it is no news.
    - `unchanged`: the source still has what it had: the accepted text or, with `held`, the held one.
    - `held`: why the revision was held: the stored catalog keeps serving.
    - `changes`, `entry_count` and `problems` are those of the new revision, be it held or not.
    - `error`: the sentence where the source could not be read; the stored catalog keeps serving then, too.
      `retry_at` is from when it may be asked again, if it said so.
    - `moved_to`, `archived`: as in `FollowedList`.
    - `dry_run`: nothing was written.
    """

    name: str
    entry_count: int = 0
    first: bool = False
    unchanged: bool = False
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: str | None = None
    held: Held | None = None
    dry_run: bool = False
    moved_to: str | None = None
    archived: bool = False
    retry_at: datetime | None = None


async def sync_lists(
    orders: Sequence[FollowOrder],
    *,
    store: CatalogStore,
    clock: Clock,
    venues: VenueTable,
    policy: SyncPolicy = USUAL_POLICY,
    progress: Progress | None = None,
) -> AsyncIterator[Synced]:
    """Sync each list in turn and say how it went; one that fails does not stop the others.

    *orders* are all lists that are followed: others are no longer served.
    """
    if not policy.dry_run:
        await store.drop_lists_except([order.name for order in orders])
    stored = {each.name: each for each in await store.followed_lists()}
    for order in orders:
        before = stored.get(order.name)
        yield await sync_list(
            order, store=store, clock=clock, venues=venues, policy=policy, before=before, progress=progress
        )


async def sync_list(
    order: FollowOrder,
    *,
    store: CatalogStore,
    clock: Clock,
    venues: VenueTable,
    policy: SyncPolicy = USUAL_POLICY,
    before: FollowedList | None,
    progress: Progress | None = None,
    at_hand: Callable[[], Catalog] | None = None,
) -> Synced:
    """Sync one list and say how it went.  *before* is what is stored of it, None if it is new.

    *progress* hears how many revisions of the history were read to date a first load.  *at_hand* gives the catalog
    that this process has in memory, so that little of it has to be read again.  Raises `StoreError`.
    """
    sync = _Sync(order, store, clock, venues, policy, progress, at_hand)
    for attempt in range(1, _ATTEMPTS):
        try:
            return await sync.run(before)
        except StoreOutdated as error:
            _log.info("revision.outdated", extra={"attempt": attempt, **error.fields})
            before = await store.find_list(order.name)
    return await sync.run(before)


@dataclass(frozen=True, slots=True)
class _Sync:
    """One sync of one list."""

    order: FollowOrder
    store: CatalogStore
    clock: Clock
    venues: VenueTable
    policy: SyncPolicy
    progress: Progress | None
    at_hand: Callable[[], Catalog] | None

    async def run(self, before: FollowedList | None) -> Synced:
        """Fetch, decide, write.  Raises `StoreOutdated` where another process has written the list meanwhile."""
        # Before the fetch: a text that was fetched before another process wrote the list may be older than that one's.
        version = await self.store.version()
        known = known_to(before, self.order.source_name, self.policy)
        try:
            fetched = await self.order.source.fetch(known)
        except SourceError as error:
            return await self.fail(error, before)
        if isinstance(fetched, Fetched):
            with without_collecting():
                return await self.take_in(fetched, version)
        held = before.held if before and known and before.held and before.held.digest == known.digest else None
        return await self.check(fetched, before, held)

    async def fail(self, error: SourceError, before: FollowedList | None) -> Synced:
        if not self.policy.dry_run:
            await self.store.record_failure(self.order.name, self.clock.now(), str(error))
        return replace(self._outcome(None, before), error=str(error), retry_at=error.retry_at)

    async def check(
        self, fetched: Fetched | Unchanged, before: FollowedList | None, held: HeldRevision | None
    ) -> Synced:
        """Note that the source has what it had: the accepted text, or the held one."""
        if not self.policy.dry_run:
            await self.store.record_check(
                self.order.name,
                self.clock.now(),
                fetched.memo,
                where=fetched.whereabouts,
                still_held=held is not None,
            )
        return replace(self._outcome(fetched.whereabouts, before), unchanged=True, held=_why(held))

    async def take_in(self, fetched: Fetched, version: int) -> Synced:
        """Decide about a text that is not older than that version of the catalog, and do what was decided."""
        before = await self.store.find_list(self.order.name)
        if before and (before.source, before.digest) == (self.order.source_name, fetched.digest):
            return await self.check(fetched, before, None)
        at_hand = self.at_hand() if self.at_hand else None
        stored = Stored(version, before, await self.store.known_entries(self.order.name, at_hand))
        intent = await asyncio.to_thread(
            decide,
            fetched,
            stored,
            list_name=self.order.name,
            source=self.order.source_name,
            venues=self.venues,
            policy=self.policy,
            now=self.clock.now(),
        )
        if intent.again:
            return await self.check(fetched, before, intent.held)
        if not self.policy.dry_run:
            await self.act(intent, fetched)
            if not intent.held and (intent.baseline or not any(entry.added_on for entry in stored.entries)):
                await self.date(fetched)
        return replace(
            self._outcome(fetched.whereabouts, before),
            entry_count=intent.entry_count,
            first=intent.baseline,
            changes=intent.write.changes,
            problems=fetched.reading.problems,
            held=_why(intent.held),
        )

    async def act(self, intent: RevisionIntent, fetched: Fetched) -> None:
        """Hold the revision, or write it."""
        held = intent.held
        if not held:
            await self.store.write_revision(intent.write)
            return
        await self.store.hold_revision(self.order.name, held, fetched.memo)
        counts = {"present": held.present, "removed": held.removed, "added": held.added}
        _log.warning("revision.held", extra={"list": self.order.name, "digest": held.digest, **counts})

    async def date(self, fetched: Fetched) -> None:
        """Date what stands on the list, where it has a history."""
        if self.order.history:
            files = fetched.whereabouts.files if fetched.whereabouts else ()
            await date_list(
                self.order.name,
                self.order.history,
                store=self.store,
                venues=self.venues,
                files=files,
                progress=self.progress,
            )

    def _outcome(self, where: Whereabouts | None, before: FollowedList | None) -> Synced:
        return Synced(
            self.order.name,
            dry_run=self.policy.dry_run,
            moved_to=present_name(where, before),
            archived=is_archived(where, before),
        )


def _why(held: HeldRevision | None) -> Held | None:
    return Held(held.present, held.removed, held.added) if held else None
