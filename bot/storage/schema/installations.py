"""Where the bot is installed, and what it has heard from there."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from bot.storage.columns import CleanText, UtcTime
from bot.storage.schema.base import metadata

installations = Table(
    "installations",
    metadata,
    Column("platform", CleanText, primary_key=True),
    Column("workspace", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("token", CleanText, nullable=False),  # a secret: never shown, never logged
    Column("bot", CleanText, nullable=False),
    Column("app", CleanText, nullable=False),
    Column("scopes", CleanText, nullable=False),
    Column("installer", CleanText, nullable=False),
    Column("installed_at", UtcTime, nullable=False),
)

installation_states = Table(
    "installation_states",
    metadata,
    Column("state", CleanText, primary_key=True),
    Column("expires_at", UtcTime, nullable=False),
)

heard_events = Table(
    "heard_events",
    metadata,
    Column("id", CleanText, primary_key=True),  # the platform's name and its own id
    Column("heard_at", UtcTime, nullable=False),
)
Index(None, heard_events.c.heard_at)
