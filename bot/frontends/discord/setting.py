"""What a reply is drawn for: when, after which question, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.pictures.stats import Picture
from bot.replies.model import Choice


@dataclass(frozen=True, slots=True)
class Setting:
    """See the module.

    - `now`: the present moment, aware.
    - `asked`: the line that was answered, without its page; `filters` are words that may be added to it.
    - `shareable`: whether the person may show the answer to the channel.
    - `picture`: what was drawn of the answer, if anything was.
    - `typed`: what was filled into the form that is answered, by name; it stays in sight where it led to nothing.
    """

    now: datetime
    asked: str = ""
    filters: tuple[Choice, ...] = ()
    shareable: bool = False
    picture: Picture | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
