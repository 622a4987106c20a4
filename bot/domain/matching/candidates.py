"""Candidates: which pairs of entries are worth weighing, so that no list is compared with all of another.

The number of pairs stays in proportion to the number of entries, whatever the lists hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import product
from typing import TypeAlias

from rapidfuzz import fuzz

from bot.domain.matching.profiles import Profile

Pair: TypeAlias = tuple[int, int]
"""A place among the old profiles and one among the new."""

CROWD = 64
"""More pairs than this from one shared trait, and the trait says little: a conference's page, "Introduction"."""
COMMON = 40
"""A word that more old titles than this share finds no candidates while rarer ones do."""
BEST = 12
"""How many old entries at most are weighed for one new entry by its words."""


def by_traits(old: Mapping[int, Profile], new: Mapping[int, Profile]) -> set[Pair]:
    """Return the pairs that share a title or a link; a crowd that shares one is paired by finer traits, and in step."""
    pairs: set[Pair] = set()
    for traits in _TRAITS:
        holders = _holders(old, traits)
        for trait, newcomers in _holders(new, traits).items():
            mine = holders.get(trait, [])
            few = len(mine) * len(newcomers) <= CROWD
            pairs.update(product(mine, newcomers) if few else zip(mine, newcomers, strict=False))
    return pairs


_Traits: TypeAlias = Callable[[Profile], Iterable[Hashable]]
_TRAITS: tuple[_Traits, ...] = (
    lambda one: (one.title,),
    lambda one: one.links,
    lambda one: ((one.title, section) for section in one.sections),
    lambda one: ((one.title, link) for link in one.links),
    lambda one: ((one.title, one.authors),),
)


def _holders(profiles: Mapping[int, Profile], traits: _Traits) -> dict[Hashable, list[int]]:
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in profiles.items():
        for trait in traits(one):
            holders[trait].append(place)
    return holders


def by_words(old: Mapping[int, Profile], new: Mapping[int, Profile]) -> Iterator[Pair]:
    """Yield the pairs whose titles share rare words and look alike at a glance."""
    holders = _holders(old, lambda one: one.words)
    for j, other in new.items():
        for i in _nearest(other, holders):
            if fuzz.ratio(old[i].title, other.title) >= 60 or _inside(old[i], other):
                yield i, j


def _nearest(one: Profile, holders: dict[Hashable, list[int]]) -> list[int]:
    """Return the places that share most of the profile's rare words; of its least common two, if it has no rare one."""
    found = sorted((holders[word] for word in one.words if word in holders), key=len)
    rare = [places for places in found if len(places) <= COMMON]
    votes: dict[int, float] = defaultdict(float)
    for places in rare or found[:2]:
        for place in places[: COMMON * 4]:
            votes[place] += 1 / len(places)
    return nlargest(BEST, votes, key=lambda place: (votes[place], -place))


def _inside(one: Profile, other: Profile) -> bool:
    return one.title in other.title or other.title in one.title or (one.name != "" and one.name == other.name)
