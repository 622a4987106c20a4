"""News, entries and subscriptions, made in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.destinations import Destination
from bot.domain.digesting import Digest, Lookup, compose
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, SectionPath
from bot.domain.outbox import NumberedNews
from bot.domain.settling import News
from bot.domain.subscriptions import Subscription

THEN = datetime(2026, 11, 16, 9, tzinfo=UTC)
WEEDS, WATER = ("Papers", "1. Weeds"), ("Papers", "2. Water")


def subscription(**chosen: object) -> Subscription:
    place = Destination("discord", "1", "2")
    usual = Subscription("s1", place, "discord:9", THEN, "weekly mon 09:00", "UTC", 0, THEN, None)
    return replace(usual, **chosen)  # type: ignore[arg-type]


def stored(
    id_: str,
    *,
    title: str = "",
    section: SectionPath = WEEDS,
    position: int = 0,
    list_name: str = "main",
    links: Iterable[str] = (),
    left: bool = False,
) -> CatalogEntry:
    entry = Entry(
        title or f"The {id_} of all gardens",
        EntryKind.PAPER,
        (Placement(section, position, position + 1),),
        links=tuple(Link(LinkKind.PAPER, link) for link in links),
    )
    return CatalogEntry(EntryRef(list_name, id_), entry, THEN, removed_at=THEN if left else None)


def lookup(*entries: CatalogEntry) -> Lookup:
    return {entry.ref: entry for entry in entries}.get


def change(kind: ChangeKind, id_: str, *fields: tuple[str, str, str], **more: object) -> Change:
    return Change(kind, id_, f"The {id_} of all gardens", fields=tuple(FieldChange(*each) for each in fields), **more)  # type: ignore[arg-type]


def added(id_: str, section: SectionPath = WEEDS) -> Change:
    return change(ChangeKind.ADDED, id_, after=(section,))


def removed(id_: str, section: SectionPath = WEEDS) -> Change:
    return change(ChangeKind.REMOVED, id_, before=(section,))


def edited(id_: str, *fields: tuple[str, str, str]) -> Change:
    return change(ChangeKind.EDITED, id_, *fields)


def moved(id_: str, before: SectionPath = WEEDS, after: SectionPath = WATER) -> Change:
    return change(ChangeKind.MOVED, id_, before=(before,), after=(after,))


def coded(id_: str) -> Change:
    return edited(id_, ("link:code", "", "https://github.com/x/y"))


def section_change(kind: ChangeKind, before: Iterable[SectionPath], after: Iterable[SectionPath]) -> Change:
    return Change(kind, None, "", tuple(before), tuple(after), (FieldChange("entries", "5", "5"),))


def numbered(*changes: Change, list_name: str = "main", first: int = 1) -> list[NumberedNews]:
    return [NumberedNews(number, News(list_name, THEN, each)) for number, each in enumerate(changes, first)]


def digest_of(
    news: Iterable[NumberedNews], *entries: CatalogEntry, chosen: Subscription | None = None, meets: bool = True
) -> Digest:
    wanted = subscription() if chosen is None else chosen
    return compose(wanted, tuple(news), lookup=lookup(*entries), wanted=lambda query, entry: meets)


def fates(digest: Digest) -> list[str]:
    return [outcome.fate.value for outcome in digest.outcomes]


def told(digest: Digest) -> list[tuple[str, str]]:
    """Return what each group shows: its kind, and the ids in it."""
    return [(group.kind.value, " ".join(item.ref.id for item in group.items)) for group in digest.groups]
