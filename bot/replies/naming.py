"""What a work and a link of it are called, whoever draws them; how long that may be is theirs to say."""

from __future__ import annotations

from bot.domain.entries import Link, LinkKind
from bot.replies.harmless import harmless
from bot.replies.words import link_word


def added_name(name: str | None, title: str) -> str:
    """Return a work's short name; empty where its title has it already, or where nothing of it would be seen."""
    return name if name and harmless(name) and name.casefold() not in title.casefold() else ""


def link_label(link: Link) -> str:
    """Return what a link leads to; of a kind of its own, what the list calls it."""
    return link.label if link.kind is LinkKind.OTHER and harmless(link.label) else link_word(link.kind)
