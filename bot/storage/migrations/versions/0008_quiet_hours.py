"""Keep in which hours a subscription is quiet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; nobody has asked for quiet hours yet."""
    op.add_column("subscriptions", sa.Column("quiet", sa.Text))
