"""What changed in the catalog between two of its versions, and how the later one is made of the earlier.

Pure, and costs little where little changed: nothing is read or compared but what the change names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList


@dataclass(frozen=True, slots=True)
class CatalogDelta:
    """What became of the catalog since an earlier version.

    `lists` are all that are followed now; `put` holds the entries that came or changed, as they stand now, and
    `gone` names those that left, of which some may never have been there.
    """

    version: int
    lists: tuple[FollowedList, ...]
    put: tuple[CatalogEntry, ...]
    gone: tuple[EntryRef, ...]


def later_catalog(
    catalog: Catalog, entry: Callable[[EntryRef], CatalogEntry | None], delta: CatalogDelta
) -> Catalog | None:
    """Return the catalog as it is after a change; None where the two do not fit, as where other lists are followed.

    *entry* finds the catalog's entries by what names them.
    """
    if [each.name for each in delta.lists] != [each.name for each in catalog.lists]:
        return None
    rank = {each.name: number for number, each in enumerate(catalog.lists)}

    def place(stored: CatalogEntry) -> tuple[int, int, str]:
        return rank[stored.ref.list_name], stored.entry.placements[0].position, stored.id

    entries = list(catalog.entries)
    for ref in (*delta.gone, *(stored.ref for stored in delta.put)):
        if before := entry(ref):
            at = bisect_left(entries, place(before), key=place)
            if entries[at : at + 1] != [before]:
                return None
            del entries[at]
    for stored in delta.put:
        entries.insert(bisect_left(entries, place(stored), key=place), stored)
    return Catalog(delta.version, delta.lists, tuple(entries))
