"""Mistakes: collect everything that is wrong with a list, in words for its maintainer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.entries import Problem
from bot.domain.yaml_format.text import shortened
from bot.i18n import gettext as _
from bot.i18n import ngettext

LIMIT = 500
"""How many mistakes are told one by one; nobody reads more, and a hostile file has millions."""


class Mistakes:
    """All mistakes of one file."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._untold = 0

    def note(self, line: int, sentence: str) -> None:
        """Remember one mistake.  `line` from 1."""
        if len(self._problems) < LIMIT:
            self._problems.append(Problem(line, sentence))
        else:
            self._untold += 1

    def __bool__(self) -> bool:
        return bool(self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return them by line, and how many more there are."""
        told = sorted(self._problems, key=lambda problem: problem.line)
        if self._untold:
            more = ngettext("{count} more mistake is not shown.", "{count} more mistakes are not shown.", self._untold)
            told.append(Problem(0, more))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the file that is being read: the list itself (number 0), or an entry, by number and title."""

    mistakes: Mistakes
    number: int = 0
    title: str = ""

    def note(self, line: int, what: str) -> None:
        """Remember a mistake in this part."""
        if not self.number:
            sentence = what
        elif self.title:
            sentence = _(
                "entry {number} (“{title}”): {mistake}", number=self.number, title=shortened(self.title), mistake=what
            )
        else:
            sentence = _("entry {number}: {mistake}", number=self.number, mistake=what)
        self.mistakes.note(line, sentence)
