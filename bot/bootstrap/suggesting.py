"""The office of suggesting, built when somebody first suggests; its libraries are not loaded before."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from bot import shipped
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.lists import opened_upstream
from bot.commands.desk import Desk
from bot.config import Settings
from bot.domain.suggestion_rules import SuggestionRules
from bot.ports import Proposer
from bot.upstream.locator import GitHubList, Locator, parse_locator
from bot.upstream.opening import Upstream

if TYPE_CHECKING:
    from bot.services.suggesting.office import Office


@asynccontextmanager
async def open_suggesting(settings: Settings, desk: Desk) -> AsyncIterator[Desk]:
    """Let people suggest at a desk for the time of the block; nothing is loaded or connected to before they do."""
    async with opened_upstream(settings) as upstream:
        yield replace(desk, suggesting=cache(partial(_office, settings, desk, upstream)))


def _office(settings: Settings, desk: Desk, upstream: Upstream) -> Office:
    from bot.search.lexicon import Lexicon
    from bot.services.suggesting.office import Office
    from bot.upstream.texts import SourceTexts

    allow_http = settings.upstream.allow_http
    places = {each.name: parse_locator(each.source, allow_http=allow_http) for each in settings.lists}
    sources = {name: partial(upstream.source_for, place) for name, place in places.items()}
    return Office(
        store=desk.store,
        library=desk.library,
        clock=desk.clock,
        venues=desk.venues,
        lexicon=Lexicon(shipped.synonym_table()),
        rng=random.SystemRandom(),
        lookup=upstream.lookup(desk.venues),
        texts=SourceTexts(sources, upstream.reader),
        proposers=_proposers(settings, places, upstream),
        rules=rules_of(settings),
        communities=desk.communities,
    )


def _proposers(settings: Settings, places: Mapping[str, Locator], upstream: Upstream) -> dict[str, Proposer]:
    """Return what sends changes to the lists that are on GitHub, where the settings let the bot write at all."""
    on_github = {name: place for name, place in places.items() if isinstance(place, GitHubList)}
    app, key, token = settings.suggestions.github_app, settings.suggestions_app_key, settings.suggestions_token
    if app and key:
        from bot.upstream.credentials import AppCredentials

        now = SystemClock().now
        return {
            name: upstream.proposer_for(place, AppCredentials(app, key, f"{place.owner}/{place.repo}", now))
            for name, place in on_github.items()
        }
    if token is None:
        return {}
    from bot.upstream.credentials import TokenCredentials

    return {name: upstream.proposer_for(place, TokenCredentials(token)) for name, place in on_github.items()}


def rules_of(settings: Settings) -> SuggestionRules:
    """Return the rules of suggesting as they are set."""
    given = settings.suggestions
    return SuggestionRules(
        mode=given.mode,
        votes=given.votes,
        cooldown=given.cooldown,
        per_person=given.per_person,
        per_workspace=given.per_workspace,
        moderators=frozenset(given.moderators),
        second_person=given.second_person,
        issue_first=given.issue_first,
    )
