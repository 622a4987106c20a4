"""Values to store, with only what a test is about spelled out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind
from bot.domain.entries import Entry, EntryKind, Placement
from bot.ports import RevisionWrite

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
