"""What the core asks of the world to compose digests: what has settled, and who wants to hear of it.

Every time is an aware `datetime` in UTC.  Every method that touches the store may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.destinations import Destination
from bot.domain.outbox import Delivery, DigestRecord, NumberedNews
from bot.domain.settling import LoggedChange
from bot.domain.subscriptions import Subscription


class NewsStore(Protocol):
    """Keeps what has settled: the change log's net effect, numbered, which is what digests are made of."""

    async def settle(self, now: datetime, settle: timedelta) -> int:
        """Turn what has settled by *now* into news; return how many pieces that were.

        What a closed window comes to is decided in `bot.domain.settling`.  Each logged change is part of one window,
        once; a change of the same work after that begins a new one.  Any process may do this at any time; each window
        is turned in one transaction, many windows in several.
        """
        ...

    async def last_news(self) -> int:
        """Return the number of the newest piece of news, 0 where there never was one."""
        ...

    async def news(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        list_name: str | None = None,
        entry_id: str | None = None,
        limit: int | None = None,
    ) -> tuple[NumberedNews, ...]:
        """Return news by number: *after* < number <= *upto*; of one list, or of all that are followed."""
        ...

    async def unsettled(self, *, list_name: str | None = None, entry_id: str | None = None) -> tuple[LoggedChange, ...]:
        """Return the logged changes that no window has closed over yet, by number; of one list, or of all followed."""
        ...


@dataclass(frozen=True, slots=True)
class DigestWrite:
    """One digest and what follows from it, written in one transaction or not at all.

    `before` is the subscription as it was when this was decided, `after` as it is to be (cursor, covered, due).
    `record` is absent where no news was considered, `deliveries` where nothing is told.
    """

    before: Subscription
    after: Subscription
    record: DigestRecord | None = None
    deliveries: tuple[Delivery, ...] = ()


class SubscriptionStore(Protocol):
    """Keeps who wants to hear what, and what is known of people's and workspaces' time zones."""

    async def put_subscription(self, subscription: Subscription, *, based_on: Subscription | None = None) -> bool:
        """Write a subscription that is new, or that has not changed since it was *based_on*; else return False."""
        ...

    async def remove_subscription(self, subscription_id: str, at: datetime) -> bool:
        """Forget a subscription and drop what is queued for it; False where there is none."""
        ...

    async def subscriptions(
        self, *, destination: Destination | None = None, workspace: str | None = None, creator: str | None = None
    ) -> tuple[Subscription, ...]:
        """Return subscriptions, oldest first: all, or those of one destination, one `workspace_key`, one person."""
        ...

    async def subscription(self, subscription_id: str) -> Subscription | None:
        """Return one subscription."""
        ...

    async def due_subscriptions(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """Return those to be looked at by *now*, longest due first; with them those that wait for news and have some.

        Those have some whose cursor is behind `last_news`, of whichever list.  Paused ones are not due, unless their
        pause ends by *now*: then they are due as if there were none.
        """
        ...

    async def next_due(self) -> datetime | None:
        """Return when `due_subscriptions` next has one, as things are; None for never.  May be past."""
        ...

    async def write_digests(self, writes: Collection[DigestWrite]) -> frozenset[str]:
        """Write each digest whose subscription still is as it was; return the ids of the subscriptions written."""
        ...

    async def digests(
        self, *, subscription_id: str | None = None, digest_id: str | None = None, limit: int = 50
    ) -> tuple[DigestRecord, ...]:
        """Return digests, newest first."""
        ...

    async def zone_of(self, key: str) -> str | None:
        """Return the IANA time zone that is known of a person or workspace."""
        ...

    async def put_zone(self, key: str, zone: str) -> None:
        """Remember the time zone of a person or workspace."""
        ...
