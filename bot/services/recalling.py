"""Find out what happened to lists in a span of the past: from the change log where it reaches back, else from history.

The log knows what the bot has seen since it first read a list; what was before that, the list's own history may tell.
Nothing is stored.  What stands in the log is recalled with each entry's facts as they are now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Protocol

from bot.domain.catalog import CatalogEntry, FollowedList
from bot.domain.changes import Change, ChangeKind
from bot.domain.entries import Reading
from bot.domain.settling import LoggedChange
from bot.domain.venues import VenueTable
from bot.ports import CatalogStore, RevisionText
from bot.services.replaying import Past, States, numbered, replay
from bot.services.sync import FollowOrder


class LogStore(CatalogStore, Protocol):
    """Keeps entries and the log of what happened to them."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of the past: `begins` has the first moment of each list of which anything is known."""

    past: Past
    begins: dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Recaller:
    """Recalls; *read* reads a text by its file name, *progress* hears how many revisions of a list were read."""

    store: LogStore
    read: Callable[[str, str], Reading]
    venues: VenueTable
    progress: Callable[[str, int], None]

    async def recall(self, orders: Iterable[FollowOrder], since: datetime | None) -> Recalled:
        """Return what is known of some lists from *since* on, or from as early as can be.

        Raises `SourceError` where a history cannot be read.
        """
        log: list[LoggedChange] = []
        states: dict[str, States] = {}
        titles: dict[str, str] = {}
        for order in orders:
            past = await self._one(order, since)
            log += past.log
            states |= {name: each for name, each in past.states.items() if any(entries for _since, entries in each)}
            titles |= past.titles
        begins = {name: next(at for at, entries in each if entries) for name, each in states.items()}
        return Recalled(Past(numbered(log), states, titles), begins)

    async def _one(self, order: FollowOrder, since: datetime | None) -> Past:
        entries = await self.store.known_entries(order.name)
        begun = min((entry.first_seen for entry in entries), default=None)
        reaches_back = begun is not None and since is not None and begun <= since
        if order.history is not None and not reaches_back:
            revisions = self._told(order.name, order.history.history())
            past = await replay({order.name: revisions}, read=self.read, venues=self.venues)
            if any(there for _since, there in past.states[order.name]):
                return past
        if begun is None:
            return Past()
        log = await self.store.change_log(list_name=order.name)
        return past_of_log(await self.store.find_list(order.name), entries, log, begun)

    async def _told(self, name: str, revisions: AsyncIterator[RevisionText]) -> AsyncIterator[RevisionText]:
        count = 0
        async for revision in revisions:
            count += 1
            self.progress(name, count)
            yield revision


def past_of_log(
    followed: FollowedList | None, entries: Sequence[CatalogEntry], log: Sequence[LoggedChange], begun: datetime
) -> Past:
    """Return the past of one list by its log: which works stood there when, each with its facts as they are now."""
    if followed is None:
        return Past()
    known = {entry.id: entry for entry in entries}
    states = []
    for at, together in groupby(reversed(log), key=lambda logged: logged.recorded_at):
        states.append((at, tuple(known.values())))
        for logged in together:
            _take_back(known, logged.change, at)
    states.append((begun, tuple(known.values())))
    return Past(tuple(log), {followed.name: tuple(reversed(states))}, {followed.name: followed.title})


def _take_back(known: dict[str, CatalogEntry], change: Change, at: datetime) -> None:
    """Let a work be there, or not, as it was before a change."""
    entry = known.get(change.entry_id or "")
    if entry is None:
        return
    match change.kind:
        case ChangeKind.ADDED:
            del known[entry.id]
        case ChangeKind.RESTORED:
            known[entry.id] = replace(entry, removed_at=at)
        case ChangeKind.REMOVED:
            known[entry.id] = replace(entry, removed_at=None)
