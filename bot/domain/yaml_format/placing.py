"""Placing: find the order in which a list shows its placements, from entries that only name their sections.

A YAML list keeps each work once, with all its sections.  Entries stand in the order of their first
placements; a further placement goes to the end of its section.  Where a section has no first placement
at all, its place must be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.entries import Entry, SectionPath


def positions(entries: Sequence[Sequence[SectionPath]], order: Sequence[SectionPath] = ()) -> list[list[int]]:
    """Return the rank of each placement of each entry among all placements of the list, from 0.

    *entries* holds the sections of each entry, at least one; *order* the sections as the list shows them,
    as far as that is known.
    """
    last = {sections[0]: index for index, sections in enumerate(entries)}
    known = {section: rank for rank, section in reversed(list(enumerate(order)))}
    anchors = _anchors(order, last)
    keys: list[tuple[int, int, int, int, int]] = []
    for index, sections in enumerate(entries):
        keys.append((index, 0, 0, index, 0))
        for nth, section in enumerate(sections[1:], 1):
            if section in last:
                keys.append((last[section], 1, 0, index, nth))
            else:
                rank = known.setdefault(section, len(order) + len(known))
                keys.append((anchors.get(section, len(entries)), 2, rank, index, nth))
    ranks: list[list[int]] = [[0] * len(sections) for sections in entries]
    for rank, (*_place, index, nth) in enumerate(sorted(keys)):
        ranks[index][nth] = rank
    return ranks


def _anchors(order: Sequence[SectionPath], last: dict[SectionPath, int]) -> dict[SectionPath, int]:
    """Say after which entry each section would stand if it had no first placement: where the section before ends."""
    anchors: dict[SectionPath, int] = {}
    anchor = -1
    for section in order:
        anchor = max(anchor, last.get(section, anchor))
        anchors.setdefault(section, anchor)
    return anchors


def section_order(entries: Iterable[Entry]) -> tuple[SectionPath, ...]:
    """Return the sections in the order in which the list shows them."""
    placements = sorted((place for entry in entries for place in entry.placements), key=lambda place: place.position)
    return tuple(dict.fromkeys(place.section for place in placements))
