"""What models made of the texts of entries.  Derived: any row can be made again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table

from bot.storage.columns import CleanText
from bot.storage.schema.base import metadata

vectors = Table(
    "vectors",
    metadata,
    Column("model", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("digest", BigInteger, nullable=False),  # of the text that was encoded
    Column("data", LargeBinary, nullable=False),
)
