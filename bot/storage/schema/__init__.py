"""What the tables are.  How they came to be is in `migrations`; a test proves that both agree.

What belongs to people (`saved`, `shown`, `reading`, `subscriptions`, `suggestions`) names lists and entries without a
foreign key, so that nothing that happens to the catalog can ever take it away.
"""

from bot.storage.schema.base import metadata
from bot.storage.schema.catalog import changes, entries, lists, meta, news, revisions
from bot.storage.schema.digests import deliveries, digests, leases, subscriptions
from bot.storage.schema.installations import heard_events, installation_states, installations
from bot.storage.schema.people import interests, opened, reading, refused, saved, shown, wanted, zones
from bot.storage.schema.suggestions import (
    suggestion_blocks,
    suggestion_events,
    suggestion_notices,
    suggestion_queues,
    suggestion_votes,
    suggestions,
)
from bot.storage.schema.vectors import vectors

__all__ = [
    "changes",
    "deliveries",
    "digests",
    "entries",
    "heard_events",
    "installation_states",
    "installations",
    "interests",
    "leases",
    "lists",
    "meta",
    "metadata",
    "news",
    "opened",
    "reading",
    "refused",
    "revisions",
    "saved",
    "shown",
    "subscriptions",
    "suggestion_blocks",
    "suggestion_events",
    "suggestion_notices",
    "suggestion_queues",
    "suggestion_votes",
    "suggestions",
    "vectors",
    "wanted",
    "zones",
]
