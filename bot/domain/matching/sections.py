"""Sections: which section of the new list is which of the old, and what became of the others.

Works with section keys and with the pairs of entries that have been decided before; whether an entry has
moved is decided in `bot.domain.matching.differences`, with the map made here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz import fuzz

from bot.domain.entries import Entry, SectionPath
from bot.domain.titles import normal_title

SectionKey: TypeAlias = tuple[str, ...]
"""A section path without numbering, emoji, case and punctuation."""

_NUMBERING = re.compile(
    r"^\W*(?:\(?(?:\d{1,2}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]\)?|\d{1,2}(?:\.\d{1,3})*)\s+(?=\S*\w)", re.I
)


@lru_cache(maxsize=4096)
def section_key(path: SectionPath) -> SectionKey:
    """Return what a path has in common with itself renumbered, re-capitalised or decorated."""
    return tuple(normal_title(_NUMBERING.sub("", heading)) for heading in path)


@dataclass(frozen=True, slots=True)
class Census:
    """Who stands where in one revision.

    `paths` are the sections as written, in order; `sizes` counts all placements; `members` holds, for each
    section, which of the paired entries stand there (by their number among the pairs).
    """

    paths: Mapping[SectionKey, SectionPath]
    sizes: Mapping[SectionKey, int]
    members: Mapping[SectionKey, frozenset[int]]

    def under(self, branch: SectionKey) -> tuple[SectionKey, ...]:
        """Return the sections of a branch, itself included."""
        return tuple(key for key in self.paths if key[: len(branch)] == branch)

    def size_under(self, branch: SectionKey) -> int:
        """Return how many placements a branch has."""
        return sum(self.sizes[key] for key in self.under(branch))


def take_census(entries: Iterable[Entry], paired: Iterable[Entry]) -> Census:
    """Count who stands where."""
    counts = Counter([place.section for entry in entries for place in entry.placements])
    keys = {path: section_key(path) for path in counts}
    paths: dict[SectionKey, SectionPath] = {}
    sizes: Counter[SectionKey] = Counter()
    for path, count in counts.items():
        sizes[keys[path]] += count
        paths.setdefault(keys[path], path)
    standing: dict[SectionPath, list[int]] = defaultdict(list)
    for number, entry in enumerate(paired):
        for place in entry.placements:
            standing[place.section].append(number)
    members: dict[SectionKey, set[int]] = defaultdict(set)
    for path, numbers in standing.items():
        members[keys[path]].update(numbers)
    return Census(paths, sizes, {key: frozenset(numbers) for key, numbers in members.items()})


@dataclass(frozen=True, slots=True)
class Flow:
    """How many of the paired entries that stood in one section stand in another."""

    source: SectionKey
    target: SectionKey
    count: int
    kept: float
    """Their share of the paired entries of the source."""
    own: float
    """Their share of the paired entries of the target."""

    @property
    def likeness(self) -> float:
        """How alike the two headings are, from 0 to 1."""
        return fuzz.ratio(self.source[-1], self.target[-1]) / 100 if self.source and self.target else 0.0

    @property
    def is_rename(self) -> bool:
        """Whether the target is the source under another name rather than a part of it, or it and others.

        Half is enough for a heading that stayed and only stands elsewhere; a new heading needs most; a new
        heading on another level needs nearly all, for that is how a section is split.  A single entry says
        nothing about two headings that do not look alike.
        """
        if self.likeness >= 0.95:
            return self.kept >= 0.5 and self.own >= 0.5
        if self.count == 1 and self.likeness < 0.5:
            return False
        if len(self.source) == len(self.target):
            return self.kept >= 0.75 and self.own >= 2 / 3
        return self.kept >= 0.9 and self.own >= 2 / 3


def flows(old: Census, new: Census) -> list[Flow]:
    """Return the flows out of sections that the new revision no longer has, the largest first."""
    vanished = {source: numbers for source, numbers in old.members.items() if source not in new.paths}
    if not vanished:
        return []
    stands: dict[int, list[SectionKey]] = defaultdict(list)
    for key, numbers in new.members.items():
        for number in numbers:
            stands[number].append(key)
    found = []
    for source, numbers in vanished.items():
        counts = Counter(target for number in numbers for target in stands[number])
        for target, count in counts.items():
            found.append(Flow(source, target, count, count / len(numbers), count / len(new.members[target])))
    return sorted(found, key=lambda flow: (-flow.count, -flow.likeness, flow.source, flow.target))


def renamed_sections(old: Census, all_flows: Collection[Flow]) -> dict[SectionKey, SectionKey]:
    """Return which vanished section is which new one, one to one."""
    renamed: dict[SectionKey, SectionKey] = {}
    taken: set[SectionKey] = set()
    fresh = (flow for flow in all_flows if flow.target not in old.paths and flow.is_rename)
    for flow in sorted(fresh, key=lambda flow: (-flow.kept * flow.own, -flow.likeness, -flow.count)):
        if flow.source not in renamed and flow.target not in taken:
            renamed[flow.source] = flow.target
            taken.add(flow.target)
    return renamed
