"""What may be done with the entries of a list, gathered for menus: where there are too many for buttons of their own.

Knows no platform; how many entries are too many is each front-end's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.model import Choice, Line
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


def _label(action: str, rank: int, title: str) -> str:
    entry = _("{rank}. {title}", rank=number(rank), title=title)
    return _("{action}: {entry}", action=action, entry=entry) if action else entry
