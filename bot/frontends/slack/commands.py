"""The slash command's text as a line of the command table, and what a message asks.  Pure.

There is one slash command; its text is what a person types in the terminal.  It begins with a command's name, with or
without a slash; anything else is a search.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bot.commands.model import Command
from bot.commands.words import is_group

_LONGEST_QUESTION = 1_000
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|([^>]*))?>")
_NAMED = re.compile(r"<[#!][^>|]*(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto):[^>|]+)(?:\|[^>]*)?>")


def line_of(text: str, table: Mapping[str, Command]) -> str:
    """Return the line that a slash command's text stands for; `""` where it says nothing."""
    words = plain_words(text)
    if not words or words.startswith("/"):
        return words.removeprefix("/") and words
    first, _space, rest = words.partition(" ")
    name = first.casefold()
    if name in table or is_group(name, table):
        return f"/{name} {rest}".strip()
    return words


def plain_words(text: str) -> str:
    """Return a message's words as they were typed: Slack marks links, people and channels, and escapes `& < >`."""
    text = _LINK.sub(r"\1", text)
    text = _MENTION.sub(lambda found: f"@{found[1]}" if found[1] else " ", text)
    text = _NAMED.sub(lambda found: found[1] or " ", text)
    return " ".join(html.unescape(text).split())


def question_in(text: str) -> str:
    """Return what a message to the bot asks; `""` where it only says its name."""
    return plain_words(_MENTION.sub(" ", text))[:_LONGEST_QUESTION]
