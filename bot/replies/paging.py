"""Say which part of a whole is shown, and how much of it is not."""

from __future__ import annotations

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import EntryLines
from bot.replies.words import number


def place_of(reply: EntryLines, room: int) -> str:
    """Say which part of all entries a page is, and what of it is left out where there is *room* for that many only."""
    last = reply.first + len(reply.lines) - 1
    cut = len(reply.lines) - room
    parts = []
    if reply.total > len(reply.lines) > 0:
        parts.append(
            _("{first}–{last} of {total}", first=number(reply.first), last=number(last), total=number(reply.total))
        )
    if cut > 0:
        parts.append(more_items(cut))
    return " · ".join(parts)


def more_items(count: int) -> str:
    """Say how many things are left out."""
    return ngettext("{count} more is not shown here", "{count} more are not shown here", count)
