"""What all tables share: how constraints are named, and how rows are numbered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

# Every constraint has a name, because SQLite can only change a table's constraints by name.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER key
