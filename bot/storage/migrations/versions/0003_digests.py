"""Keep what has settled as news, who subscribes to it, digests and their messages, leases, and time zones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables.  The change log that is there has not been considered: the first settling will do that."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    time = sa.DateTime(timezone=True)

    op.add_column("changes", sa.Column("considered_at", time))
    op.create_index("ix_changes_considered_at", "changes", ["considered_at", "recorded_at"])
    meta = sa.table("meta", sa.column("key", sa.Text), sa.column("value", sa.BigInteger))
    op.bulk_insert(meta, [{"key": "news_number", "value": 0}])
    op.create_table(
        "news",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("settled_at", time, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sections_before", sa.Text, nullable=False),
        sa.Column("sections_after", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_news"),
        sa.ForeignKeyConstraint(["list_name"], ["lists.name"], name="fk_news_list_name"),
    )
    op.create_index("ix_news_list_name", "news", ["list_name", "entry_id"])

    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("creator", sa.Text, nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("schedule", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("lists", sa.Text, nullable=False),
        sa.Column("include", sa.Text, nullable=False),
        sa.Column("exclude", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("style", sa.Text, nullable=False),
        sa.Column("threading", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("mention", sa.Text),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("quiet_line", sa.Boolean, nullable=False),
        sa.Column("crosspost", sa.Boolean, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        sa.Column("covered", time, nullable=False),
        sa.Column("due_at", time),
        sa.Column("pause_code", sa.Text),
        sa.Column("pause_reason", sa.Text),
        sa.Column("paused_at", time),
        sa.Column("paused_until", time),
        sa.Column("wakes_at", time),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_destination", "subscriptions", ["destination"])
    op.create_index("ix_subscriptions_workspace", "subscriptions", ["workspace"])
    op.create_index("ix_subscriptions_creator", "subscriptions", ["creator"])
    op.create_index("ix_subscriptions_wakes_at", "subscriptions", ["wakes_at"])

    op.create_table(
        "digests",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("subscription_id", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("after", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("since", time, nullable=False),
        sa.Column("until", time, nullable=False),
        sa.Column("composed_at", time, nullable=False),
        sa.Column("outcomes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
    )
    op.create_index("ix_digests_subscription_id", "digests", ["subscription_id", "composed_at"])
    op.create_index("ix_digests_destination", "digests", ["destination"])
    op.create_index("ix_digests_composed_at", "digests", ["composed_at"])

    op.create_table(
        "deliveries",
        sa.Column("number", row_id, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest_id", sa.Text, nullable=False),
        sa.Column("subscription_id", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("manner", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("mention", sa.Text),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("crosspost", sa.Boolean, nullable=False),
        sa.Column("due_at", time, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sending_since", time),
        sa.Column("failure", sa.Text),
        sa.Column("sent_at", time),
        sa.Column("message_id", sa.Text),
        sa.Column("thread_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_deliveries_digest_id"),
    )
    op.create_index("ix_deliveries_id", "deliveries", ["id"], unique=True)
    op.create_index("ix_deliveries_digest_id", "deliveries", ["digest_id", "state"])
    op.create_index("ix_deliveries_subscription_id", "deliveries", ["subscription_id", "state"])
    op.create_index("ix_deliveries_destination", "deliveries", ["destination", "state", "number"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at", "number"])
    op.create_index("ix_deliveries_sent_at", "deliveries", ["sent_at"])

    op.create_table(
        "leases",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "zones",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_zones"),
    )
