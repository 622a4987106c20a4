"""The office: what suggesting works with, built once by `bootstrap`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.domain.communities import Communities
from bot.domain.destinations import Destination
from bot.domain.suggestion_life import Actor
from bot.domain.suggestion_rules import SuggestionRules
from bot.domain.suggestions import Suggestion, SuggestionState
from bot.domain.venues import VenueTable
from bot.errors import SuggestionRefused
from bot.i18n import gettext as _
from bot.ports import Clock, LinkLookup, ListText, ListTexts, Proposer, Store
from bot.search.lexicon import Lexicon
from bot.services.library import Library

TEXT_KEPT = timedelta(minutes=2)
"""For so long a list's text serves again: people look at several cards, and each would fetch it."""

PATIENCE = 2.0
"""Seconds that a person waits for what is known of a link before the form opens without it."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who suggests or decides: their key, where they do it, and their language.

    `manages`: they may change the settings of that place, as its platform says; without a place, of everything.
    `operates`: they have the settings file, and so decide about everything wherever they are.
    """

    key: str
    where: Destination | None = None
    locale: str = "en"
    manages: bool = False
    operates: bool = False


@dataclass(frozen=True, slots=True)
class _KeptText:
    text: ListText
    until: datetime


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that suggesting needs.

    `proposers` are there for the lists whose repositories the bot may write to.  `to_tell` and `to_send` are set when
    there is something to do for the loops that wait on them.  Workspaces of one of the `communities` share one queue.
    """

    store: Store
    library: Library
    clock: Clock
    venues: VenueTable
    lexicon: Lexicon
    rng: Random
    lookup: LinkLookup
    texts: ListTexts
    proposers: Mapping[str, Proposer] = field(default_factory=dict)
    rules: SuggestionRules = field(default_factory=SuggestionRules)
    communities: Communities = field(default_factory=Communities)
    patience: float = PATIENCE
    to_tell: asyncio.Event = field(default_factory=asyncio.Event)
    to_send: asyncio.Event = field(default_factory=asyncio.Event)
    _kept: dict[str, _KeptText] = field(default_factory=dict, repr=False)

    async def text_of(self, list_name: str, *, fresh: bool = False) -> ListText:
        """Return a list's text, at most two minutes old, or *fresh*.  Raises `SourceError`."""
        now, kept = self.clock.now(), self._kept.get(list_name)
        if kept and not fresh and kept.until - TEXT_KEPT <= now < kept.until:
            return kept.text
        text = await self.texts.text_of(list_name)
        self._kept[list_name] = _KeptText(text, now + TEXT_KEPT)
        return text

    async def find(self, suggestion_id: str) -> Suggestion:
        """Return a suggestion.  Raises `SuggestionRefused` where there is none of this id."""
        found = await self.store.suggestion(suggestion_id.strip().casefold())
        if found is None:
            raise SuggestionRefused(_("There is no suggestion called “{id}”.", id=suggestion_id[:40]))
        return found

    def actor(self, guest: Guest, suggestion: Suggestion) -> Actor:
        """Return what somebody is to a suggestion.

        Those whom the settings name decide about all; whoever manages a workspace, about what was suggested there or
        in one that is linked with it.
        What is said in direct messages gives nobody any rights.
        """
        if guest.operates or guest.key in self.rules.moderators or (guest.manages and guest.where is None):
            return Actor(guest.key, moderates=True)
        here = guest.where
        same = self.communities.are_one(here, suggestion.origin)
        return Actor(guest.key, moderates=guest.manages and same and not (here and here.personal))

    def may_see(self, guest: Guest, suggestion: Suggestion) -> bool:
        """Say whether somebody may look at a suggestion: their own, those of their community, those they decide."""
        actor = self.actor(guest, suggestion)
        if actor.moderates or guest.key == suggestion.author:
            return True
        if suggestion.state is SuggestionState.DRAFT:
            return False
        return self.communities.are_one(guest.where, suggestion.origin)
