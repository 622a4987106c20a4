"""Venues: which entries appeared where, under whichever spelling of the place, and which one a misspelt name means.

A part of `bot.search.facets`.  The table of venues that the bot knows is `bot.domain.venues`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.catalog import CatalogEntry
from bot.domain.venues import VenueTable, fold_venue
from bot.search.bits import Bits
from bot.search.kept import Kept, Part, pieces_of_table
from bot.search.postings import Postings
from bot.search.spelling import slips
from bot.search.text import words_of

_PUBLISHER = re.compile(
    r"^(?:proc(?:eedings|\.)?\s+(?:of\s+)?(?:the\s+)?)?(?:(?:acm|ieee|usenix|aaai)[\s/]+)+(?=\w)", re.I
)
"""Who publishes a venue's papers, which lists put before its name or leave out."""


class VenueIndex:
    """Venues with the rows of what appeared there: of those that were entered, as soon as it is settled."""

    def __init__(self, entries: Sequence[CatalogEntry], venues: VenueTable) -> None:
        self._entries = entries
        self._venues = venues
        self._is_settled = False
        self._rows: Postings[str] = Postings()
        self._names: dict[str, str] = {}
        self._touched: dict[str, None] = {}
        self._key = lru_cache(maxsize=4_096)(partial(_venue_key, venues))
        self._keys = lru_cache(maxsize=1_024)(partial(_keys_of_venue, venues, self._key))

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        yield from self._rows.state(f"{name}.rows")
        yield from pieces_of_table(f"{name}.names", self._names.items())

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name; `settle` has to follow."""
        self._rows.restore(kept, f"{name}.rows")
        self._names = kept.table(f"{name}.names", self._names)

    def fill(self, rows: Sequence[int]) -> None:
        """Note where all entries appeared; `settle` has to follow."""
        venues = self._rows.fill([self._entries[row].entry.venue for row in rows], rows, self._keys_of)
        for key, name, _another in (self._keys(venue) for venue in venues if venue):
            self._names.setdefault(key, name)

    def _keys_of(self, venue: str | None) -> tuple[str, ...]:
        if not venue:
            return ()
        key, _name, another = self._keys(venue)
        return _both(key, another)

    def enter(self, row: int) -> None:
        """Note where the entry of a row appeared; `settle` has to follow."""
        if venue := self._entries[row].entry.venue:
            key, name, another = self._keys(venue)
            self._rows.add_all(_both(key, another), row)
            if self._is_settled:
                self._touched[key] = None
            else:
                self._names.setdefault(key, name)

    def leave(self, row: int) -> None:
        """Forget where the entry of a row appeared, while it still stands there; `settle` has to follow."""
        if venue := self._entries[row].entry.venue:
            key, _name, another = self._keys(venue)
            self._rows.discard_all(_both(key, another), row)
            self._touched[key] = None

    def settle(self) -> None:
        """Bring names up to date with the rows that entered and left."""
        self._is_settled = True
        for key in self._touched:
            self._spell(key)
        self._touched = {}

    def _spell(self, key: str) -> None:
        """Call a venue as the first entry does that appeared there."""
        venues = (self._entries[row].entry.venue for row in self._rows.rows(key))
        named = (self._keys(venue) for venue in venues if venue)
        name = next((name for other, name, _another in named if other == key), None)
        if name is None:
            self._names.pop(key, None)
        else:
            self._names[key] = name

    def names(self) -> Sequence[str]:
        """Return every venue under its usual spelling, in order of first appearance."""
        return tuple(self._names.values())

    def has(self, text: str) -> bool:
        """Say whether something in the catalog appeared at the venue."""
        return self._key(text) in self._rows

    def is_venue(self, text: str) -> bool:
        """Say whether there is such a venue, whether the catalog has anything of it or not."""
        return self._venues.canonical(text) is not None

    def nearest(self, text: str) -> str | None:
        """Return the catalog's venue that a misspelt one stands for, if one is close."""
        key = self._key(text)
        allowed = min(slips(key), 1) if len(key) > 4 else 0
        best = (
            process.extractOne(key, self._names.keys(), scorer=OSA.distance, score_cutoff=allowed) if allowed else None
        )
        return self._names[best[0]] if best else None

    def rows(self, text: str) -> Bits:
        """Return the rows of what appeared at a venue."""
        return self._rows.bits(self._key(text))


def _keys_of_venue(venues: VenueTable, key_of: Callable[[str], str], venue: str) -> tuple[str, str, str | None]:
    """Return a venue's key, its name, and the key of another that it belongs to: MobiSys for a MobiSys workshop."""
    canonical = venues.canonical(venue)
    first = words_of(venue)[:1]
    another = key_of(first[0].text) if canonical is None and first and len(venue.split()) > 1 else None
    return key_of(venue), canonical or venue, another


def _venue_key(venues: VenueTable, text: str) -> str:
    """Return what all spellings of one venue share."""
    bare = _PUBLISHER.sub("", text.strip())
    return fold_venue(venues.canonical(text) or venues.canonical(bare) or bare)


def _both(key: str, another: str | None) -> tuple[str, ...]:
    return (key,) if another is None else (key, another)
