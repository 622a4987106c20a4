"""What may be opened, or done with the entries of a list, gathered for menus: where buttons would be too many.

Knows no platform; how many are too many, and how many a menu has room for, is each front-end's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.model import Choice, DigestPost, Line, SectionTree
from bot.replies.words import number


@dataclass(frozen=True, slots=True)
class Offers:
    """The options of one menu, and what it is called; `turns` as in `Choice`, the same for all of them."""

    title: str
    choices: tuple[Choice, ...]
    turns: bool


def offers_of(lines: Sequence[tuple[int, Line]]) -> tuple[Offers, ...]:
    """Gather the actions of entries, given with their ranks: what turns first, each action for all entries in turn."""
    return tuple(made for turns in (True, False) if (made := _offers(lines, turns=turns)).choices)


def _offers(lines: Sequence[tuple[int, Line]], *, turns: bool) -> Offers:
    every = [(rank, line, action) for rank, line in lines for action in line.actions if action.turns is turns]
    fullest = sorted(
        lines, key=lambda each: -len(each[1].actions)
    )  # some entries lack an action; its place is the same
    labels = dict.fromkeys(action.label for _rank, line in fullest for action in line.actions if action.turns is turns)
    choices = tuple(
        replace(action, label=_label(label if len(labels) > 1 else "", rank, line.title or line.ref.id))
        for label in labels
        for rank, line, action in every
        if action.label == label
    )
    return Offers(enumeration(labels), choices, turns)


def sections_to_open(tree: SectionTree, size: int, most: int) -> list[Offers]:
    """Return menus of sections in their order, at most *size* in each; those that *most* menus do not hold are not."""
    choices = [Choice(f"{node.title} ({number(node.count)})", node.command) for node in tree.nodes]
    parts = _parts(choices, size, most)
    if len(parts) == 1:
        return [Offers(_("Open a section"), parts[0], turns=False)]
    first = range(1, len(choices) + 1, size)
    return [
        Offers(_("Open a section ({first}–{last})", first=at, last=at + len(part) - 1), part, turns=False)
        for at, part in zip(first, parts, strict=False)
    ]


def works_to_open(post: DigestPost, size: int, most: int) -> list[Offers]:
    """Return menus of a digest's works in their order, at most *size* in each, and at most so many menus."""
    choices = [Choice(entry.line.title, entry.line.command) for group in post.groups for entry in group.entries]
    parts = _parts(choices, size, most)
    if len(parts) == 1:
        return [Offers(_("Open an entry"), parts[0], turns=False)]
    return [
        Offers(_("Open an entry ({part} of {parts})", part=at, parts=len(parts)), part, turns=False)
        for at, part in enumerate(parts, 1)
    ]


def _parts(choices: Sequence[Choice], size: int, most: int) -> list[tuple[Choice, ...]]:
    return [tuple(choices[at : at + size]) for at in range(0, len(choices), size)][:most]


def _label(action: str, rank: int, title: str) -> str:
    entry = _("{rank}. {title}", rank=number(rank), title=title)
    return _("{action}: {entry}", action=action, entry=entry) if action else entry
