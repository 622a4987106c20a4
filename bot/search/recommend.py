"""Recommendation: a varied pick for someone who asked for nothing in particular, or the best on a topic.

Randomness is an argument, so a pick can be repeated.  What was shown before is the caller's to remember.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TypeVar

from bot.domain.entries import SectionPath
from bot.search.index import CatalogIndex
from bot.search.results import Reason, ReasonKind, SearchHit
from bot.search.similar import Likeness, Neighbours

VARIETY = 0.35
"""How much likeness to what is already picked costs, where relevance counts the rest (maximal marginal
relevance: Carbonell and Goldstein, 1998)."""

FAVOURED = 4.0
"""How many times likelier a section's work is picked that is exactly like a saved one."""

POOL = 40
"""How many of the best on a topic are considered."""

_REMEMBERED = 20
"""How many favourites, the first ones, have a say."""

_T = TypeVar("_T")


def varied_pick(
    index: CatalogIndex,
    neighbours: Neighbours,
    *,
    exclude: Collection[int],
    favourites: Sequence[int],
    rng: random.Random,
    limit: int,
) -> tuple[SearchHit, ...]:
    """Pick from as many sections as possible, one after the other; entries like the favourites come sooner."""
    sections: dict[SectionPath, list[int]] = defaultdict(list)
    closest = _closest_favourites(neighbours, favourites)
    for row, stored in enumerate(index.entries):
        if row not in exclude and row not in favourites:
            sections[stored.entry.sections[0]].append(row)
    order = _weighted_order(rng, {path: max(_pull(closest, row) for row in rows) for path, rows in sections.items()})
    queues = [_weighted_order(rng, {row: _pull(closest, row) for row in sections[path]}) for path in order]
    picked: list[int] = []
    while len(picked) < limit and any(queues):
        picked += [queue.pop(0) for queue in queues if queue]
    return tuple(_hit(index, neighbours, row, closest) for row in picked[: max(limit, 0)])


def diverse_best(
    hits: Sequence[SearchHit], rows: Sequence[int], neighbours: Neighbours, *, limit: int
) -> tuple[SearchHit, ...]:
    """Pick from hits that are in order of relevance such that no two are too much alike."""
    pool = list(zip(rows, hits, strict=True))[:POOL]
    top = max((hit.score for _, hit in pool), default=1.0) or 1.0
    likest = dict.fromkeys((row for row, _ in pool), 0.0)
    picked: list[SearchHit] = []
    while pool and len(picked) < limit:
        best = max(pool, key=lambda item: (1 - VARIETY) * item[1].score / top - VARIETY * likest[item[0]])
        pool.remove(best)
        picked.append(best[1])
        for row, _ in pool:
            likest[row] = max(likest[row], min(1.0, neighbours.between(best[0], row).score))
    return tuple(picked)


def _closest_favourites(neighbours: Neighbours, favourites: Sequence[int]) -> dict[int, Likeness]:
    closest: dict[int, Likeness] = {}
    for favourite in favourites[:_REMEMBERED]:
        for likeness in neighbours.of(favourite):
            if likeness.row not in closest or likeness.score > closest[likeness.row].score:
                closest[likeness.row] = likeness
    return closest


def _pull(closest: dict[int, Likeness], row: int) -> float:
    return 1.0 + (FAVOURED - 1.0) * min(1.0, closest[row].score) if row in closest else 1.0


def _weighted_order(rng: random.Random, weights: dict[_T, float]) -> list[_T]:
    """Shuffle so that the heavier tend to come first (Efraimidis and Spirakis, 2006)."""
    keys = {item: rng.random() ** (1.0 / weight) for item, weight in weights.items()}
    return sorted(weights, key=lambda item: -keys[item])


def _hit(index: CatalogIndex, neighbours: Neighbours, row: int, closest: dict[int, Likeness]) -> SearchHit:
    """Say why: like a saved one, else the section that it stands for."""
    if row in closest:
        return neighbours.hit(closest[row])
    stored = index.entries[row]
    section = stored.entry.sections[0]
    return SearchHit(stored, 1.0, (Reason(ReasonKind.SECTION, section[-1:]),) if section else ())
