"""Replay the past of a list as if the bot had followed it: the change log, the catalog at any moment, its digests.

What `awesome-bot digest preview` shows of a time before the bot was there.  Where revisions come from is a source's
business; nothing is stored.  A revision that would be held is passed over, as it would have been.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeAlias

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import ChangeKind
from bot.domain.digesting import Digest, Lookup, Wanted, compose
from bot.domain.entries import Reading
from bot.domain.holding import decide_hold
from bot.domain.matching import Matched, match
from bot.domain.outbox import NumberedNews
from bot.domain.scheduling import OnChange, Schedule, last_due, next_due, parse_schedule
from bot.domain.settling import DEFAULT_SETTLE, LoggedChange, settled_news
from bot.domain.subscriptions import Subscription
from bot.domain.venues import VenueTable
from bot.ports import RevisionText

States: TypeAlias = tuple[tuple[datetime, tuple[CatalogEntry, ...]], ...]
"""What stood on a list, removed entries included, from which moment on."""

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to lists: the log by its numbers, and for each list what stood on it from which moment on.

    `titles` are what the lists were called last, by name.
    """

    log: tuple[LoggedChange, ...] = ()
    states: Mapping[str, States] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def news(self, upto: datetime, settle: timedelta = DEFAULT_SETTLE) -> tuple[NumberedNews, ...]:
        """Return what had settled by then, numbered from 1."""
        return tuple(NumberedNews(number, news) for number, news in enumerate(settled_news(self.log, upto, settle), 1))

    def lookup(self, at: datetime) -> Lookup:
        """Return the catalog as it was then; what had left stays known, with `removed_at`."""
        known: dict[EntryRef, CatalogEntry] = {}
        for states in self.states.values():
            before = [entries for since, entries in states if since <= at]
            known |= {entry.ref: entry for entry in (before[-1] if before else ())}
        return known.get


def digest_then(
    past: Past,
    subscription: Subscription,
    *,
    since: datetime,
    at: datetime,
    wanted: Wanted,
    settle: timedelta = DEFAULT_SETTLE,
) -> Digest:
    """Return the digest that a subscription would have got at *at* for all that settled after *since*."""
    news = [piece for piece in past.news(at, settle) if piece.news.settled_at > since]
    return compose(subscription, news, lookup=past.lookup(at), wanted=wanted)


@dataclass(frozen=True, slots=True)
class DigestThen:
    """The digest of one period of the past: later than `since`, not later than `until`."""

    since: datetime
    until: datetime
    digest: Digest


def digests_then(
    past: Past,
    subscription: Subscription,
    *,
    since: datetime,
    at: datetime,
    wanted: Wanted,
    settle: timedelta = DEFAULT_SETTLE,
) -> Iterator[DigestThen]:
    """Yield what a subscription that began at *since* would have got until *at*, each digest when it was due.

    What had not come up by then stays untold; a period with nothing to tell is passed over.
    """
    schedule = parse_schedule(subscription.schedule, subscription.zone)
    news = [piece for piece in past.news(at, settle) if piece.news.settled_at > since]
    for due, pieces in groupby(news, key=lambda piece: _due_after(schedule, piece.news.settled_at)):
        if due is None or due > at:
            return
        digest = compose(subscription, list(pieces), lookup=past.lookup(due), wanted=wanted)
        before = last_due(schedule, due - _TICK)
        since = max(since, before) if before else since
        if not digest.is_empty:
            yield DigestThen(since, due, digest)
        since = due


def _due_after(schedule: Schedule, settled_at: datetime) -> datetime | None:
    return settled_at if isinstance(schedule, OnChange) else next_due(schedule, settled_at - _TICK)


async def replay(
    lists: Mapping[str, AsyncIterator[RevisionText]], *, read: Callable[[str, str], Reading], venues: VenueTable
) -> Past:
    """Walk the revisions of some lists, oldest first, and return what the bot would have known of them.

    The first revision of a list is a silent baseline.  *read* reads a text by its file name.  Raises what the
    iterators raise.
    """
    log: list[LoggedChange] = []
    states: dict[str, States] = {}
    titles: dict[str, str] = {}
    for name, revisions in lists.items():
        walk = _Walk(name, venues)
        async for revision in revisions:
            await asyncio.to_thread(walk.step, read(revision.text, revision.path), revision.at)
        log += walk.log
        states[name], titles[name] = tuple(walk.states), walk.title
    return Past(numbered(log), states, titles)


def numbered(log: Iterable[LoggedChange]) -> tuple[LoggedChange, ...]:
    """Return the logs of several lists as one, numbered in the order of time."""
    ordered = sorted(log, key=lambda logged: logged.recorded_at)
    return tuple(replace(logged, number=number) for number, logged in enumerate(ordered, 1))


@dataclass(slots=True)
class _Walk:
    """One list, as far as its past has been walked."""

    list_name: str
    venues: VenueTable
    log: list[LoggedChange] = field(default_factory=list)
    states: list[tuple[datetime, tuple[CatalogEntry, ...]]] = field(default_factory=list)
    title: str = ""

    def step(self, reading: Reading, at: datetime) -> None:
        """Take the next revision in, unless it would have been held."""
        known = self.states[-1][1] if self.states else ()
        at = max(at, self.states[-1][0]) if self.states else at  # clocks of committers differ; the log goes forward
        matched = match(known, reading, venues=self.venues, list_name=self.list_name, now=at)
        if self.states and _is_held(known, matched):
            return
        if self.states:
            self.log += [LoggedChange(0, self.list_name, at, change) for change in matched.changes.log]
        self.title = reading.title or self.title
        here = {entry.id for entry in matched.entries}
        away = [replace(entry, removed_at=entry.removed_at or at) for entry in known if entry.id not in here]
        self.states.append((at, (*matched.entries, *away)))


def _is_held(known: Sequence[CatalogEntry], matched: Matched) -> bool:
    present = sum(entry.removed_at is None for entry in known)
    added = len(matched.changes.of(ChangeKind.ADDED, ChangeKind.RESTORED))
    return decide_hold(present=present, removed=len(matched.removed), added=added) is not None
