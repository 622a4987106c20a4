"""Subscriptions, their digests, the messages that wait to be sent, and who may send them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from bot.storage.columns import CleanText, JsonText, UtcTime
from bot.storage.schema.base import RowId, metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("destination", CleanText, nullable=False),  # `Destination.key`
    Column("workspace", CleanText, nullable=False),  # `Destination.workspace_key`
    Column("place", CleanText, nullable=False),
    Column("creator", CleanText, nullable=False),  # "" where that person is forgotten
    Column("created_at", UtcTime, nullable=False),
    Column("schedule", CleanText, nullable=False),
    Column("zone", CleanText, nullable=False),
    Column("lists", JsonText, nullable=False),
    Column("include", JsonText, nullable=False),
    Column("exclude", JsonText, nullable=False),
    Column("kinds", JsonText, nullable=False),
    Column("style", CleanText, nullable=False),
    Column("threading", CleanText, nullable=False),
    Column("tags", JsonText, nullable=False),
    Column("mention", CleanText),
    Column("most", Integer, nullable=False),
    Column("quiet_line", Boolean, nullable=False),
    Column("crosspost", Boolean, nullable=False),
    Column("quiet", CleanText),
    Column("locale", CleanText, nullable=False),
    Column("cursor", BigInteger, nullable=False),
    Column("covered", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("pause_code", CleanText),  # this and the next three: none, or all but perhaps the last
    Column("pause_reason", CleanText),
    Column("paused_at", UtcTime),
    Column("paused_until", UtcTime),
    Column("wakes_at", UtcTime),  # follows from the above: not to be looked at before, or at all
)
Index(None, subscriptions.c.destination)
Index(None, subscriptions.c.workspace)
Index(None, subscriptions.c.creator)
Index(None, subscriptions.c.wakes_at)

digests = Table(
    "digests",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("subscription_id", CleanText, nullable=False),  # which may be gone
    Column("destination", CleanText, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("upto", BigInteger, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("composed_at", UtcTime, nullable=False),
    Column("outcomes", JsonText, nullable=False),  # [[number of news, list or null, entry or null, fate, detail], …]
)
Index(None, digests.c.subscription_id, digests.c.composed_at)
Index(None, digests.c.destination)
Index(None, digests.c.composed_at)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", RowId, primary_key=True),  # grows in the order of queueing, parts in order
    Column("id", CleanText, nullable=False),
    Column("digest_id", CleanText, ForeignKey("digests.id"), nullable=False),
    Column("subscription_id", CleanText, nullable=False),
    Column("destination", CleanText, nullable=False),
    Column("part", Integer, nullable=False),
    Column("manner", CleanText, nullable=False),
    Column("payload", CleanText, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("locale", CleanText, nullable=False),
    Column("mention", CleanText),
    Column("tags", JsonText, nullable=False),
    Column("crosspost", Boolean, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("state", CleanText, nullable=False),  # open (which is: queued, or sending since …), sent, dropped
    Column("attempts", Integer, nullable=False),
    Column("sending_since", UtcTime),
    Column("failure", CleanText),
    Column("sent_at", UtcTime),  # this and the next: both or none
    Column("message_id", CleanText),
    Column("thread_id", CleanText),
    Column("url", CleanText),
)
Index(None, deliveries.c.id, unique=True)
Index(None, deliveries.c.digest_id, deliveries.c.state)
Index(None, deliveries.c.subscription_id, deliveries.c.state)
Index(None, deliveries.c.destination, deliveries.c.state, deliveries.c.number)
Index(None, deliveries.c.state, deliveries.c.due_at, deliveries.c.number)
Index(None, deliveries.c.sent_at)

leases = Table(
    "leases",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("holder", CleanText, nullable=False),  # "" where it was given back
    Column("epoch", BigInteger, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)
