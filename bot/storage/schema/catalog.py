"""The lists and what became of them: entries, revisions, the change log, and the news that came of it.

An entry's id is its key for life within its list: rows of entries are never deleted, only marked as removed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table

from bot.storage.columns import CleanText, JsonText, UtcTime
from bot.storage.schema.base import RowId, metadata

meta = Table(
    "meta",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

lists = Table(
    "lists",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("title", CleanText, nullable=False),
    Column("source", CleanText, nullable=False),
    Column("homepage", CleanText),
    Column("digest", CleanText),
    Column("checked_at", UtcTime),
    Column("changed_at", UtcTime),
    Column("problem_count", Integer, nullable=False),
    Column("followed", Boolean, nullable=False),
    Column("memo", CleanText, nullable=False),
    Column("moved_to", CleanText),
    Column("archived", Boolean, nullable=False),
    Column("failure", CleanText),
    Column("failed_at", UtcTime),
    Column("held_digest", CleanText),  # this and the next four: all or none
    Column("held_at", UtcTime),
    Column("held_present", Integer),
    Column("held_removed", Integer),
    Column("held_added", Integer),
    Column("version", BigInteger, nullable=False),  # the catalog's, when the list or its entries last changed
)

entries = Table(
    "entries",
    metadata,
    Column("list_name", CleanText, ForeignKey("lists.name"), primary_key=True),
    Column("id", CleanText, primary_key=True),
    Column("title", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("name", CleanText),
    Column("authors", CleanText),
    Column("venue", CleanText),
    Column("year", Integer),
    Column("description", CleanText),
    Column("links", JsonText, nullable=False),  # [[kind, url, label], …]
    Column("placements", JsonText, nullable=False),  # [[[heading, …], position, line], …]
    Column("position", Integer, nullable=False),  # of the first placement, for the document's order
    Column("added", Date),  # as the list says
    Column("added_on", Date),  # as we found out
    Column("added_by", CleanText),
    Column("first_seen", UtcTime, nullable=False),
    Column("removed_at", UtcTime),
    Column("version", BigInteger, nullable=False, server_default="0"),  # the catalog's, when this row last changed
)
Index(None, entries.c.version)

revisions = Table(
    "revisions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("digest", CleanText, nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
    Column("source_id", CleanText),  # the source's own name for it: a commit, an ETag
    Column("revised_at", UtcTime),
)

changes = Table(
    "changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("revision_id", RowId, ForeignKey("revisions.id"), nullable=False),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText),
    Column("title", CleanText, nullable=False),
    Column("sections_before", JsonText, nullable=False),  # [[heading, …], …]
    Column("sections_after", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),  # [[field, before, after], …]
    Column("recorded_at", UtcTime, nullable=False),
    Column("considered_at", UtcTime),  # when its settling window was over and came to news, or to nothing
)
Index(None, changes.c.revision_id)
Index(None, changes.c.list_name, changes.c.entry_id)
Index(None, changes.c.recorded_at)
Index(None, changes.c.considered_at, changes.c.recorded_at)

news = Table(
    "news",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # counted in `meta`, so never given again
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("settled_at", UtcTime, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText),
    Column("title", CleanText, nullable=False),
    Column("sections_before", JsonText, nullable=False),  # as in `changes`
    Column("sections_after", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),
    Column("changes", JsonText, nullable=False),  # [id in `changes`, …]
)
Index(None, news.c.list_name, news.c.entry_id)
