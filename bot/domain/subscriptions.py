"""Subscriptions: what a destination wants to hear, when, and how it is to look.  Only the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.changes import LINK_FIELD, Change, ChangeKind, link_field
from bot.domain.destinations import Destination
from bot.domain.entries import LinkKind


class NewsKind(StrEnum):
    """What a piece of news is to those who read it; each subscription says which of these it wants."""

    ADDED = "added"
    RESTORED = "restored"
    CODE = "code"
    PAPER = "paper"
    PUBLISHED = "published"
    EDITED = "edited"
    REWORDED = "reworded"
    MOVED = "moved"
    REMOVED = "removed"
    SECTIONS = "sections"


USUAL_KINDS = frozenset({NewsKind.ADDED, NewsKind.RESTORED, NewsKind.CODE, NewsKind.PAPER, NewsKind.PUBLISHED})
"""What a subscription tells unless it asks for something else."""

_BY_CHANGE = {
    ChangeKind.ADDED: NewsKind.ADDED,
    ChangeKind.RESTORED: NewsKind.RESTORED,
    ChangeKind.REMOVED: NewsKind.REMOVED,
    ChangeKind.MOVED: NewsKind.MOVED,
    ChangeKind.PLACEMENT_ADDED: NewsKind.MOVED,
    ChangeKind.PLACEMENT_REMOVED: NewsKind.MOVED,
    ChangeKind.REWORDED: NewsKind.REWORDED,
    ChangeKind.SECTION_RENAMED: NewsKind.SECTIONS,
    ChangeKind.SECTION_SPLIT: NewsKind.SECTIONS,
    ChangeKind.SECTION_MERGED: NewsKind.SECTIONS,
}
_GAINED = {link_field(LinkKind.CODE): NewsKind.CODE, link_field(LinkKind.PAPER): NewsKind.PAPER}
_PREPRINTS = ("arxiv", "preprint", "corr", "openreview", "biorxiv", "ssrn", "techrxiv")


def news_kind(change: Change) -> NewsKind:
    """Return what a change is to its readers: of an edit, the most welcome thing in it.

    A work counts as published when it gains a venue, or when that of a preprint server gives way to another.
    """
    if change.kind is not ChangeKind.EDITED:
        return _BY_CHANGE[change.kind]
    if any(each.field == "venue" and each.after and _is_preprint(each.before) and not _is_preprint(each.after)
           for each in change.fields):  # fmt: skip
        return NewsKind.PUBLISHED
    gained = {
        each.field for each in change.fields if each.field.startswith(LINK_FIELD) and each.after and not each.before
    }
    return next((kind for field, kind in _GAINED.items() if field in gained), NewsKind.EDITED)


def _is_preprint(venue: str) -> bool:
    words = venue.casefold()
    return not words or any(name in words for name in _PREPRINTS)


class Style(StrEnum):
    """How much is said of each entry: its title, or also authors, venue and links."""

    COMPACT = "compact"
    FULL = "full"


class Threading(StrEnum):
    """Where the items stand: in the channel, in a thread below one line, or in a post of a forum."""

    PLAIN = "plain"
    THREAD = "thread"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Pause:
    """Why nothing is sent at present.

    `code` is `asked` where a person wanted it, what the platform refused (`missing_permission`, `channel_gone`,
    `archived`, `closed_to_us`, `revoked`, `unfit`), or `unreadable`, where nobody can tell when it is due.  `reason`
    is a sentence.  `until` is when it ends by itself; None: when a person resumes it.
    """

    code: str
    reason: str
    at: datetime
    until: datetime | None = None


ASKED = "asked"
"""The code of a pause that a person asked for."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A destination's standing order.

    - `id`: short, for people to type; unique in the store.
    - `creator`: the person's key; `place` is what the destination is called there (`#papers`).
    - `lists`: names; none means all that are followed.
    - `include`, `exclude`: queries of the search language; an entry is wanted that meets any of the former (or
      there are none) and none of the latter.
    - `schedule`: in its canonical text form, in the time zone `zone` (IANA).
    - `mention`: the id of a role that is mentioned when something is told; None for nobody.
    - `most`: how many items a digest shows, from 1.
    - `quiet_line`: whether a period without news gets one quiet line.
    - `quiet`: the hours in which it waits (`22:00-07:00`), by the clocks of its zone; None for none.
    - `crosspost`: whether a post in an announcement channel is passed on to those who follow it.
    - `locale`: the language of its digests.
    - `cursor`: the number of the last piece of news that was considered for it.
    - `covered`: until when news was considered (UTC); `due_at` is when it is next looked at, None for one that
      waits for news (`on change`).
    """

    id: str
    destination: Destination
    creator: str
    created_at: datetime
    schedule: str
    zone: str
    cursor: int
    covered: datetime
    due_at: datetime | None
    place: str = ""
    lists: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kinds: frozenset[NewsKind] = USUAL_KINDS
    style: Style = Style.FULL
    threading: Threading = Threading.PLAIN
    tags: tuple[str, ...] = ()
    mention: str | None = None
    most: int = 10
    quiet_line: bool = False
    crosspost: bool = False
    quiet: str | None = None
    locale: str = "en"
    pause: Pause | None = None
