"""Values to store, with only what a test is about spelled out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind
from bot.domain.destinations import Destination
from bot.domain.entries import Entry, EntryKind, Placement
from bot.domain.outbox import Delivery, DigestRecord, Manner, Outcome, delivery_id, digest_id
from bot.domain.subscriptions import Subscription
from bot.ports import DigestWrite, RevisionWrite

NOON = datetime(2024, 5, 17, 12, 0, 0, 250_000, tzinfo=UTC)


def later(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def stored(id_: str, position: int = 0, *, list_name: str = "main", title: str | None = None) -> CatalogEntry:
    entry = Entry(title or f"The {id_} paper", EntryKind.PAPER, (Placement(("Papers",), position),))
    return CatalogEntry(EntryRef(list_name, id_), entry, first_seen=NOON)


def added(entry: CatalogEntry) -> Change:
    return Change(ChangeKind.ADDED, entry.id, entry.entry.title, after=entry.entry.sections)


def revision(
    *put: CatalogEntry,
    list_name: str = "main",
    removed: tuple[str, ...] = (),
    changes: tuple[Change, ...] = (),
    at: datetime = NOON,
    digest: str = "a" * 64,
) -> RevisionWrite:
    """Make a revision of one list; the entries are put under that list's name."""
    return RevisionWrite(
        list_name=list_name,
        title=f"Awesome {list_name}",
        source=f"{list_name}.md",
        homepage=None,
        digest=digest,
        fetched_at=at,
        problem_count=0,
        put=tuple(replace(entry, ref=EntryRef(list_name, entry.id)) for entry in put),
        removed=removed,
        changes=changes,
    )


HERE = Destination("discord", "1", "10")


def subscription(id_: str = "s1", destination: Destination = HERE, **more: Any) -> Subscription:
    """Make a subscription that is due at noon and has considered no news yet."""
    usual: dict[str, Any] = {
        "creator": "discord:42",
        "created_at": NOON,
        "schedule": "daily 12:00",
        "zone": "Europe/Berlin",
        "cursor": 0,
        "covered": NOON,
        "due_at": NOON,
    }
    return Subscription(id_, destination, **usual | more)


def digest(
    before: Subscription, *outcomes: Outcome, parts: int = 1, upto: int = 1, due_at: datetime | None = None
) -> DigestWrite:
    """Make the digest of a subscription whose day has come; it is due again a day later."""
    until = before.due_at or NOON
    after = replace(before, cursor=upto, covered=until, due_at=due_at or until + timedelta(days=1))
    id_ = digest_id(before.id, before.cursor, until)
    record = DigestRecord(
        id_, before.id, before.destination, before.cursor, upto, before.covered, until, until, tuple(outcomes)
    )
    messages = tuple(
        Delivery(
            delivery_id(id_, part),
            id_,
            before.id,
            before.destination,
            part,
            Manner.PLAIN,
            f'{{"text":"{before.id}, part {part}"}}',
            until,
        )
        for part in range(parts)
    )
    return DigestWrite(before, after, record, messages)
