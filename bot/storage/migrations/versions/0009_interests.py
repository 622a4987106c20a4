"""Keep which works people want more of, and which sections they chose to have recommended from."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "wanted",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("wanted_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "list_name", "entry_id", name="pk_wanted"),
    )
    op.create_table(
        "interests",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("chosen_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "section", name="pk_interests"),
    )
