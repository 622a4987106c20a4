"""Section names: from a person's words ("2.1", "inference", "papers/inference") to sections of the lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.entries import SectionPath
from bot.search.stems import stem
from bot.search.text import words_of

_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*)[.):]?(?=\s|$)")
_STEPS = re.compile(r"\s*(?:/|>|›|»|→)\s*")
_CLOSE = 78
"""From this likeness (0 to 100) on, a misspelt heading is taken for the one that it resembles."""

_COMPARED = 200
"""So many characters of what is typed are compared with every heading; no heading that anyone types is longer."""


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """What a person's words for a section resolve to: one path, or several candidates to ask back about, or none."""

    path: SectionPath | None = None
    candidates: tuple[SectionPath, ...] = ()


class SectionNames:
    """Every section of every list, and each section that only holds others."""

    def __init__(self, paths: Iterable[SectionPath]) -> None:
        self._own = tuple(dict.fromkeys(paths))
        self.paths = tuple(dict.fromkeys(path[: i + 1] for path in self._own for i in range(len(path))))
        self._stems = {path: tuple(_stems(heading) for heading in path) for path in self.paths}
        self._words = {path: frozenset(stems[-1]) for path, stems in self._stems.items()}
        self._plain = {path: " ".join(stems[-1]) for path, stems in self._stems.items()}
        self._by_number: dict[str, list[SectionPath]] = defaultdict(list)
        self._by_heading: dict[tuple[str, ...], list[SectionPath]] = defaultdict(list)
        for path in self.paths:
            self._by_heading[self._stems[path][-1]].append(path)
            if number := _number_of(path[-1]):
                self._by_number[number].append(path)

    def resolve(self, text: str) -> SectionMatch:
        """Find the section that is meant: by number, by whole heading, by some of its words, by likeness."""
        for find in (self._numbered, self._called, self._holding):
            if found := find(text):
                return _one_or_ask(found)
        return _one_or_ask(self._resembling(text))

    def under(self, text: str, *, as_spelt: bool = False) -> list[SectionPath]:
        """Return the paths that hold entries and stand in, or below, any section that the words fit.

        Words that fit none are taken for a slip of the finger, unless they are to be read *as_spelt*.
        """
        found = self._numbered(text) or self._holding(text)
        if not found and not as_spelt:
            found = self._resembling(text)[:1]
        above = frozenset(found)
        return [path for path in self._own if any(path[:depth] in above for depth in range(1, len(path) + 1))]

    def nearest(self, text: str, limit: int) -> list[SectionPath]:
        """Return the sections that come closest to the words, best first."""
        match = self.resolve(text)
        return ([match.path] if match.path else list(match.candidates))[:limit]

    def _numbered(self, text: str) -> list[SectionPath]:
        number = _NUMBER.fullmatch(text.strip())
        return self._by_number.get(number[1], []) if number else []

    def _called(self, text: str) -> list[SectionPath]:
        steps = [_stems(step) for step in _STEPS.split(text) if step]
        if not steps:
            return []
        ending = self._by_heading.get(steps[-1], [])
        return [path for path in ending if list(self._stems[path][-len(steps) :]) == steps] or self._by_heading.get(
            _stems(text), []
        )

    def _holding(self, text: str) -> list[SectionPath]:
        """Return the outermost sections whose headings hold the words of each step, in order."""
        steps = [frozenset(words) for step in _STEPS.split(text) if (words := _stems(step))]
        if not steps:
            return []
        *before, wanted = steps
        ending = (path for path in self.paths if wanted <= self._words[path])
        found = dict.fromkeys(path for path in ending if _hold(self._stems[path][:-1], before))
        return [path for path in found if not any(path[:depth] in found for depth in range(1, len(path)))]

    def _resembling(self, text: str) -> list[SectionPath]:
        wanted = " ".join(_stems(text[:_COMPARED]))
        found = (
            process.extract(wanted, self._plain, scorer=fuzz.token_set_ratio, score_cutoff=_CLOSE, limit=5)
            if wanted
            else []
        )
        return [path for _, _, path in found]


def _one_or_ask(found: list[SectionPath]) -> SectionMatch:
    return SectionMatch(path=found[0]) if len(found) == 1 else SectionMatch(candidates=tuple(found))


def _number_of(heading: str) -> str | None:
    match = _NUMBER.match(heading)
    return match[1] if match else None


def _stems(text: str) -> tuple[str, ...]:
    """Return a heading's stems without its number."""
    unnumbered = _NUMBER.sub("", text, count=1) if not _NUMBER.fullmatch(text.strip()) else text
    return tuple(stem(word.text) for word in words_of(unnumbered))


def _hold(headings: tuple[tuple[str, ...], ...], steps: list[frozenset[str]]) -> bool:
    """Say whether headings, of which each stands below the one before, hold the words of each step, in order."""
    left = steps[:]
    for heading in reversed(headings):
        if left and left[-1] <= set(heading):
            left.pop()
    return not left
