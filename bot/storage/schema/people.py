"""What belongs to people: shelves, what they were shown, looked at and said, reading lists, and time zones."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from bot.storage.columns import CleanText, JsonText, UtcTime
from bot.storage.schema.base import metadata

saved = Table(
    "saved",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("note", CleanText, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Index("ix_saved_entry", "list_name", "entry_id"),
)

shown = Table(
    "shown",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("shown_at", UtcTime, nullable=False),
)

opened = Table(
    "opened",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("opened_at", UtcTime, nullable=False),
)

refused = Table(
    "refused",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("refused_at", UtcTime, nullable=False),
)

wanted = Table(
    "wanted",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("wanted_at", UtcTime, nullable=False),
)

interests = Table(
    "interests",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("section", JsonText, primary_key=True),  # [heading, …]
    Column("chosen_at", UtcTime, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("workspace", CleanText, primary_key=True),  # `Destination.workspace_key`
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("person", CleanText, nullable=False),  # who added it, "" for somebody who has been forgotten
    Column("name", CleanText, nullable=False),  # what they were called then
    Column("note", CleanText, nullable=False),
    Column("added_at", UtcTime, nullable=False),
)

zones = Table(
    "zones",
    metadata,
    Column("key", CleanText, primary_key=True),  # of a person or a workspace
    Column("zone", CleanText, nullable=False),
)
