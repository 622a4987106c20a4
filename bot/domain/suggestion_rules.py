"""The rules of suggesting: how often people may, who decides, and how what is approved goes upstream.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from bot.errors import SuggestionRefused
from bot.i18n import gettext as _

DAY = timedelta(days=1)


class SendMode(StrEnum):
    """How approved suggestions go upstream: in one pull request a list, in one each, or by hand."""

    ROLLING = "rolling"
    SINGLE = "single"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SuggestionRules:
    """What the settings say of suggesting.

    - `votes`: so many votes approve a suggestion; 0, and votes only advise.
    - `cooldown`: between two suggestions of one person; `per_person`, `per_workspace`: in 24 hours, at most.
    - `moderators`: keys of the people who decide besides those who manage the workspace.
    - `second_person`: nobody approves what they suggested themselves.
    - `issue_first`: an issue announces what is to come, and the pull request waits for somebody to close it.
    """

    mode: SendMode = SendMode.ROLLING
    votes: int = 0
    cooldown: timedelta = timedelta(minutes=1)
    per_person: int = 10
    per_workspace: int = 60
    moderators: frozenset[str] = frozenset()
    second_person: bool = True
    issue_first: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """What was suggested in the last 24 hours: by the person and when last, and in the workspace."""

    by_person: int = 0
    last: datetime | None = None
    in_workspace: int = 0


def check_pace(rules: SuggestionRules, recent: Recent, now: datetime) -> None:
    """Raise `SuggestionRefused` for whoever suggests too much too quickly."""
    if recent.last is not None and now - recent.last < rules.cooldown:
        wait = ceil((rules.cooldown - (now - recent.last)).total_seconds())
        raise SuggestionRefused(_("One at a time, please: you can suggest the next one in {count} s.", count=wait))
    if recent.by_person >= rules.per_person:
        raise SuggestionRefused(
            _("That is all for today: one person can suggest {count} works a day.", count=rules.per_person)
        )
    if recent.in_workspace >= rules.per_workspace:
        raise SuggestionRefused(
            _("That is all for today: {count} works a day can be suggested here.", count=rules.per_workspace)
        )
