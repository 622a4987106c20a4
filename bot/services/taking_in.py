"""Decide what a newly fetched text means for a stored list.  Pure: nothing is fetched or written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.catalog import CatalogEntry, FollowedList, HeldRevision
from bot.domain.changes import ChangeKind
from bot.domain.holding import DEFAULT_SHARE, Held, decide_hold
from bot.domain.matching import match
from bot.domain.venues import VenueTable
from bot.ports import Fetched, Known, RevisionWrite, Whereabouts


@dataclass(frozen=True, slots=True)
class SyncPolicy:
    """What a sync may do: `accept` a revision that removes more than `hold_share` (0 to 1), and write at all."""

    hold_share: float = DEFAULT_SHARE
    accept: bool = False
    dry_run: bool = False


USUAL_POLICY = SyncPolicy()


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a list: `version` is the catalog's, `entries` every one that it ever had."""

    version: int
    followed: FollowedList | None
    entries: tuple[CatalogEntry, ...]


@dataclass(frozen=True, slots=True)
class RevisionIntent:
    """What to do about a text: write it or, with `held`, hold it; `again` says that it is held already.

    `baseline` is true where there was nothing, or another source's list, to compare it with: then it is no news.
    """

    write: RevisionWrite
    entry_count: int
    baseline: bool
    held: HeldRevision | None
    again: bool


def known_to(before: FollowedList | None, source: str, policy: SyncPolicy) -> Known | None:
    """Return what the source shall compare with: the held text, as long as it would be held, else the accepted one."""
    if before is None or before.source != source or before.digest is None:
        return None
    held = before.held
    if held and _judge(held.present, held.removed, held.added, policy.hold_share, policy):
        return Known(held.digest, before.memo)
    return Known(before.digest, before.memo)


def decide(
    fetched: Fetched,
    stored: Stored,
    *,
    list_name: str,
    source: str,
    venues: VenueTable,
    policy: SyncPolicy,
    now: datetime,
) -> RevisionIntent:
    """Match a text with what is stored, and judge whether it is believable.

    Where the settings name another source than before, whoever wrote them wanted another list: it is a baseline,
    and only an empty one is held.
    """
    before = stored.followed
    baseline = not stored.entries or before is None or before.source != source
    matched = match(stored.entries, fetched.reading, venues=venues, list_name=list_name, now=now)
    why = _judge(
        sum(entry.removed_at is None for entry in stored.entries),
        len(matched.removed),
        len(matched.changes.of(ChangeKind.ADDED, ChangeKind.RESTORED)),
        1.0 if baseline else policy.hold_share,
        policy,
    )
    again = why is not None and before is not None and before.held is not None and before.held.digest == fetched.digest
    where = fetched.whereabouts
    write = RevisionWrite(
        list_name=list_name,
        title=fetched.reading.title,
        source=source,
        homepage=fetched.reading.homepage
        or (where.homepage if where else None)
        or (before.homepage if before else None),
        digest=fetched.digest,
        fetched_at=now,
        problem_count=len(fetched.reading.problems),
        put=matched.put,
        removed=matched.removed,
        changes=() if baseline else matched.changes.log,
        memo=fetched.memo,
        revision_id=fetched.revision_id,
        revised_at=fetched.revised_at,
        moved_to=present_name(where, before),
        archived=is_archived(where, before),
        based_on=stored.version,
    )
    held = HeldRevision(fetched.digest, now, why.present, why.removed, why.added) if why else None
    return RevisionIntent(write, len(matched.entries), baseline, held, again)


def present_name(where: Whereabouts | None, before: FollowedList | None) -> str | None:
    """Return the source's present name where it differs from the one in the settings: as found, else as known."""
    if where is None:
        return before.moved_to if before else None
    return where.name if where.renamed_from is not None else None


def is_archived(where: Whereabouts | None, before: FollowedList | None) -> bool:
    """Say whether the source is closed to changes: as found, else as known."""
    if where is None:
        return before is not None and before.archived
    return where.archived


def _judge(present: int, removed: int, added: int, share: float, policy: SyncPolicy) -> Held | None:
    return None if policy.accept else decide_hold(present=present, removed=removed, added=added, share=share)
