"""The store as a whole: what one database keeps."""

from __future__ import annotations

from typing import Protocol

from bot.ports.catalog import CatalogStore
from bot.ports.digests import NewsStore, SubscriptionStore
from bot.ports.installations import EventLog, InstallationStore
from bot.ports.outbox import OutboxStore
from bot.ports.reading import ReadingStore
from bot.ports.shelf import ShelfStore
from bot.ports.suggestions import SuggestionStore
from bot.ports.vectors import VectorStore


class Store(
    CatalogStore,
    ShelfStore,
    ReadingStore,
    NewsStore,
    SubscriptionStore,
    OutboxStore,
    SuggestionStore,
    InstallationStore,
    EventLog,
    VectorStore,
    Protocol,
):
    """Everything that is kept, in one database."""
