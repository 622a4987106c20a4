"""What a reply is drawn for: when, after which question, for whose eyes, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.pictures.stats import Picture
from bot.replies.model import Choice


@dataclass(frozen=True, slots=True)
class Setting:
    """See the module.

    - `now`: the present moment, aware.
    - `asked`: the line that gives the same answer again, page and all; `filters` are words that may be added to it.
    - `shareable`: whether the person may show the answer to the channel.
    - `public`: whether everybody in the channel sees it: what is the asker's own is left out.
    - `team`: the workspace of those who read it; its people are named, others are not.
    - `picture`: what was drawn of the answer, if anything was.
    """

    now: datetime
    asked: str = ""
    filters: tuple[Choice, ...] = ()
    shareable: bool = False
    public: bool = False
    team: str = ""
    picture: Picture | None = None
