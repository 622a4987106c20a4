"""Build lists for the tests of matching, in few words, and edit them as their maintainers do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.catalog import CatalogEntry
from bot.domain.changes import Changes
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Reading, SectionPath
from bot.domain.matching import Matched, compare, match
from bot.domain.venues import VenueTable

VENUES = VenueTable({"NeurIPS": ["NIPS", "Neural Information Processing Systems"], "arXiv": ["preprint"]})
THEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
PAPERS: SectionPath = ("Papers", "1. Training on Devices")


def paper(title: str, *urls: str, at: SectionPath | tuple[SectionPath, ...] = PAPERS, **fields: object) -> Entry:
    """Return a paper; the first URL is its paper, the second its code."""
    paths = (at,) if not at or isinstance(at[0], str) else at
    kinds = (LinkKind.PAPER, LinkKind.CODE, LinkKind.OTHER)
    links = tuple(Link(kind, url) for kind, url in zip(kinds, urls, strict=False) if url)
    entry = Entry(title, EntryKind.PAPER, tuple(Placement(path) for path in paths), links=links)  # type: ignore[arg-type]
    return replace(entry, **fields)  # type: ignore[arg-type]


def project(title: str, url: str = "", *, at: SectionPath = ("Projects",), **fields: object) -> Entry:
    """Return a project with a link to its code."""
    links = (Link(LinkKind.CODE, url),) if url else ()
    entry = Entry(title, EntryKind.PROJECT, (Placement(at),), links=links)
    return replace(entry, **fields)  # type: ignore[arg-type]


def reading(entries: Iterable[Entry]) -> Reading:
    """Return a list of the entries, placements numbered and lines counted as a reader would."""
    placed = []
    position = 0
    for entry in entries:
        placements = []
        for placement in entry.placements:
            placements.append(replace(placement, position=position, line=10 + 2 * position))
            position += 1
        placed.append(replace(entry, placements=tuple(placements)))
    return Reading("Awesome", tuple(placed))


def changes(old: Iterable[Entry], new: Iterable[Entry]) -> Changes:
    """Compare two lists."""
    return compare(reading(old), reading(new), venues=VENUES)


def told(found: Changes) -> list[tuple[str, str]]:
    """Return the log in short: kind and title."""
    return [(str(change.kind), change.title) for change in found.log]


def follow(stored: Iterable[CatalogEntry], entries: Iterable[Entry], now: datetime = LATER) -> Matched:
    """Match a new revision with what is stored."""
    return match(tuple(stored), reading(entries), venues=VENUES, list_name="awesome", now=now)


def written(stored: Iterable[CatalogEntry], revision: Matched, now: datetime = LATER) -> tuple[CatalogEntry, ...]:
    """Return what a store knows after it wrote the revision."""
    known = {one.id: one for one in stored}
    known |= {one.id: one for one in revision.put}
    known |= {id_: replace(known[id_], removed_at=now) for id_ in revision.removed}
    return tuple(known.values())
