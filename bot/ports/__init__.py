"""What the core asks of the world: Protocols named by capability, implemented above this layer."""

from bot.ports.catalog import CatalogLoader, CatalogStore, RevisionWrite
from bot.ports.clock import Clock
from bot.ports.digests import DigestWrite, NewsStore, SubscriptionStore
from bot.ports.installations import EventLog, Installation, InstallationStore
from bot.ports.outbox import Lease, Messenger, OutboxStore, Posting
from bot.ports.reading import ReadingStore
from bot.ports.shelf import SavedItem, ShelfStore
from bot.ports.sources import Fetched, Known, ListHistory, ListSource, RevisionText, Unchanged, Whereabouts
from bot.ports.store import Store
from bot.ports.suggesting import LinkLookup, Proposer
from bot.ports.suggestions import (
    Block,
    Notice,
    NoticeRole,
    Queue,
    SuggestionStore,
    SuggestionWrite,
    notice_id,
)
from bot.ports.texts import ListFile, ListText, ListTexts
from bot.ports.vectors import Vector, VectorMeaning, VectorStore

__all__ = [
    "Block",
    "CatalogLoader",
    "CatalogStore",
    "Clock",
    "DigestWrite",
    "EventLog",
    "Fetched",
    "Installation",
    "InstallationStore",
    "Known",
    "Lease",
    "LinkLookup",
    "ListFile",
    "ListHistory",
    "ListSource",
    "ListText",
    "ListTexts",
    "Messenger",
    "NewsStore",
    "Notice",
    "NoticeRole",
    "OutboxStore",
    "Posting",
    "Proposer",
    "Queue",
    "ReadingStore",
    "RevisionText",
    "RevisionWrite",
    "SavedItem",
    "ShelfStore",
    "Store",
    "SubscriptionStore",
    "SuggestionStore",
    "SuggestionWrite",
    "Unchanged",
    "Vector",
    "VectorMeaning",
    "VectorStore",
    "Whereabouts",
    "notice_id",
]
