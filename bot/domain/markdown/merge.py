"""Merging: works that one list holds twice become one entry with two placements.

Only what is surely the same: one canonical link under one title, or one title that nothing contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.entries import Entry, EntryKind
from bot.domain.joining import joined
from bot.domain.keys import LinkKey, link_key
from bot.domain.markdown.labels import label_kind
from bot.domain.titles import title_key, title_similarity, version_marks
from bot.domain.venues import VenueTable

_SAME_WITH_LINK = 0.88
_SHORT_TITLE = 12


def merged(entries: Iterable[Entry], venues: VenueTable) -> tuple[Entry, ...]:
    """Return each work once, in the order of first placements, positions counted over all placements."""
    merger = Merger(venues)
    for position, listed in enumerate(entries):
        placements = tuple(replace(place, position=position) for place in listed.placements)
        merger.add(replace(listed, placements=placements), own_keys(listed), title_key(listed.title))
    return tuple(merger.works)


class Merger:
    """Takes entries in their order, with what they may have in common with others, and collects `works`."""

    def __init__(self, venues: VenueTable) -> None:
        self._venues = venues
        self._by_link: dict[LinkKey, list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        self.works: list[Entry] = []

    def add_alone(self, entry: Entry) -> None:
        """Take an entry that has neither a key nor its title in common with any other."""
        self.works.append(entry)

    def add(self, entry: Entry, keys: Sequence[LinkKey], title: str) -> None:
        """Take an entry, and join it with the work that it is, if that was there before."""
        near = dict.fromkeys([at for key in keys for at in self._by_link.get(key, ())] + self._by_title.get(title, []))
        at = next((at for at in near if _same(self.works[at], entry, self._venues)), None)
        if at is None:
            at = len(self.works)
            self.works.append(entry)
        else:
            self.works[at] = joined(self.works[at], entry)
        for key in keys:
            self._by_link.setdefault(key, []).append(at)
        self._by_title.setdefault(title, []).append(at)


def own_keys(entry: Entry) -> list[LinkKey]:
    """Return the keys of the links that are the work's own: its title's, and those whose label names their kind."""
    own = [link for at, link in enumerate(entry.links) if at == 0 or label_kind(link.label) is not None]
    return list(dict.fromkeys(key for link in own if (key := link_key(link.url)) is not None))


def _same(one: Entry, other: Entry, venues: VenueTable) -> bool:
    if version_marks(one.title) != version_marks(other.title):
        return False
    mine, yours = set(own_keys(one)), set(own_keys(other))
    shared = mine & yours
    if title_key(one.title) == title_key(other.title):
        return bool(shared) or not _contradict(one, other, mine, yours, venues)
    return bool(shared) and title_similarity(one.title, other.title) >= _SAME_WITH_LINK


def _contradict(one: Entry, other: Entry, mine: set[LinkKey], yours: set[LinkKey], venues: VenueTable) -> bool:
    """Say whether two entries of one title are two works: other links of one sort, another venue or year."""
    if one.venue and other.venue and _canonical(one.venue, venues) != _canonical(other.venue, venues):
        return "arXiv" not in (_canonical(one.venue, venues), _canonical(other.venue, venues))
    if one.year and other.year and abs(one.year - other.year) > (1 if one.kind == other.kind == "paper" else 0):
        return True
    length = len(title_key(one.title))
    if not mine or not yours:
        return length < _SHORT_TITLE
    papers = one.kind is other.kind is EntryKind.PAPER
    schemes = {key.scheme for key in mine} & {key.scheme for key in yours}
    return not papers or length < 2 * _SHORT_TITLE or bool(schemes)


def _canonical(venue: str, venues: VenueTable) -> str:
    return venues.leading(venue) or venue.casefold()
