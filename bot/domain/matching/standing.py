"""Standing: numbers for the places of a list that grow in document order, and stay when other places come and go.

A reader counts places through, so that a line inserted first moves all others.  What is stored is numbered with room
between instead: of a list of 100,000 entries, only what came or was moved is written, and whoever holds the list in
memory has no more to take in.  Lines belong to one text, and are not kept.  Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import lt

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry, Placement

ROOM = 1_024
"""How far apart places are numbered where there is nothing to be fitted between."""

_TIGHT = 8
"""Places that must be numbered closer than this take their neighbours' numbers in, to be spread with them."""

_FARTHEST = 2**31 - 1
"""The databases' integers end here."""


def standing(
    read: Sequence[Entry], entries: Sequence[CatalogEntry], before: Mapping[int, CatalogEntry]
) -> tuple[CatalogEntry, ...]:
    """Return a list's entries as they are to be stored: every place with a number that grows in document order.

    *read* are the entries as read, *entries* the same under their ids, and *before* what is stored of those, by their
    places in *read*, that were known.  As many places as possible keep the numbers that they had; an entry whose own
    remain is equal to what is stored.
    """
    places = sorted(
        [(place.position, at, which) for at, one in enumerate(read) for which, place in enumerate(one.placements)]
    )
    had = [_number_before(read[at], before.get(at), which) for _, at, which in places]
    positions = [[0] * len(one.placements) for one in read]
    for (_, at, which), position in zip(places, number(had), strict=True):
        positions[at][which] = position
    return tuple(
        [
            _as_stored(one, entry, numbers, before.get(at))
            for at, (one, entry, numbers) in enumerate(zip(entries, read, positions, strict=True))
        ]
    )


def number(had: Sequence[int | None]) -> list[int]:
    """Give places numbers in growing order, few of them others than each *had* before (None: it had none)."""
    kept = _longest_growing(had)
    numbers: list[int | None] = [None] * len(had)
    for at in kept:
        numbers[at] = had[at]
    at = 0
    while at < len(numbers):
        if numbers[at] is not None:
            at += 1
            continue
        end = next((i for i in range(at, len(numbers)) if numbers[i] is not None), len(numbers))
        at = _fill(numbers, at, end)
    filled = [each for each in numbers if each is not None]
    if filled and not (filled[0] >= -_FARTHEST and filled[-1] <= _FARTHEST):
        return [at * ROOM for at in range(len(filled))]
    return filled


def _fill(numbers: list[int | None], start: int, end: int) -> int:
    """Give numbers from *start* to before *end*, and to as many neighbours as it takes; return where that ends."""
    turn = 0
    while start > 0 and end < len(numbers) and _gap(numbers, start, end) < (end - start + 1) * _TIGHT:
        if turn % 2:
            start -= 1
        else:
            end = next((i for i in range(end + 1, len(numbers)) if numbers[i] is not None), len(numbers))
        turn += 1
    count = end - start
    low = numbers[start - 1] if start else None
    high = numbers[end] if end < len(numbers) else None
    if low is None:
        low = -ROOM if high is None else high - (count + 1) * ROOM
    step = ROOM if high is None else (high - low) // (count + 1)
    for offset in range(count):
        numbers[start + offset] = low + (offset + 1) * step
    return end


def _gap(numbers: Sequence[int | None], start: int, end: int) -> int:
    return (numbers[end] or 0) - (numbers[start - 1] or 0)


def _longest_growing(had: Sequence[int | None]) -> list[int]:
    """Return where the longest strictly growing subsequence stands (by patience sorting; O(n log n))."""
    given = [at for at, each in enumerate(had) if each is not None]
    growing = [each for each in had if each is not None]
    if all(map(lt, growing, growing[1:])):
        return given
    ends: list[int] = []
    places: list[int] = []
    previous: list[int] = [-1] * len(had)
    for at, each in enumerate(had):
        if each is None:
            continue
        pile = bisect_left(ends, each)
        previous[at] = places[pile - 1] if pile else -1
        if pile == len(ends):
            ends.append(each)
            places.append(at)
        else:
            ends[pile], places[pile] = each, at
    kept: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return kept[::-1]


def _number_before(read: Entry, before: CatalogEntry | None, which: int) -> int | None:
    """Return the number that a place of an entry had: that of its place in the same section, the first of the first."""
    if before is None or before.removed_at is not None:
        return None
    section = read.placements[which].section
    nth = sum([place.section == section for place in read.placements[:which]]) if which else 0
    same = [place.position for place in before.entry.placements if place.section == section]
    return same[nth] if nth < len(same) else None


def _as_stored(one: CatalogEntry, read: Entry, positions: Sequence[int], before: CatalogEntry | None) -> CatalogEntry:
    """Return an entry with its places numbered so: what is stored itself, where nothing but lines differs."""
    if one is before and positions == [place.position for place in one.entry.placements]:
        return one
    placed = tuple(map(Placement, [place.section for place in read.placements], positions))
    renewed = replace(one, entry=replace(one.entry, placements=placed))
    if before is None or renewed == before:
        return before or renewed
    unlined = tuple(Placement(place.section, place.position) for place in before.entry.placements)
    return before if renewed == replace(before, entry=replace(before.entry, placements=unlined)) else renewed
