"""What the tables are.  How they came to be is in `migrations`; a test proves that both agree.

An entry's id is its key for life within its list: rows of entries are never deleted, only marked as removed.  What
belongs to people (`saved`, `shown`, `subscriptions`, `suggestions`) names lists and entries without a foreign key, so
that nothing that happens to the catalog can ever take it away.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, Table

from bot.storage.columns import CleanText, JsonText, UtcTime

# Every constraint has a name, because SQLite can only change a table's constraints by name.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER key

meta = Table(
    "meta",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

lists = Table(
    "lists",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("title", CleanText, nullable=False),
    Column("source", CleanText, nullable=False),
    Column("homepage", CleanText),
    Column("digest", CleanText),
    Column("checked_at", UtcTime),
    Column("changed_at", UtcTime),
    Column("problem_count", Integer, nullable=False),
    Column("followed", Boolean, nullable=False),
    Column("memo", CleanText, nullable=False),
    Column("moved_to", CleanText),
    Column("archived", Boolean, nullable=False),
    Column("failure", CleanText),
    Column("failed_at", UtcTime),
    Column("held_digest", CleanText),  # this and the next four: all or none
    Column("held_at", UtcTime),
    Column("held_present", Integer),
    Column("held_removed", Integer),
    Column("held_added", Integer),
    Column("version", BigInteger, nullable=False),  # the catalog's, when the list or its entries last changed
)

entries = Table(
    "entries",
    metadata,
    Column("list_name", CleanText, ForeignKey("lists.name"), primary_key=True),
    Column("id", CleanText, primary_key=True),
    Column("title", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("name", CleanText),
    Column("authors", CleanText),
    Column("venue", CleanText),
    Column("year", Integer),
    Column("description", CleanText),
    Column("links", JsonText, nullable=False),  # [[kind, url, label], …]
    Column("placements", JsonText, nullable=False),  # [[[heading, …], position, line], …]
    Column("position", Integer, nullable=False),  # of the first placement, for the document's order
    Column("added", Date),  # as the list says
    Column("added_on", Date),  # as we found out
    Column("added_by", CleanText),
    Column("first_seen", UtcTime, nullable=False),
    Column("removed_at", UtcTime),
    Column("version", BigInteger, nullable=False, server_default="0"),  # the catalog's, when this row last changed
)
Index(None, entries.c.version)

revisions = Table(
    "revisions",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("digest", CleanText, nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
    Column("source_id", CleanText),  # the source's own name for it: a commit, an ETag
    Column("revised_at", UtcTime),
)

changes = Table(
    "changes",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("revision_id", _RowId, ForeignKey("revisions.id"), nullable=False),
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText),
    Column("title", CleanText, nullable=False),
    Column("sections_before", JsonText, nullable=False),  # [[heading, …], …]
    Column("sections_after", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),  # [[field, before, after], …]
    Column("recorded_at", UtcTime, nullable=False),
    Column("considered_at", UtcTime),  # when its settling window was over and came to news, or to nothing
)
Index(None, changes.c.revision_id)
Index(None, changes.c.list_name, changes.c.entry_id)
Index(None, changes.c.recorded_at)
Index(None, changes.c.considered_at, changes.c.recorded_at)

news = Table(
    "news",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # counted in `meta`, so never given again
    Column("list_name", CleanText, ForeignKey("lists.name"), nullable=False),
    Column("settled_at", UtcTime, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText),
    Column("title", CleanText, nullable=False),
    Column("sections_before", JsonText, nullable=False),  # as in `changes`
    Column("sections_after", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),
    Column("changes", JsonText, nullable=False),  # [id in `changes`, …]
)
Index(None, news.c.list_name, news.c.entry_id)

saved = Table(
    "saved",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("note", CleanText, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Index("ix_saved_entry", "list_name", "entry_id"),
)

shown = Table(
    "shown",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("shown_at", UtcTime, nullable=False),
)

opened = Table(
    "opened",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("opened_at", UtcTime, nullable=False),
)

refused = Table(
    "refused",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("list_name", CleanText, primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("refused_at", UtcTime, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("destination", CleanText, nullable=False),  # `Destination.key`
    Column("workspace", CleanText, nullable=False),  # `Destination.workspace_key`
    Column("place", CleanText, nullable=False),
    Column("creator", CleanText, nullable=False),  # "" where that person is forgotten
    Column("created_at", UtcTime, nullable=False),
    Column("schedule", CleanText, nullable=False),
    Column("zone", CleanText, nullable=False),
    Column("lists", JsonText, nullable=False),
    Column("include", JsonText, nullable=False),
    Column("exclude", JsonText, nullable=False),
    Column("kinds", JsonText, nullable=False),
    Column("style", CleanText, nullable=False),
    Column("threading", CleanText, nullable=False),
    Column("tags", JsonText, nullable=False),
    Column("mention", CleanText),
    Column("most", Integer, nullable=False),
    Column("quiet_line", Boolean, nullable=False),
    Column("crosspost", Boolean, nullable=False),
    Column("locale", CleanText, nullable=False),
    Column("cursor", BigInteger, nullable=False),
    Column("covered", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("pause_code", CleanText),  # this and the next three: none, or all but perhaps the last
    Column("pause_reason", CleanText),
    Column("paused_at", UtcTime),
    Column("paused_until", UtcTime),
    Column("wakes_at", UtcTime),  # follows from the above: not to be looked at before, or at all
)
Index(None, subscriptions.c.destination)
Index(None, subscriptions.c.workspace)
Index(None, subscriptions.c.creator)
Index(None, subscriptions.c.wakes_at)

digests = Table(
    "digests",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("subscription_id", CleanText, nullable=False),  # which may be gone
    Column("destination", CleanText, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("upto", BigInteger, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("composed_at", UtcTime, nullable=False),
    Column("outcomes", JsonText, nullable=False),  # [[number of news, list or null, entry or null, fate, detail], …]
)
Index(None, digests.c.subscription_id, digests.c.composed_at)
Index(None, digests.c.destination)
Index(None, digests.c.composed_at)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", _RowId, primary_key=True),  # grows in the order of queueing, parts in order
    Column("id", CleanText, nullable=False),
    Column("digest_id", CleanText, ForeignKey("digests.id"), nullable=False),
    Column("subscription_id", CleanText, nullable=False),
    Column("destination", CleanText, nullable=False),
    Column("part", Integer, nullable=False),
    Column("manner", CleanText, nullable=False),
    Column("payload", CleanText, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("locale", CleanText, nullable=False),
    Column("mention", CleanText),
    Column("tags", JsonText, nullable=False),
    Column("crosspost", Boolean, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("state", CleanText, nullable=False),  # open (which is: queued, or sending since …), sent, dropped
    Column("attempts", Integer, nullable=False),
    Column("sending_since", UtcTime),
    Column("failure", CleanText),
    Column("sent_at", UtcTime),  # this and the next: both or none
    Column("message_id", CleanText),
    Column("thread_id", CleanText),
    Column("url", CleanText),
)
Index(None, deliveries.c.id, unique=True)
Index(None, deliveries.c.digest_id, deliveries.c.state)
Index(None, deliveries.c.subscription_id, deliveries.c.state)
Index(None, deliveries.c.destination, deliveries.c.state, deliveries.c.number)
Index(None, deliveries.c.state, deliveries.c.due_at, deliveries.c.number)
Index(None, deliveries.c.sent_at)

leases = Table(
    "leases",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("holder", CleanText, nullable=False),  # "" where it was given back
    Column("epoch", BigInteger, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

zones = Table(
    "zones",
    metadata,
    Column("key", CleanText, primary_key=True),  # of a person or a workspace
    Column("zone", CleanText, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("list_name", CleanText, nullable=False),
    Column("author", CleanText, nullable=False),  # "" where that person is forgotten
    Column("workspace", CleanText, nullable=False),  # `Destination.workspace_key` of `origin`, "" without one
    Column("origin", CleanText),  # `Destination.key`
    Column("state", CleanText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("section", JsonText, nullable=False),  # [heading, …]
    Column("links", JsonText, nullable=False),  # as in `entries`
    Column("kind", CleanText, nullable=False),
    Column("name", CleanText),
    Column("authors", CleanText),
    Column("venue", CleanText),
    Column("year", Integer),
    Column("description", CleanText),
    Column("credit_kind", CleanText, nullable=False),
    Column("credit", CleanText, nullable=False),
    Column("locale", CleanText, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("reason_url", CleanText, nullable=False),
    Column("decided_by", CleanText, nullable=False),
    Column("joined_to", CleanText),
    Column("pull", BigInteger),
    Column("pull_url", CleanText),
    Column("commit", CleanText),
    Column("entry_id", CleanText),
)
Index(None, suggestions.c.list_name, suggestions.c.state)
Index(None, suggestions.c.author, suggestions.c.created_at)
Index(None, suggestions.c.workspace, suggestions.c.created_at)
Index(None, suggestions.c.state)

suggestion_events = Table(
    "suggestion_events",
    metadata,
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", CleanText, nullable=False),
    Column("action", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
)

suggestion_votes = Table(
    "suggestion_votes",
    metadata,
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), primary_key=True),
    Column("person", CleanText, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

suggestion_notices = Table(
    "suggestion_notices",
    metadata,
    Column("number", _RowId, primary_key=True),  # grows in the order in which things happened
    Column("id", CleanText, nullable=False),
    Column("suggestion_id", CleanText, ForeignKey("suggestions.id"), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("role", CleanText, nullable=False),
    Column("platform", CleanText, nullable=False),
    Column("destination", CleanText, nullable=False),
    Column("due_at", UtcTime),  # null where there is nothing to do any more: it was told, or cannot be
    Column("attempts", Integer, nullable=False),
    Column("sending_since", UtcTime),
    Column("told_at", UtcTime),
    Column("message_id", CleanText),
    Column("thread_id", CleanText),
    Column("url", CleanText),
    Column("failure", CleanText),
)
Index(None, suggestion_notices.c.id, unique=True)
Index(None, suggestion_notices.c.suggestion_id, suggestion_notices.c.role)
Index(None, suggestion_notices.c.platform, suggestion_notices.c.due_at)

suggestion_blocks = Table(
    "suggestion_blocks",
    metadata,
    Column("person", CleanText, primary_key=True),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcTime, nullable=False),
)

suggestion_queues = Table(
    "suggestion_queues",
    metadata,
    Column("workspace", CleanText, primary_key=True),
    Column("destination", CleanText, nullable=False),
    Column("place", CleanText, nullable=False),
)

installations = Table(
    "installations",
    metadata,
    Column("platform", CleanText, primary_key=True),
    Column("workspace", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("token", CleanText, nullable=False),  # a secret: never shown, never logged
    Column("bot", CleanText, nullable=False),
    Column("app", CleanText, nullable=False),
    Column("scopes", CleanText, nullable=False),
    Column("installer", CleanText, nullable=False),
    Column("installed_at", UtcTime, nullable=False),
)

installation_states = Table(
    "installation_states",
    metadata,
    Column("state", CleanText, primary_key=True),
    Column("expires_at", UtcTime, nullable=False),
)

heard_events = Table(
    "heard_events",
    metadata,
    Column("id", CleanText, primary_key=True),  # the platform's name and its own id
    Column("heard_at", UtcTime, nullable=False),
)
Index(None, heard_events.c.heard_at)
