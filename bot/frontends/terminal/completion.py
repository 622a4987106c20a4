"""The completions that the prompt asks for, in terms of plain data: what the core's completer has to look like.

Also adds the few commands that only the terminal has.  The widget that shows them is in `prompt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.frontends.terminal.conversation import LOCAL_COMMANDS
from bot.i18n import gettext as _


class Candidate(Protocol):
    """One way to go on.

    `text` replaces the line from `start` (a place in the line, from 0) up to the cursor; one that ends in a
    space or a colon wants more after it.  `display` and `meta` are what the person sees: a name, and a few
    words about it.
    """

    @property
    def text(self) -> str: ...  # noqa: D102 - said above
    @property
    def display(self) -> str: ...  # noqa: D102
    @property
    def meta(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102


class Completer(Protocol):
    """Completes lines.  It is called from a thread while the person types, and has to be quick."""

    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        """Return the ways to go on from *cursor* (a place in *line*, from 0), best first."""
        ...


@dataclass(frozen=True, slots=True)
class LocalCandidate:
    """A command of the terminal's own."""

    text: str
    display: str
    meta: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class WithLocalCommands:
    """The core's completions, then the terminal's own commands."""

    core: Completer

    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        """See `Completer`."""
        typed = line[:cursor]
        own = [
            LocalCandidate(name, name, _(meaning))
            for name, meaning in LOCAL_COMMANDS.items()
            if typed.startswith("/") and name.startswith(typed)
        ]
        return [*self.core.complete(line, cursor), *own]
