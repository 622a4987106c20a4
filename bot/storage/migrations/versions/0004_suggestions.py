"""Keep suggestions: what was offered, what happened to it, who wants it, who is to be told, and who decides."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    time = sa.DateTime(timezone=True)

    op.create_table(
        "suggestions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("changed_at", time, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("links", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("authors", sa.Text),
        sa.Column("venue", sa.Text),
        sa.Column("year", sa.Integer),
        sa.Column("description", sa.Text),
        sa.Column("credit_kind", sa.Text, nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("reason_url", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("joined_to", sa.Text),
        sa.Column("pull", sa.BigInteger),
        sa.Column("pull_url", sa.Text),
        sa.Column("commit", sa.Text),
        sa.Column("entry_id", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
    )
    op.create_index("ix_suggestions_author", "suggestions", ["author", "created_at"])
    op.create_index("ix_suggestions_list_name", "suggestions", ["list_name", "state"])
    op.create_index("ix_suggestions_state", "suggestions", ["state"])
    op.create_index("ix_suggestions_workspace", "suggestions", ["workspace", "created_at"])

    op.create_table(
        "suggestion_events",
        sa.Column("suggestion_id", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("at", time, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("suggestion_id", "version", name="pk_suggestion_events"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name="fk_suggestion_events_suggestion_id"),
    )

    op.create_table(
        "suggestion_votes",
        sa.Column("suggestion_id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", time, nullable=False),
        sa.PrimaryKeyConstraint("suggestion_id", "person", name="pk_suggestion_votes"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name="fk_suggestion_votes_suggestion_id"),
    )

    op.create_table(
        "suggestion_notices",
        sa.Column("number", row_id, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("suggestion_id", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("due_at", time),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sending_since", time),
        sa.Column("told_at", time),
        sa.Column("message_id", sa.Text),
        sa.Column("thread_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("failure", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_suggestion_notices"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name="fk_suggestion_notices_suggestion_id"),
    )
    op.create_index("ix_suggestion_notices_id", "suggestion_notices", ["id"], unique=True)
    op.create_index("ix_suggestion_notices_platform", "suggestion_notices", ["platform", "due_at"])
    op.create_index("ix_suggestion_notices_suggestion_id", "suggestion_notices", ["suggestion_id", "role"])

    op.create_table(
        "suggestion_blocks",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", time, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_suggestion_blocks"),
    )

    op.create_table(
        "suggestion_queues",
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_suggestion_queues"),
    )
