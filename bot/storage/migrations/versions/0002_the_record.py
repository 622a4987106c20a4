"""Keep how each list's checks went, what is held, who added an entry, and find changes by list, entry and time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; a list that is not followed gives up its digest, so that it is read anew when it comes back."""
    time = sa.DateTime(timezone=True)

    with op.batch_alter_table("lists") as lists:
        lists.add_column(sa.Column("memo", sa.Text, nullable=False, server_default=""))
        lists.add_column(sa.Column("moved_to", sa.Text))
        lists.add_column(sa.Column("archived", sa.Boolean, nullable=False, server_default=sa.false()))
        lists.add_column(sa.Column("failure", sa.Text))
        lists.add_column(sa.Column("failed_at", time))
        lists.add_column(sa.Column("held_digest", sa.Text))
        lists.add_column(sa.Column("held_at", time))
        lists.add_column(sa.Column("held_present", sa.Integer))
        lists.add_column(sa.Column("held_removed", sa.Integer))
        lists.add_column(sa.Column("held_added", sa.Integer))
        lists.add_column(sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
    # The defaults were for the rows that were there: from now on, every value is said.
    with op.batch_alter_table("lists") as lists:
        for name in ("memo", "archived", "version"):
            lists.alter_column(name, server_default=None)
    op.execute("UPDATE lists SET digest = NULL WHERE NOT followed")

    op.add_column("entries", sa.Column("added_by", sa.Text))
    op.add_column("revisions", sa.Column("source_id", sa.Text))
    op.add_column("revisions", sa.Column("revised_at", time))
    op.create_index("ix_changes_list_name", "changes", ["list_name", "entry_id"])
    op.create_index("ix_changes_recorded_at", "changes", ["recorded_at"])
