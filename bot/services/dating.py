"""Date the entries of a list, and name who added them, from the history of its files.

Walks the revisions oldest first and recognises the works from one to the next, so that a work keeps the date of
the revision in which it first appeared, however it was reworded, moved or listed again since.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Reading
from bot.domain.matching import match
from bot.domain.reading import read_list
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.ports import CatalogStore, ListHistory, RevisionText

Progress: TypeAlias = Callable[[int], None]
"""Hears how many revisions have been read so far."""

Joined: TypeAlias = tuple[date, str | None]
"""The day (UTC) when an entry joined a list, and who added it if that is known."""

MOST_REVISIONS = 2000
MOST_CHARACTERS = 50_000_000
"""So much of a history is read at most, its oldest part first; the text costs about two minutes."""

_log = logging.getLogger(__name__)


async def date_list(
    list_name: str,
    history: ListHistory,
    *,
    store: CatalogStore,
    venues: VenueTable,
    files: Sequence[str] = (),
    progress: Progress | None = None,
) -> None:
    """Date what stands on a list now, as far as its history goes; one that cannot be read is logged, not raised.

    *files* are those that the list is read from, the main one first.
    """
    entries = [entry for entry in await store.known_entries(list_name) if entry.removed_at is None]
    dates = await date_additions(list_name, entries, history, venues=venues, files=files, progress=progress)
    await store.date_entries(list_name, dates)


async def date_additions(
    list_name: str,
    entries: Sequence[CatalogEntry],
    history: ListHistory,
    *,
    venues: VenueTable,
    files: Sequence[str] = (),
    progress: Progress | None = None,
) -> dict[str, Joined]:
    """Return when each of *entries* joined the list, by id; an entry that is older than the history is left out.

    Where a list has several files, an entry joined when the first of them had it.
    """
    budget = _Budget(progress)
    found: list[Mapping[str, Joined | None]] = []
    for path in (None, *files[1:]):
        walk = _Walk(list_name, venues)
        try:
            async with aclosing(_within(budget, history, path)) as revisions:
                async for revision in revisions:
                    await asyncio.to_thread(walk.step, revision)
        except SourceError as error:
            _log.warning("history.unread", extra={"list": list_name, "code": error.code, **error.fields})
        found.append(await asyncio.to_thread(walk.firsts, entries))
    return _earliest(found)


def _earliest(found: Sequence[Mapping[str, Joined | None]]) -> dict[str, Joined]:
    """Return for each entry the earliest of what each file says; nothing if one of them has had it all along."""
    known: dict[str, list[Joined | None]] = {}
    for file in found:
        for id_, joined in file.items():
            known.setdefault(id_, []).append(joined)
    dated = {id_: [each for each in all_ if each is not None] for id_, all_ in known.items() if None not in all_}
    return {id_: min(all_, key=lambda each: each[0]) for id_, all_ in dated.items()}


@dataclass(slots=True)
class _Budget:
    """How much may still be read of a list's history."""

    progress: Progress | None
    revisions: int = 0
    characters: int = 0

    def spend(self, revision: RevisionText) -> bool:
        """Count a revision in; False if it is one too many."""
        self.characters += len(revision.text)
        if self.revisions >= MOST_REVISIONS or self.characters > MOST_CHARACTERS:
            return False
        self.revisions += 1
        if self.progress:
            self.progress(self.revisions)
        return True


async def _within(budget: _Budget, history: ListHistory, path: str | None) -> AsyncGenerator[RevisionText, None]:
    """Yield the revisions of a file as far as the budget goes, and let go of the history at once where it ends."""
    revisions = history.history(path=path)
    try:
        async for revision in revisions:
            if not budget.spend(revision):
                _log.info("history.cut", extra={"revisions": budget.revisions, "commit": revision.commit})
                return
            yield revision
    finally:
        if isinstance(revisions, AsyncGenerator):
            await revisions.aclose()


@dataclass(slots=True)
class _Walk:
    """The works of one file, as far as its history has been walked, under ids of their own."""

    list_name: str
    venues: VenueTable
    stored: tuple[CatalogEntry, ...] = ()
    joined: dict[str, Joined | None] = field(default_factory=dict)
    begun: bool = False

    def step(self, revision: RevisionText) -> None:
        """Recognise the works of the next revision, and note which are new."""
        reading = read_list(revision.text, revision.path, venues=self.venues)
        matched = match(self.stored, reading, venues=self.venues, list_name=self.list_name, now=revision.at)
        baseline = not self.begun and not revision.origin
        self.begun = True
        for entry in matched.entries:
            if entry.id not in self.joined:
                self.joined[entry.id] = None if baseline else (revision.at.date(), revision.author or None)
        gone = set(matched.removed)
        here = {entry.id for entry in matched.entries}
        away = [
            replace(entry, removed_at=revision.at) if entry.id in gone else entry
            for entry in self.stored
            if entry.id not in here
        ]
        self.stored = (*matched.entries, *away)

    def firsts(self, entries: Sequence[CatalogEntry]) -> dict[str, Joined | None]:
        """Return what is known of those among *entries* that this file has had; None: all along."""
        reading = Reading("", tuple(entry.entry for entry in entries))
        now = self.stored[0].first_seen if self.stored else None
        if now is None:
            return {}
        matched = match(self.stored, reading, venues=self.venues, list_name=self.list_name, now=now)
        pairs = zip(entries, matched.entries, strict=True)
        return {entry.id: self.joined[walked.id] for entry, walked in pairs if walked.id in self.joined}
