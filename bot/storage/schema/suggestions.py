"""What people suggest, what was decided, and who is to be told of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from bot.storage.columns import CleanText, JsonText, UtcTime
from bot.storage.schema.base import RowId, metadata

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("list_name", CleanText, nullable=False),
    Column("author", CleanText, nullable=False),  # "" where that person is forgotten
    Column("workspace", CleanText, nullable=False),  # `Destination.workspace_key` of `origin`, "" without one
    Column("origin", CleanText),  # `Destination.key`
    Column("state", CleanText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("section", JsonText, nullable=False),  # [heading, …]
    Column("links", JsonText, nullable=False),  # as in `entries`
    Column("kind", CleanText, nullable=False),
    Column("name", CleanText),
    Column("authors", CleanText),
    Column("venue", CleanText),
    Column("year", Integer),
    Column("description", CleanText),
    Column("credit_kind", CleanText, nullable=False),
    Column("credit", CleanText, nullable=False),
    Column("locale", CleanText, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("reason_url", CleanText, nullable=False),
    Column("decided_by", CleanText, nullable=False),
    Column("joined_to", CleanText),
    Column("pull", BigInteger),
    Column("pull_url", CleanText),
    Column("commit", CleanText),
    Column("entry_id", CleanText),
)
Index(None, suggestions.c.list_name, suggestions.c.state)
Index(None, suggestions.c.author, suggestions.c.created_at)
Index(None, suggestions.c.workspace, suggestions.c.created_at)
Index(None, suggestions.c.state)

suggestion_events = Table(
    "suggestion_events",
    metadata,
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", CleanText, nullable=False),
    Column("action", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
)

suggestion_votes = Table(
    "suggestion_votes",
    metadata,
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), primary_key=True),
    Column("person", CleanText, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

suggestion_notices = Table(
    "suggestion_notices",
    metadata,
    Column("number", RowId, primary_key=True),  # grows in the order in which things happened
    Column("id", CleanText, nullable=False),
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("role", CleanText, nullable=False),
    Column("platform", CleanText, nullable=False),
    Column("destination", CleanText, nullable=False),
    Column("due_at", UtcTime),  # null where there is nothing to do any more: it was told, or cannot be
    Column("attempts", Integer, nullable=False),
    Column("sending_since", UtcTime),
    Column("told_at", UtcTime),
    Column("message_id", CleanText),
    Column("thread_id", CleanText),
    Column("url", CleanText),
    Column("failure", CleanText),
)
Index(None, suggestion_notices.c.id, unique=True)
Index(None, suggestion_notices.c.suggestion_id, suggestion_notices.c.role)
Index(None, suggestion_notices.c.platform, suggestion_notices.c.due_at)

suggestion_blocks = Table(
    "suggestion_blocks",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcTime, nullable=False),
)

suggestion_queues = Table(
    "suggestion_queues",
    metadata,
    Column("workspace", CleanText, primary_key=True),
    Column("destination", CleanText, nullable=False),
    Column("place", CleanText, nullable=False),
)
