"""Context: what else than its own words speaks for an answer.

Works of one section are on one thing: where several of them answer, each is likelier to be meant.  And who asks for a
library or an app wants software, not a paper that has the word in its title.  Decides only on the order of answers,
never on whether there are any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import nlargest

from bot.domain.entries import Entry, EntryKind, SectionPath
from bot.search.ranking import Scored

COMPANY = 0.3
"""What the best of a section add to all of it that was found, as a share of their mean score."""

_BEST = 3
"""How many of a section are its best; where fewer were found, the others count nothing."""

_SOFTWARE = 1.2
"""By how much a project's score grows where software is asked for."""


def in_context(scored: list[Scored], entry_of: Callable[[int], Entry], *, software: bool = False) -> list[Scored]:
    """Return what was found, best first, with what its sections and, if *software* is asked for, its kind add."""
    if len(scored) < 2:
        return scored
    entries = [entry_of(each.row) for each in scored]
    scores = [
        each.score * (_SOFTWARE if software and entry.kind is EntryKind.PROJECT else 1.0)
        for each, entry in zip(scored, entries, strict=True)
    ]
    company = _company(scores, entries)
    lifted = [
        replace(each, score=score + max((company.get(path, 0.0) for path in entry.sections), default=0.0))
        for each, score, entry in zip(scored, scores, entries, strict=True)
    ]
    return sorted(lifted, key=lambda each: -each.score)


def _company(scores: Sequence[float], entries: Sequence[Entry]) -> dict[SectionPath, float]:
    """Return what each section of which more than one entry was found adds to each."""
    held: dict[SectionPath, list[float]] = defaultdict(list)
    for score, entry in zip(scores, entries, strict=True):
        for path in entry.sections:
            held[path].append(score)
    return {
        path: COMPANY * sum(nlargest(_BEST, found)) / _BEST for path, found in held.items() if path and len(found) > 1
    }
