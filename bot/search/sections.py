"""Section names: from a person's words ("2.1", "inference", "papers/inference") to sections of the lists."""

from __future__ import annotations

import re
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
        self._plain = {
            path: " ".join(word for heading in self._stems[path][-1:] for word in heading) for path in self.paths
        }

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
        return [path for path in self._own if any(path[: len(above)] == above for above in found)]

    def nearest(self, text: str, limit: int) -> list[SectionPath]:
        """Return the sections that come closest to the words, best first."""
        match = self.resolve(text)
        return ([match.path] if match.path else list(match.candidates))[:limit]

    def _numbered(self, text: str) -> list[SectionPath]:
        number = _NUMBER.fullmatch(text.strip())
        return [path for path in self.paths if number and _number_of(path[-1]) == number[1]]

    def _called(self, text: str) -> list[SectionPath]:
        steps = [_stems(step) for step in _STEPS.split(text) if step]
        return [path for path in self.paths if steps and list(self._stems[path][-len(steps) :]) == steps] or [
            path for path in self.paths if steps and self._stems[path][-1] == _stems(text)
        ]

    def _holding(self, text: str) -> list[SectionPath]:
        """Return the outermost sections whose headings hold the words of each step, in order."""
        steps = [words for step in _STEPS.split(text) if (words := _stems(step))]
        found = [path for path in self.paths if steps and _holds(self._stems[path], steps)]
        return [path for path in found if not any(path[: len(above)] == above for above in found if above != path)]

    def _resembling(self, text: str) -> list[SectionPath]:
        wanted = " ".join(_stems(text))
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


def _holds(headings: tuple[tuple[str, ...], ...], steps: list[tuple[str, ...]]) -> bool:
    """Say whether the last heading holds the last step's words, and headings above it those of the steps before."""
    *above, last = headings
    *before, wanted = steps
    if not set(wanted) <= set(last):
        return False
    for heading in reversed(above):
        if before and set(before[-1]) <= set(heading):
            before.pop()
    return not before
