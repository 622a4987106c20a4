"""Match a new reading with what is stored: ids for life, changes to tell, entries to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Changes, Pairing
from bot.domain.entries import Entry, Reading
from bot.domain.ids import mint_id
from bot.domain.matching.differences import tell
from bot.domain.matching.fields import reads_the_same
from bot.domain.matching.pairing import pair_up
from bot.domain.matching.standing import standing
from bot.domain.venues import VenueTable


@dataclass(frozen=True, slots=True)
class Matched:
    """The decision about one new reading.

    `entries` are the list's entries as they stand now, in order, each under its id, and with places that are numbered
    to last (see `standing`).  `put` holds those that are new, differ from what is stored, or come back; `removed` the
    ids of those that left: what a `RevisionWrite` wants.
    """

    entries: tuple[CatalogEntry, ...]
    changes: Changes
    put: tuple[CatalogEntry, ...]
    removed: tuple[str, ...]


def match(
    stored: Sequence[CatalogEntry], reading: Reading, *, venues: VenueTable, list_name: str, now: datetime
) -> Matched:
    """Decide which stored entry each entry of *reading* is.

    *stored* is every entry that the list ever had: present ones keep their id, removed ones get theirs
    back when they return, and no id is ever given twice.  *now* becomes `first_seen` of what is new.
    """
    present = [one for one in stored if one.removed_at is None]
    away = [one for one in stored if one.removed_at is not None]
    known = _recognise(present, away, reading.entries)
    taken = {one.id for one in stored}
    entries = []
    for place, entry in enumerate(reading.entries):
        before = known.get(place)
        if before is None:
            id_ = mint_id(entry, taken)
            taken.add(id_)
            entries.append(CatalogEntry(EntryRef(list_name, id_), entry, first_seen=now, added_on=entry.added))
        else:
            entries.append(_renewed(before, entry))
    still = {one.id for one in entries}
    gone = [one for one in present if one.id not in still]
    stand = standing(reading.entries, entries, known)
    return Matched(
        stand,
        _changes(entries, reading.entries, gone, known, venues),
        put=tuple(one for place, one in enumerate(stand) if (before := known.get(place)) is not one and before != one),
        removed=tuple(one.id for one in gone),
    )


def compare(old: Reading, new: Reading, *, venues: VenueTable) -> Changes:
    """Tell what happened between two texts of one list.  Ids in the answer are only good within it."""
    then = datetime(1970, 1, 1, tzinfo=UTC)
    nothing: tuple[CatalogEntry, ...] = ()
    named = match(nothing, old, venues=venues, list_name="", now=then).entries
    stored = [replace(one, entry=entry) for one, entry in zip(named, old.entries, strict=True)]  # with their lines
    return match(stored, new, venues=venues, list_name="", now=then).changes


def _recognise(
    present: Sequence[CatalogEntry], away: Sequence[CatalogEntry], entries: Sequence[Entry]
) -> dict[int, CatalogEntry]:
    """Return the stored entry for each place of *entries* that has one; those still listed come first."""
    pairs = pair_up([one.entry for one in present], entries)
    known = {place: present[i] for place, i in pairs.items()}
    if away and len(known) < len(entries):
        places = [place for place in range(len(entries)) if place not in known]
        back = pair_up([one.entry for one in away], [entries[place] for place in places])
        known.update({places[j]: away[i] for j, i in back.items()})
    return known


def _renewed(before: CatalogEntry, entry: Entry) -> CatalogEntry:
    """Return what is stored with what was read; what is stored itself where nothing but numbers of places differs."""
    if before.removed_at is None and reads_the_same(before.entry, entry):
        dated = before.added_on is not None or entry.added is None
        if dated or before.entry == entry:
            return before
    return replace(before, entry=entry, removed_at=None, added_on=before.added_on or entry.added)


def _changes(
    entries: Sequence[CatalogEntry],
    read: Sequence[Entry],
    gone: Sequence[CatalogEntry],
    known: dict[int, CatalogEntry],
    venues: VenueTable,
) -> Changes:
    restored = {one.id for one in known.values() if one.removed_at is not None}
    same = {one.id for place, one in enumerate(entries) if known.get(place) is one}
    pairings = [
        Pairing(one.id, known[place].entry if place in known and one.id not in restored else None, entry)
        for place, (one, entry) in enumerate(zip(entries, read, strict=True))
    ]
    pairings += [Pairing(one.id, one.entry, None) for one in gone]
    return tell(pairings, restored, same, venues)
