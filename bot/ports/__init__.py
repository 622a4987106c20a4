"""What the core asks of the world: Protocols named by capability, implemented above this layer."""

from bot.ports.catalog import (
    CatalogStore,
    Clock,
    Fetched,
    Known,
    ListHistory,
    ListSource,
    RevisionText,
    RevisionWrite,
    SavedItem,
    ShelfStore,
    Unchanged,
    Whereabouts,
)
from bot.ports.digests import DigestWrite, NewsStore, SubscriptionStore
from bot.ports.outbox import Lease, Messenger, OutboxStore, Posting
from bot.ports.store import Store
from bot.ports.suggesting import LinkLookup, Proposer

__all__ = [
    "CatalogStore",
    "Clock",
    "DigestWrite",
    "Fetched",
    "Known",
    "Lease",
    "LinkLookup",
    "ListHistory",
    "ListSource",
    "Messenger",
    "NewsStore",
    "OutboxStore",
    "Posting",
    "Proposer",
    "RevisionText",
    "RevisionWrite",
    "SavedItem",
    "ShelfStore",
    "Store",
    "SubscriptionStore",
    "Unchanged",
    "Whereabouts",
]
