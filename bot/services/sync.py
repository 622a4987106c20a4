"""Bring the stored lists up to date with their sources.

Fetches, matches and writes; does not decide what counts as a change (`bot.domain.matching`) and does
not announce anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.domain.changes import Change
from bot.domain.entries import Problem
from bot.domain.matching import match
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.ports import CatalogStore, Clock, Fetched, Known, ListSource, RevisionWrite, Unchanged


@dataclass(frozen=True, slots=True)
class FollowOrder:
    """A list that the settings ask for: its name, its source as written, and the source itself."""

    name: str
    source_name: str
    source: ListSource


@dataclass(frozen=True, slots=True)
class Synced:
    """How one list's sync went.

    `error` is the sentence where its source could not be read: the stored catalog then keeps serving.
    """

    name: str
    entry_count: int = 0
    first: bool = False
    unchanged: bool = False
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: str | None = None


async def sync_lists(
    orders: Sequence[FollowOrder], *, store: CatalogStore, clock: Clock, venues: VenueTable
) -> AsyncIterator[Synced]:
    """Sync each list in turn and say how it went; one that fails does not stop the others."""
    await store.drop_lists_except([order.name for order in orders])
    stored = {each.name: each for each in (await store.load()).lists}
    for order in orders:
        known = stored.get(order.name)
        digest = known.digest if known and known.source == order.source_name else None
        try:
            fetched = await order.source.fetch(Known(digest) if digest else None)
        except SourceError as error:
            yield Synced(order.name, error=str(error))
            continue
        if isinstance(fetched, Unchanged):
            await store.record_check(order.name, clock.now())
            yield Synced(order.name, unchanged=True)
        else:
            yield await _take_in(order, fetched, store=store, clock=clock, venues=venues)


async def _take_in(
    order: FollowOrder, fetched: Fetched, *, store: CatalogStore, clock: Clock, venues: VenueTable
) -> Synced:
    """Match a new reading with what is stored and write what comes of it, in one transaction."""
    stored = await store.known_entries(order.name)
    now = clock.now()
    matched = match(stored, fetched.reading, venues=venues, list_name=order.name, now=now)
    first = not stored
    changes = () if first else matched.changes.log
    await store.write_revision(
        RevisionWrite(
            list_name=order.name,
            title=fetched.reading.title,
            source=order.source_name,
            homepage=fetched.reading.homepage,
            digest=fetched.digest,
            fetched_at=now,
            problem_count=len(fetched.reading.problems),
            put=matched.put,
            removed=matched.removed,
            changes=changes,
        )
    )
    count = len(matched.entries)
    return Synced(order.name, count, first=first, changes=changes, problems=fetched.reading.problems)
