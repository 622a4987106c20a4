"""Recommendation: the best on a topic, what is like the things that somebody chose, or a varied pick to begin with.

Randomness is an argument, so a pick can be repeated.  What was shown before is the caller's to remember.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.domain.catalog import EntryRef
from bot.domain.entries import SectionPath
from bot.search.documents import short_name
from bot.search.index import CatalogIndex
from bot.search.kinship import Likeness
from bot.search.results import Reason, ReasonKind, SearchHit
from bot.search.similar import Neighbours

VARIETY = 0.35
"""How much likeness to what is already picked costs, where relevance counts the rest (maximal marginal
relevance: Carbonell and Goldstein, 1998)."""

POOL = 40
"""How many of the best are considered."""

SAVED, WANTED, OPENED, REFUSED = 1.0, 0.9, 0.4, -0.7
"""What the newest thing that somebody saved, called theirs, opened or refused says about what they want."""

INTERESTING = 0.5
"""What it says of a work that it stands in the section which somebody chose last."""

FADING = 0.85
"""What each older one counts for, beside the one after it."""

_REMEMBERED = 12
"""How many of each, the newest, have a say."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What somebody saved, opened, refused, wants more of and chose to read about, each with the newest first."""

    saved: Sequence[EntryRef] = ()
    opened: Sequence[EntryRef] = ()
    refused: Sequence[EntryRef] = ()
    wanted: Sequence[EntryRef] = ()
    sections: Sequence[SectionPath] = ()

    def __bool__(self) -> bool:
        """Whether anything tells what is wanted."""
        return bool(self.saved or self.opened or self.wanted or self.sections)

    @property
    def decided(self) -> tuple[EntryRef, ...]:
        """What needs no recommending."""
        return (*self.saved, *self.wanted, *self.refused)

    @property
    def telling(self) -> tuple[EntryRef, ...]:
        """What has a say in what is wanted."""
        kinds = (self.saved, self.wanted, self.opened, self.refused)
        return tuple(dict.fromkeys(ref for kind in kinds for ref in kind[:_REMEMBERED]))


def pick_for(
    index: CatalogIndex,
    neighbours: Neighbours,
    taste: Taste,
    *,
    exclude: Collection[int],
    rng: random.Random,
    limit: int,
) -> tuple[SearchHit, ...]:
    """Pick what is like the things that somebody chose and unlike what they refused, no two too much alike.

    Where there is too little of that, others follow, from as many sections as possible.
    """
    told = {index.rows[ref] for ref in taste.decided if ref in index.rows}
    out = {*exclude, *told}
    wanted, nearest = _wanted(index, neighbours, taste)
    chosen = _interesting(index, taste.sections, out, rng)
    for row, (gain, _section) in chosen.items():
        wanted[row] = wanted.get(row, 0.0) + gain
    pool = sorted((row for row in wanted if wanted[row] > 0 and row not in out), key=lambda row: (-wanted[row], row))
    picked = diverse([(row, wanted[row]) for row in pool[:POOL]], neighbours, limit=limit, variety=VARIETY)
    hits = [_reasoned(index, neighbours, row, nearest, chosen) for row in picked]
    out.update(picked)
    return (*hits, *varied_pick(index, exclude=out, rng=rng, limit=limit - len(hits)))


def explained(index: CatalogIndex, neighbours: Neighbours, rows: Sequence[int], taste: Taste) -> list[SearchHit]:
    """Return rows with why they are to somebody's taste, in their order; the section, where nothing else tells."""
    _, nearest = _wanted(index, neighbours, taste)
    chosen = {
        row: (INTERESTING, path)
        for path in reversed(taste.sections)
        for row in rows
        if any(each[: len(path)] == path for each in index.entries[row].entry.sections)
    }
    return [_reasoned(index, neighbours, row, nearest, chosen) for row in rows]


def varied_pick(
    index: CatalogIndex, *, exclude: Collection[int], rng: random.Random, limit: int
) -> tuple[SearchHit, ...]:
    """Pick from as many sections as possible, one after the other."""
    paths = rng.sample(index.facets.placed, len(index.facets.placed))
    queues = [iter(_left(index.facets.section_rows(path), exclude, rng)) for path in paths]
    picked: dict[int, None] = {}
    while queues and len(picked) < limit:
        going_on = []
        for queue in queues:
            row = next((row for row in queue if row not in picked), None)
            if row is not None and len(picked) < limit:
                picked[row] = None
                going_on.append(queue)
        queues = going_on
    return tuple(_hit(index, row) for row in picked)


def diverse(pool: Sequence[tuple[int, float]], neighbours: Neighbours, *, limit: int, variety: float) -> list[int]:
    """Return rows of a pool, given with how relevant they are, such that no two are too much alike; the best first."""
    left = dict(pool)
    top = max(left.values(), default=1.0) or 1.0
    likest = dict.fromkeys(left, 0.0)
    picked: list[int] = []
    while left and len(picked) < limit:
        best = max(left, key=lambda row: (1 - variety) * left[row] / top - variety * likest[row])
        del left[best]
        picked.append(best)
        for row in left:
            likest[row] = max(likest[row], min(1.0, neighbours.between(best, row).score))
    return picked


def _wanted(
    index: CatalogIndex, neighbours: Neighbours, taste: Taste
) -> tuple[dict[int, float], dict[int, tuple[int, Likeness]]]:
    """Return how much each row is wanted, and for each to which row it owes most of that, and by what."""
    wanted: dict[int, float] = {}
    nearest: dict[int, tuple[int, Likeness]] = {}
    most: dict[int, float] = {}
    kinds = ((taste.saved, SAVED), (taste.wanted, WANTED), (taste.opened, OPENED), (taste.refused, REFUSED))
    for refs, weight in kinds:
        rows = [index.rows[ref] for ref in refs if ref in index.rows][:_REMEMBERED]
        for age, row in enumerate(rows):
            for likeness in neighbours.of(row)[:POOL]:
                gain = weight * FADING**age * likeness.score
                wanted[likeness.row] = wanted.get(likeness.row, 0.0) + gain
                if gain > most.get(likeness.row, 0.0):
                    most[likeness.row] = gain
                    nearest[likeness.row] = (row, likeness)
    return wanted, nearest


def _interesting(
    index: CatalogIndex, sections: Sequence[SectionPath], exclude: Collection[int], rng: random.Random
) -> dict[int, tuple[float, SectionPath]]:
    """Return some rows of the chosen sections by chance, each with what it gains and the section that it is for."""
    found: dict[int, tuple[float, SectionPath]] = {}
    for age, path in enumerate(sections[:_REMEMBERED]):
        below = [place for place in index.facets.placed if place[: len(path)] == path]
        rows = list(dict.fromkeys(row for place in below for row in index.facets.section_rows(place)))
        for row in islice(_left(rows, exclude, rng), POOL):
            found.setdefault(row, (INTERESTING * FADING**age, path))
    return found


def _left(rows: Sequence[int], exclude: Collection[int], rng: random.Random) -> Iterator[int]:
    """Yield the rows of one section that may be picked, in an order by chance, no further than is asked."""
    waiting = list(rows)
    while waiting:
        at = rng.randrange(len(waiting))
        waiting[at], waiting[-1] = waiting[-1], waiting[at]
        row = waiting.pop()
        if row not in exclude:
            yield row


def _reasoned(
    index: CatalogIndex,
    neighbours: Neighbours,
    row: int,
    nearest: Mapping[int, tuple[int, Likeness]],
    chosen: Mapping[int, tuple[float, SectionPath]],
) -> SearchHit:
    """Say of a pick which work it is like that the person chose, and which section of theirs it stands in."""
    hit = _hit_like(index, neighbours, *nearest[row]) if row in nearest else _hit(index, row)
    if row not in chosen:
        return hit
    interest = Reason(ReasonKind.INTEREST, chosen[row][1][-1:])
    return replace(hit, reasons=(*hit.reasons, interest) if row in nearest else (interest,))


def _hit_like(index: CatalogIndex, neighbours: Neighbours, row: int, likeness: Likeness) -> SearchHit:
    """Say first which work it is like that the person chose."""
    chosen = index.entries[row].entry
    hit = neighbours.hit(likeness)
    return replace(hit, reasons=(Reason(ReasonKind.LIKE, (short_name(chosen) or chosen.title,)), *hit.reasons))


def _hit(index: CatalogIndex, row: int) -> SearchHit:
    """Say which section it stands for."""
    stored = index.entries[row]
    section = stored.entry.sections[0]
    return SearchHit(stored, 1.0, (Reason(ReasonKind.SECTION, section[-1:]),) if section else ())
