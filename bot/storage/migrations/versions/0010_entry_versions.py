"""Keep at which version of the catalog each entry last changed, so that little is read where little changed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column and an index on it."""
    op.add_column("entries", sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_entries_version", "entries", ["version"])
