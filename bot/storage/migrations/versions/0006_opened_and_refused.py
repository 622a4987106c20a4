"""Keep what people looked at and what they do not want recommended; find quickly who saved an entry."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables and the index."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "opened",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("opened_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "list_name", "entry_id", name="pk_opened"),
    )
    op.create_table(
        "refused",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("refused_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "list_name", "entry_id", name="pk_refused"),
    )
    op.create_index("ix_saved_entry", "saved", ["list_name", "entry_id"])
