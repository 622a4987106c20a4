"""Deciding: approve, reject, ask, vote, withdraw, take up again; each once, by whoever may."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.suggestion_life import THE_BOT, Step
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.errors import SuggestionRefused
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.ports import NoticeRole
from bot.services.suggesting.findings import CheckKind, Weight
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.steps import take_step

LONGEST_WORDS = 800

BETWEEN_UPDATES = timedelta(seconds=10)
"""For so long a card that moderators see stands as it is, however many people vote for it meanwhile."""


async def approve(office: Office, guest: Guest, suggestion: Suggestion) -> Step:
    """Let a suggestion go upstream.  Raises `SuggestionRefused`, also where it cannot be written into the list."""
    if suggestion.state is SuggestionState.PENDING and office.actor(guest, suggestion).moderates:
        inspection = await inspect(office, suggestion)
        stops = [each for each in inspection.findings if each.weight is Weight.STOPS]
        stop = next((each for each in stops if each.kind is not CheckKind.SUGGESTED), None)
        if stop:
            raise SuggestionRefused(stop.sentence, id=suggestion.id)
    return await take_step(office, suggestion, SuggestionAction.APPROVE, office.actor(guest, suggestion))


async def decide(
    office: Office, guest: Guest, suggestion: Suggestion, action: SuggestionAction, words: str = ""
) -> Step:
    """Reject, ask, withdraw or take up again, with words for the person who suggested it.

    Raises `SuggestionRefused`.
    """
    return await take_step(
        office, suggestion, action, office.actor(guest, suggestion), text=" ".join(words.split())[:LONGEST_WORDS]
    )


async def vote(office: Office, guest: Guest, suggestion: Suggestion) -> Suggestion:
    """Vote for a suggestion, once.  Enough votes approve it, where the settings say how many that is.

    Raises `SuggestionRefused` for one's own, and for what is not open to votes.
    """
    if suggestion.state is not SuggestionState.PENDING:
        raise SuggestionRefused(_("“{title}” is not open to votes any more.", title=suggestion.title))
    if suggestion.author == guest.key:
        raise SuggestionRefused(_("You suggested “{title}” yourself: that counts already.", title=suggestion.title))
    if await office.store.blocks(guest.key):
        raise SuggestionRefused(_("You cannot vote here. Ask a moderator why."))
    return await count_vote(office, guest, suggestion)


async def count_vote(office: Office, guest: Guest, suggestion: Suggestion) -> Suggestion:
    """Count a vote unless it was counted before, and do what follows from it."""
    shown = await office.store.told(suggestion.id, NoticeRole.QUEUE)
    cards = tuple(dict.fromkeys(each.destination for each in shown))
    if await office.store.vote(suggestion.id, guest.key, office.clock.now(), cards, BETWEEN_UPDATES):
        office.to_tell.set()
    return await approve_by_votes(office, await office.find(suggestion.id))


async def approve_by_votes(office: Office, suggestion: Suggestion) -> Suggestion:
    """Approve a suggestion that enough people want, where the settings say how many that is."""
    needed = office.rules.votes
    if not needed or suggestion.votes < needed or suggestion.state is not SuggestionState.PENDING:
        return suggestion
    text = ngettext("{count} person voted for it.", "{count} people voted for it.", suggestion.votes)
    return (await take_step(office, suggestion, SuggestionAction.APPROVE, THE_BOT, text=text)).suggestion
