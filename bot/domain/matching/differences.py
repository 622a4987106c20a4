"""Differences: turn pairs of entries into the changes that people would agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.domain.changes import Change, ChangeKind, Changes, Pairing
from bot.domain.entries import Entry, SectionPath
from bot.domain.matching.fields import field_changes, same_wording
from bot.domain.matching.section_changes import section_changes
from bot.domain.matching.sections import SectionKey, flows, renamed_sections, section_key, take_census
from bot.domain.venues import VenueTable


def tell(pairings: Sequence[Pairing], restored: Collection[str], same: Collection[str], venues: VenueTable) -> Changes:
    """Compose the log of what happened.

    *pairings* stand in the new list's order, what has gone at the end in the old list's; ids in *restored*
    name those without a `before` that the list had at some time, ids in *same* some that read the same.
    """
    stayed = [(one.before, one.after) for one in pairings if one.before is not None and one.after is not None]
    old = take_census((one.before for one in pairings if one.before is not None), (before for before, _ in stayed))
    new = take_census((one.after for one in pairings if one.after is not None), (after for _, after in stayed))
    found = flows(old, new)
    renamed = renamed_sections(old, found)
    log = list(section_changes(old, new, found, renamed))
    unchanged = reformatted = 0
    for one in pairings:
        if one.id in same:
            unchanged += 1
            continue
        if one.before is None or one.after is None:
            log.append(_came_or_went(one, restored))
            continue
        told = list(_stayed(one.id, one.before, one.after, renamed, venues))
        log += told
        unchanged += not told
        reformatted += not told and not same_wording(one.before, one.after)
    return Changes(tuple(log), tuple(pairings), unchanged, reformatted)


def _came_or_went(one: Pairing, restored: Collection[str]) -> Change:
    if one.after is not None:
        kind = ChangeKind.RESTORED if one.id in restored else ChangeKind.ADDED
        return Change(kind, one.id, one.after.title, after=one.after.sections)
    gone = one.before.sections if one.before is not None else ()
    return Change(ChangeKind.REMOVED, one.id, one.before.title if one.before is not None else "", before=gone)


def _stayed(
    id_: str, before: Entry, after: Entry, renamed: Mapping[SectionKey, SectionKey], venues: VenueTable
) -> Iterator[Change]:
    left, came = _placements(before, after, renamed)
    both = min(len(left), len(came))
    if both:
        yield Change(ChangeKind.MOVED, id_, after.title, tuple(left[:both]), tuple(came[:both]))
    if left[both:]:
        yield Change(ChangeKind.PLACEMENT_REMOVED, id_, after.title, before=tuple(left[both:]))
    if came[both:]:
        yield Change(ChangeKind.PLACEMENT_ADDED, id_, after.title, after=tuple(came[both:]))
    if not same_wording(before, after) and (fields := field_changes(before, after, venues)):
        facts = any(field.field != "description" for field in fields)
        yield Change(ChangeKind.EDITED if facts else ChangeKind.REWORDED, id_, after.title, fields=fields)


def _placements(
    before: Entry, after: Entry, renamed: Mapping[SectionKey, SectionKey]
) -> tuple[list[SectionPath], list[SectionPath]]:
    """Return the sections that an entry left and those that it came to, a section's new name being no change."""
    stood = [(path, renamed.get(section_key(path), section_key(path))) for path in before.sections]
    stands = [(path, section_key(path)) for path in after.sections]
    return _beyond(stood, (key for _, key in stands)), _beyond(stands, (key for _, key in stood))


def _beyond(placed: Iterable[tuple[SectionPath, SectionKey]], others: Iterable[SectionKey]) -> list[SectionPath]:
    spare = Counter(others)
    left = []
    for path, key in placed:
        if spare[key]:
            spare[key] -= 1
        else:
            left.append(path)
    return left
