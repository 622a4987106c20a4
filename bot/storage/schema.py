"""What the tables are.  How they came to be is in `migrations`; a test proves that both agree.

An entry's id is its key for life within its list: rows of entries are never deleted, only marked as removed.  What
belongs to people (`saved`, `shown`) names entries by list and id without a foreign key, so that nothing that
happens to the catalog can ever take it away.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, Table

from bot.storage.columns import CleanText, JsonText, UtcTime

# Every constraint has a name, because SQLite can only change a table's constraints by name.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER key

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
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("digest", CleanText, nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
    Column("source_id", CleanText),  # the source's own name for it: a commit, an ETag
    Column("revised_at", UtcTime),
)

changes = Table(
    "changes",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("revision_id", _RowId, ForeignKey("revisions.id"), nullable=False),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText),
    Column("title", CleanText, nullable=False),
    Column("sections_before", JsonText, nullable=False),  # [[heading, …], …]
    Column("sections_after", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),  # [[field, before, after], …]
    Column("recorded_at", UtcTime, nullable=False),
)
Index(None, changes.c.revision_id)
Index(None, changes.c.list_name, changes.c.entry_id)
Index(None, changes.c.recorded_at)

saved = Table(
    "saved",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("note", CleanText, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("shown_at", UtcTime, nullable=False),
)
