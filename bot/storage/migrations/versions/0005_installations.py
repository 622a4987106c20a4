"""Keep where the bot is installed, the words with which installations begin, and which events were heard."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "installations",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("bot", sa.Text, nullable=False),
        sa.Column("app", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installer", sa.Text, nullable=False),
        sa.Column("installed_at", time, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name="pk_installations"),
    )
    op.create_table(
        "installation_states",
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_installation_states"),
    )
    op.create_table(
        "heard_events",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("heard_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_heard_events"),
    )
    op.create_index("ix_heard_events_heard_at", "heard_events", ["heard_at"])
