"""Which line gives an answer again, so that what one person saw can be shown to others.  Pure."""

from __future__ import annotations

from bot.commands.model import Command
from bot.replies.model import EntryCard, EntryLines, Reply

_NEVER_TWICE = frozenset({"recommend"})
"""Commands that answer otherwise when they are asked again."""

_SHOW = "/show "


def line_again(command: Command | None, line: str, reply: Reply) -> str:
    """Return the line that shows what *reply* to a *line* shows, page and all; `""` where none does.

    What cannot be asked for again is named: entries by their ids.
    """
    if isinstance(reply, EntryCard) and reply.again:
        return reply.again
    if command is None or command.name not in _NEVER_TWICE:
        return line
    lines = reply.lines if isinstance(reply, EntryLines) else ()
    shown = [each.command.removeprefix(_SHOW) for each in lines]
    return _SHOW + ", ".join(shown) if shown else ""
