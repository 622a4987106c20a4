"""The store's methods for news, subscriptions and digests: one transaction each, but for large batches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from bot.domain.destinations import Destination
from bot.domain.outbox import DigestRecord, NumberedNews
from bot.domain.settling import LoggedChange
from bot.domain.subscriptions import Subscription
from bot.i18n import gettext as _
from bot.ports import DigestWrite, NewsStore, SubscriptionStore
from bot.storage import changelog, digests, news, outbox, people, subscriptions
from bot.storage.database import Database

_AT_ONCE = 250
"""How many digests are written in one transaction: few enough that other writers wait for a moment only."""


class SqlDigests(NewsStore, SubscriptionStore):
    """News, subscriptions and digests in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settle(self, now: datetime, settle: timedelta) -> int:
        """Turn what has settled by *now* into news; return how many pieces that were."""
        pieces = 0
        while await self._database.read(lambda connection: news.anything_closes(connection, now, settle)):
            considered, made = await self._database.write(
                lambda connection: news.settle_changes(connection, now, settle)
            )
            pieces += made
            if not considered:
                break
        return pieces

    async def last_news(self) -> int:
        """Return the number of the newest piece of news."""
        return await self._database.read(news.read_last_number)

    async def news(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        list_name: str | None = None,
        entry_id: str | None = None,
        limit: int | None = None,
    ) -> tuple[NumberedNews, ...]:
        """Return news by number."""
        return await self._database.read(
            lambda connection: news.read_news(
                connection, after=after, upto=upto, list_name=list_name, entry_id=entry_id, limit=limit
            )
        )

    async def unsettled(self, *, list_name: str | None = None, entry_id: str | None = None) -> tuple[LoggedChange, ...]:
        """Return the logged changes that no window has closed over yet."""
        return await self._database.read(
            lambda connection: changelog.read_unsettled(connection, list_name=list_name, entry_id=entry_id)
        )

    async def put_subscription(self, subscription: Subscription, *, based_on: Subscription | None = None) -> bool:
        """Write a subscription that is new, or that has not changed since it was *based_on*."""
        if based_on is None:
            return await self._database.write(lambda connection: subscriptions.put_new(connection, subscription))
        return await self._database.write(
            lambda connection: subscriptions.replace_known(connection, based_on, subscription)
        )

    async def remove_subscription(self, subscription_id: str, at: datetime) -> bool:
        """Forget a subscription and drop what is queued for it."""
        reason = _("Its subscription was removed on {day}.", day=at.date().isoformat())
        return await self._database.write(lambda connection: outbox.unsubscribe(connection, subscription_id, reason))

    async def subscriptions(
        self, *, destination: Destination | None = None, workspace: str | None = None, creator: str | None = None
    ) -> tuple[Subscription, ...]:
        """Return subscriptions, oldest first."""
        return await self._database.read(
            lambda connection: subscriptions.read_subscriptions(
                connection, destination=destination, workspace=workspace, creator=creator
            )
        )

    async def subscription(self, subscription_id: str) -> Subscription | None:
        """Return one subscription."""
        found = await self._database.read(
            lambda connection: subscriptions.read_subscriptions(connection, subscription_id=subscription_id)
        )
        return next(iter(found), None)

    async def due_subscriptions(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """Return those to be looked at by *now*, longest due first."""
        return await self._database.read(lambda connection: subscriptions.read_due(connection, now, limit))

    async def next_due(self) -> datetime | None:
        """Return when the next subscription is to be looked at."""
        return await self._database.read(subscriptions.read_next_due)

    async def write_digests(self, writes: Collection[DigestWrite]) -> frozenset[str]:
        """Write each digest whose subscription still is as it was, some hundreds in one transaction."""
        written: set[str] = set()
        for batch in digests.batches(list(writes), _AT_ONCE):
            written |= await self._database.write(partial(digests.write_digests, writes=batch))
        return frozenset(written)

    async def digests(
        self, *, subscription_id: str | None = None, digest_id: str | None = None, limit: int = 50
    ) -> tuple[DigestRecord, ...]:
        """Return digests, newest first."""
        return await self._database.read(
            lambda connection: digests.read_digests(
                connection, subscription_id=subscription_id, digest_id=digest_id, limit=limit
            )
        )

    async def zone_of(self, key: str) -> str | None:
        """Return the time zone that is known of a person or workspace."""
        return await self._database.read(lambda connection: people.read_zone(connection, key))

    async def put_zone(self, key: str, zone: str) -> None:
        """Remember the time zone of a person or workspace."""
        await self._database.write(lambda connection: people.put_zone(connection, key, zone))
