"""Joining: two entries of one list that are one work become one.  Whether they are is for others to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.entries import Entry, Link
from bot.domain.keys import LinkKey, link_key


def joined(one: Entry, other: Entry) -> Entry:
    """Return one entry with both's placements and links, and with what *one* lacks of the rest."""
    known = places_of(one.links)
    return replace(
        one,
        placements=(*one.placements, *other.placements),
        name=one.name or other.name,
        authors=one.authors or other.authors,
        venue=one.venue or other.venue,
        year=one.year or other.year,
        links=(*one.links, *(link for link in other.links if places_of([link]).isdisjoint(known))),
        description=one.description or other.description,
        added=one.added or other.added,
    )


def places_of(links: Iterable[Link]) -> set[LinkKey | str]:
    """Return where links lead to, the same for every form of one address."""
    return {link_key(link.url) or link.url for link in links}
