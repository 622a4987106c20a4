"""What the terminal front-end is given by the rest of the house, and its last resort when an answer fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from bot.errors import BotError
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.render import render
from bot.i18n import gettext as _
from bot.replies.model import Failure, Reply

_log = logging.getLogger(__name__)
_PATIENCE = 0.3  # seconds before a person wants to know that something is going on


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to answer, and where to.

    - `answer` answers one typed line; it may raise `BotError`, and nothing that it raises ends the session.
    - `submit` answers a form in the same manner: the line that it completes, and what was filled in by name.
    - `look` is asked before each drawing, for windows change their width.
    - `now` is the present moment in UTC.
    - `patience` in seconds: an answer that takes longer is announced.
    """

    answer: Callable[[str], Awaitable[Reply]]
    submit: Callable[[str, Mapping[str, str]], Awaitable[Reply]]
    look: Callable[[], Look]
    now: Callable[[], datetime]
    stdout: TextIO
    patience: float = _PATIENCE

    async def answer_safely(self, command: str, values: Mapping[str, str] | None = None) -> Reply:
        """Answer a line, or the form that completes it, and turn whatever goes wrong into a reply."""
        try:
            return await (self.answer(command) if values is None else self.submit(command, values))
        except BotError as error:
            return Failure(error.code, str(error))
        except Exception:  # noqa: BLE001 - the last resort of this front-end; it is logged
            _log.exception("answer.failed")
            return Failure("bug", _("Something went wrong inside; the log says what. Try something else."))

    def show(self, reply: Reply) -> None:
        """Draw a reply."""
        self.write(render(reply, self.look(), self.now()))

    def write(self, text: str) -> None:
        """Write, and flush."""
        self.stdout.write(text)
        self.stdout.flush()
