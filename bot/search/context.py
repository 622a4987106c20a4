"""Context: what else than its own words speaks for an answer.

Works of one section, unless it is a large one, are on one thing: where several of them answer, each is likelier to be
meant.  And who asks for a
library or an app wants software, not a paper that has the word in its title.  Decides only on the order of answers,
never on whether there are any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import nlargest

from bot.domain.entries import Entry, EntryKind, SectionPath
from bot.search.ranking import Scored

COMPANY = 0.3
"""What the best of a section add to all of it that was found, as a share of their mean score."""

_BEST = 3
"""How many of a section are its best; where fewer were found, the others count nothing."""

LARGE = 60
"""Works from which on a section is about too much to say anything."""

_SOFTWARE = 1.2
"""By how much a project's score grows where software is asked for."""

_LOOKED_AT = 30
"""How many of what was found may change places."""


def in_context(
    scored: list[Scored],
    entry_of: Callable[[int], Entry],
    size_of: Callable[[SectionPath], int],
    *,
    software: bool = False,
) -> list[Scored]:
    """Return what was found, best first, with what its sections and, if *software* is asked for, its kind add.

    *size_of* says how many entries a section has.
    """
    best = scored[:_LOOKED_AT]
    entries = [entry_of(each.row) for each in best]
    if software:
        best = [
            _with_score(each, each.score * _SOFTWARE) if entry.kind is EntryKind.PROJECT else each
            for each, entry in zip(best, entries, strict=True)
        ]
    sections = [[path for path in entry.sections if path and 1 < size_of(path) < LARGE] for entry in entries]
    if any(sections):
        company = _company(best, sections)
        best = [
            _with_score(each, each.score + max(company[path] for path in paths)) if paths else each
            for each, paths in zip(best, sections, strict=True)
        ]
    return sorted(best, key=lambda each: -each.score) + scored[_LOOKED_AT:]


def _company(best: Sequence[Scored], sections: Sequence[Sequence[SectionPath]]) -> dict[SectionPath, float]:
    """Return what each section adds to each of what was found in it: nothing, where that is one entry."""
    held: dict[SectionPath, list[float]] = defaultdict(list)
    for each, paths in zip(best, sections, strict=True):
        for path in paths:
            held[path].append(each.score)
    return {
        path: COMPANY * sum(nlargest(_BEST, found)) / _BEST if len(found) > 1 else 0.0 for path, found in held.items()
    }


def _with_score(each: Scored, score: float) -> Scored:
    return Scored(each.row, score, each.coverage, each.agreed, each.closeness)
