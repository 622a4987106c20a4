"""Find the same work on two lists of one digest: it is told once, where it is told best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from bot.domain.digesting.judging import Telling
from bot.domain.digesting.model import IMPORTANCE, SHOWN_AS_WORKS
from bot.domain.matching import same_work, traits


def repeats(tellings: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """Return each telling of a work that another one tells, with that other: the more important, else the earlier."""
    works = [each for each in tellings if each.kind in SHOWN_AS_WORKS]
    if len({each.list_name for each in works}) < 2:
        return []
    found: list[tuple[Telling, Telling]] = []
    kept: dict[Hashable, list[Telling]] = defaultdict(list)
    for each in sorted(works, key=lambda one: IMPORTANCE.index(one.kind)):
        marks = traits(each.entry)
        twin = next((other for mark in marks for other in kept[mark] if _is_twin(each, other)), None)
        if twin is not None:
            found.append((each, twin))
            continue
        for mark in marks:
            kept[mark].append(each)
    return found


def _is_twin(one: Telling, other: Telling) -> bool:
    return one.list_name != other.list_name and same_work(one.entry, other.entry)
