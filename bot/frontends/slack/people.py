"""Who asks on Slack, from where, and whether they may change settings there.

What Slack's events do not say (language, time zone, whether somebody is an admin) is asked once and kept for a while.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.commands.model import Person
from bot.domain.destinations import Destination, person_destination
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.payloads import Heard, at, part_of, text_of
from bot.frontends.slack.troubles import TROUBLES, diagnose

PLATFORM = "slack"
KEPT = 3_600.0
"""Seconds for which what Slack says about a person is believed."""
MOST_KEPT = 10_000
_PATIENCE = 2.0  # seconds; an answer without a time zone is better than none

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says about a person."""

    locale: str = "en"
    zone: str | None = None
    manages: bool = False
    name: str = ""


def person_key(team: str, user: str) -> str:
    """Return the key of a person: their ids are unique only within a workspace."""
    return f"{PLATFORM}:{team}.{user}"


def ids_of(key: str) -> tuple[str, str]:
    """Return the workspace and the person of a key, or of the channel of a person's destination."""
    team, _dot, user = key.removeprefix(f"{PLATFORM}:").partition(".")
    return team, user


def person_of(heard: Heard, profile: Profile) -> Person:
    """Return who did something.  Where there is no channel, and where they are alone with the bot, it is theirs."""
    key = person_key(heard.team, heard.user)
    alone = not heard.channel or heard.direct
    where = person_destination(key) if alone else Destination(PLATFORM, heard.team, heard.channel)
    return Person(key, where, heard.place, profile.manages, profile.zone, profile.locale, name=profile.name)


_OF_ORDERS = re.compile(r"/digest (?:list all|(?:preview|now|edit|pause|resume|remove) [a-z0-9]{4})\b")
"""Lines about subscriptions that may be those of any place."""


def asking_about(line: str, person: Person, heard: Heard) -> Person:
    """Return who asks a line: where there is no channel, as in the home tab, managers ask for their workspace."""
    if heard.channel or not person.manages or not _OF_ORDERS.match(line):
        return person
    return in_workspace(person, heard.team)


def in_workspace(person: Person, team: str) -> Person:
    """Return somebody as one who asks about a whole workspace."""
    return replace(person, where=Destination(PLATFORM, team, ""))


class People:
    """Asks Slack about people and remembers it: at most 10,000 of them, each for an hour.  *ticks* counts seconds."""

    def __init__(self, slack: Slack, ticks: Callable[[], float]) -> None:
        self._slack = slack
        self._ticks = ticks
        self._known: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()

    async def person(self, heard: Heard) -> Person:
        """Return who did something; where Slack does not say more about them, as somebody with no rights."""
        return person_of(heard, await self._profile(heard.team, heard.user))

    def locale_of(self, heard: Heard) -> str:
        """Return the language of whoever did something, where that is known without asking."""
        _at, known = self._known.get((heard.team, heard.user), (0.0, None))
        return known.locale if known else "en"

    def forget_team(self, team: str) -> None:
        """Forget everybody of a workspace."""
        for key in [each for each in self._known if each[0] == team]:
            del self._known[key]

    async def _profile(self, team: str, user: str) -> Profile:
        key = (team, user)
        at_tick, known = self._known.get(key, (0.0, None))
        if known is not None and self._ticks() - at_tick < KEPT:
            self._known.move_to_end(key)
            return known
        try:
            told = await self._slack.ask(team, "users.info", {"user": user, "include_locale": "true"}, _PATIENCE)
        except TROUBLES as error:
            diagnosis = diagnose(error)
            fields = diagnosis.fields if diagnosis else {"reason": str(error)[:200]}
            _log.warning("slack.person_unknown", extra=fields)
            return known or Profile()
        profile = _read(part_of(told, "user"))
        self._known[key] = (self._ticks(), profile)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return profile


def _read(user: object) -> Profile:
    told = part_of({"user": user}, "user")
    manages = at(told, "is_admin") is True or at(told, "is_owner") is True
    name = text_of(part_of(told, "profile"), "display_name") or text_of(told, "real_name") or text_of(told, "name")
    return Profile(text_of(told, "locale") or "en", text_of(told, "tz") or None, manages, name)
