"""Sameness: whether entries of two lists are one work, by the rules by which an entry is recognised on one list."""

from __future__ import annotations

from collections.abc import Hashable

from bot.domain.entries import Entry
from bot.domain.keys import link_key
from bot.domain.matching.affinity import Rarity, affinity
from bot.domain.matching.profiles import profile
from bot.domain.titles import title_key

_TELLING = 12
"""A title of so many letters is not hit upon twice; a shorter one needs a link beside it."""

_RARITY = Rarity(title=lambda key: len(key) >= _TELLING, link=lambda key: key.strength > 1)


def traits(entry: Entry) -> frozenset[Hashable]:
    """Return what two entries must have one of in common to be worth comparing: links that identify, and the title."""
    keys = (link_key(link.url) for link in entry.links)
    return frozenset([title_key(entry.title), *(key for key in keys if key is not None and key.strength > 1)])


def same_work(one: Entry, other: Entry) -> bool:
    """Say whether two entries are one work."""
    old, new = profile(one), profile(other)
    if old.title == new.title and len(old.title) < _TELLING and not old.links & new.links:
        return False
    return affinity(old, new, _RARITY) is not None
