"""Pair up entries one to one: which entry of the old list is which of the new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from bot.domain.entries import Entry
from bot.domain.matching.affinity import Affinity, Rarity, affinity
from bot.domain.matching.candidates import Pair, by_traits, by_words
from bot.domain.matching.profiles import Profile, profiles


def pair_up(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Return, for each entry of *new* that is in *old*, its place there; no place is used twice.

    Entries that read the same are paired first, at no cost; then by titles and links; then, for what is
    left, by words.  The result does not depend on the order of either list, except between twins.
    """
    places = _verbatim(old, new)
    taken = set(places.values())
    rest_old = [i for i in range(len(old)) if i not in taken]
    rest_new = [j for j in range(len(new)) if j not in places]
    mine = dict(zip(rest_old, profiles(old, rest_old), strict=True))
    yours = dict(zip(rest_new, profiles(new, rest_new), strict=True))
    rarity = _rarity(mine.values(), yours.values())
    while found := _assign(by_traits(mine, yours), mine, yours, rarity):  # again, for what a crowd hid
        places.update(_settle(found, mine, yours))
    places.update(_settle(_assign(by_words(mine, yours), mine, yours, rarity), mine, yours))
    return places


def _settle(found: Sequence[Pair], mine: dict[int, Profile], yours: dict[int, Profile]) -> dict[int, int]:
    """Take decided pairs out of what is left; return them as places."""
    for i, j in found:
        del mine[i], yours[j]
    return {j: i for i, j in found}


def _verbatim(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Pair the entries whose title and links are the same to the letter, where only one on each side is."""
    mine, yours = _by_title(old), _by_title(new)
    pairs: dict[int, int] = {}
    for title, places in yours.items():
        others = mine.get(title, ())
        if len(places) == len(others) == 1:
            if new[places[0]].links == old[others[0]].links:
                pairs[places[0]] = others[0]
        elif others:
            had, has = _singles(old, others), _singles(new, places)
            pairs.update((place, had[links]) for links, place in has.items() if links in had)
    return pairs


def _by_title(entries: Sequence[Entry]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        places.setdefault(entry.title, []).append(place)
    return places


def _singles(entries: Sequence[Entry], places: Sequence[int]) -> dict[Hashable, int]:
    counts = Counter(entries[place].links for place in places)
    return {links: place for place in places if counts[links := entries[place].links] == 1}


def _rarity(old: Iterable[Profile], new: Iterable[Profile]) -> Rarity:
    """Tell what singles out one entry, on both sides, among those that are left."""
    sides = tuple(old), tuple(new)
    titles = [Counter(one.title for one in side) for side in sides]
    links = [Counter(link for one in side for link in one.links) for side in sides]
    return Rarity(
        title=lambda title: all(counts[title] <= 1 for counts in titles),
        link=lambda link: all(counts[link] <= 1 for counts in links),
    )


def _assign(
    pairs: Iterable[Pair], old: Mapping[int, Profile], new: Mapping[int, Profile], rarity: Rarity
) -> list[Pair]:
    """Take the strongest pair, then the strongest of what that leaves, until nothing is left."""
    weighed: list[tuple[Affinity, int, int]] = []
    for i, j in pairs:
        found = affinity(old[i], new[j], rarity)
        if found is not None:
            weighed.append((found, -i, -j))
    weighed.sort(reverse=True)
    used_old: set[int] = set()
    used_new: set[int] = set()
    chosen = []
    for _, i, j in weighed:
        if -i not in used_old and -j not in used_new:
            chosen.append((-i, -j))
            used_old.add(-i)
            used_new.add(-j)
    return chosen
