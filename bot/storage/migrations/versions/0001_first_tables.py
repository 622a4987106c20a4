"""Make the first tables: lists with entries, revisions and changes; what people saved and were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything, and begin to count the catalog's versions."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    time = sa.DateTime(timezone=True)

    meta = op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.bulk_insert(meta, [{"key": "catalog_version", "value": 0}])

    op.create_table(
        "lists",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("homepage", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("checked_at", time),
        sa.Column("changed_at", time),
        sa.Column("problem_count", sa.Integer, nullable=False),
        sa.Column("followed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lists"),
    )
    op.create_table(
        "entries",
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("authors", sa.Text),
        sa.Column("venue", sa.Text),
        sa.Column("year", sa.Integer),
        sa.Column("description", sa.Text),
        sa.Column("links", sa.Text, nullable=False),
        sa.Column("placements", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("added", sa.Date),
        sa.Column("added_on", sa.Date),
        sa.Column("first_seen", time, nullable=False),
        sa.Column("removed_at", time),
        sa.PrimaryKeyConstraint("list_name", "id", name="pk_entries"),
        sa.ForeignKeyConstraint(["list_name"], ["lists.name"], name="fk_entries_list_name"),
    )
    op.create_table(
        "revisions",
        sa.Column("id", row_id, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("fetched_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.ForeignKeyConstraint(["list_name"], ["lists.name"], name="fk_revisions_list_name"),
    )
    op.create_table(
        "changes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("revision_id", row_id, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sections_before", sa.Text, nullable=False),
        sa.Column("sections_after", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("recorded_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_changes_revision_id"),
        sa.ForeignKeyConstraint(["list_name"], ["lists.name"], name="fk_changes_list_name"),
    )
    op.create_index("ix_changes_revision_id", "changes", ["revision_id"])

    op.create_table(
        "saved",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("saved_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "list_name", "entry_id", name="pk_saved"),
    )
    op.create_table(
        "shown",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("shown_at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", "list_name", "entry_id", name="pk_shown"),
    )
