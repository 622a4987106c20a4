"""Retell the past of a list, revision by revision, in changes that people would agree with.

Matches only: where the revisions come from is a source's business, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from bot.domain.catalog import CatalogEntry
from bot.domain.changes import Changes
from bot.domain.entries import Reading
from bot.domain.matching import match
from bot.domain.venues import VenueTable
from bot.ports import RevisionText


@dataclass(frozen=True, slots=True)
class Retold:
    """What one revision did to the list.

    `begins` is true for the first one, whose `changes` are empty: it is what the others are compared with.
    """

    revision: RevisionText
    changes: Changes
    entry_count: int
    begins: bool = False


async def retell(
    revisions: AsyncIterator[RevisionText], *, read: Callable[[str, str], Reading], venues: VenueTable
) -> AsyncIterator[Retold]:
    """Yield what each revision did, oldest first, as the revisions come.

    *read* reads a text by its file name.  A work that left and comes back is told as back, not as new.
    """
    known: tuple[CatalogEntry, ...] = ()
    begins = True
    async for revision in revisions:
        reading = read(revision.text, revision.path)
        matched = match(known, reading, venues=venues, list_name="", now=revision.at)
        changes = replace(matched.changes, log=()) if begins else matched.changes
        yield Retold(revision, changes, len(matched.entries), begins)
        present = {one.id for one in matched.entries}
        away = (replace(one, removed_at=one.removed_at or revision.at) for one in known if one.id not in present)
        known, begins = (*matched.entries, *away), False
