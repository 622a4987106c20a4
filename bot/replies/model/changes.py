"""Replies that tell what happened to the lists; a subscription is told in `digest`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """What happened on one day, a sentence each."""

    day: date
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """What happened to the lists, newest day first, a page at a time; a long day takes several.

    `more` is the command that shows what came before, `back` the one that shows what came after.
    """

    title: str
    days: tuple[ChangeDay, ...]
    notices: tuple[str, ...] = ()
    more: str | None = None
    back: str | None = None
