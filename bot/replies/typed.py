"""How a command is typed where an answer is read: `/digest list`, or `/awesome digest list` below one slash command.

Inside the bot a command is always written `/digest list`.  Whoever names one to people passes it through `typed`, in
sentences as a named param; buttons hold commands as they are written inside.  Like the language in force
(`bot.i18n`), the slash command in force is ambient: a front-end sets it for each person it answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_in_force: ContextVar[str] = ContextVar("slash_command", default="")


def typed(command: str) -> str:
    """Return a command as whoever reads the answer types it; what does not begin with a slash as it is."""
    below = _in_force.get()
    return f"{below} {command[1:]}" if below and command.startswith("/") else command


@contextmanager
def typed_below(slash_command: str) -> Iterator[None]:
    """Have every command typed below one slash command (`/awesome`) until the block ends."""
    token = _in_force.set(slash_command)
    try:
        yield
    finally:
        _in_force.reset(token)
