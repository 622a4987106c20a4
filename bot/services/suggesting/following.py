"""Following: see what became of suggestions upstream, on the list itself and in pull requests.

A suggestion is on the list when the list has its work, whatever the maintainers made of its line and whoever put it
there.  Asks nobody for what the store can tell: the list is what the last sync made it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.catalog import CatalogEntry
from bot.domain.proposals import PullPhase, PullState
from bot.domain.suggestion_life import THE_BOT
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.services.suggesting.deciding import approve_by_votes
from bot.services.suggesting.likeness import same_entries
from bot.services.suggesting.office import Office
from bot.services.suggesting.sending import is_taken_back
from bot.services.suggesting.steps import take_step

GRACE = timedelta(days=1)
"""How long a merged pull request waits for its entry to be recognised on the list."""

_State = SuggestionState
_FOLLOWED = (_State.PENDING, _State.APPROVED, _State.SUBMITTED, _State.DECLINED, _State.WITHDRAWN, _State.REJECTED)
_MAY_MERGE = (_State.PENDING, _State.APPROVED, _State.SUBMITTED, _State.DECLINED)


@dataclass(frozen=True, slots=True)
class Followed:
    """What following came to: how many suggestions moved on, and whether there is something to send."""

    moved: int = 0
    to_send: bool = False


async def follow(office: Office, list_name: str) -> Followed:
    """Look what became of a list's suggestions.  Raises `SourceError` where a pull request cannot be asked about."""
    await office.library.refresh()
    suggestions = await office.store.suggestions(list_name=list_name, states=_FOLLOWED)
    if not suggestions:
        return Followed()
    on_list = await asyncio.to_thread(_recognised, office, list_name, suggestions)
    moved = 0
    for each in suggestions:
        entry = on_list.get(each.id)
        if entry is not None:
            await _merge(office, each, entry, None)
            moved += 1
    left = [each for each in suggestions if each.id not in on_list]
    pulls = await _pulls(office, list_name, left)
    for each in left:
        moved += await _follow_one(office, each, pulls.get(each.pull or 0))
    return Followed(moved, _is_to_send(left, pulls))


def _recognised(office: Office, list_name: str, suggestions: Sequence[Suggestion]) -> dict[str, CatalogEntry]:
    """Return the entries that suggestions have become, by the suggestions' ids."""
    entries = [each for each in office.library.catalog.entries if each.ref.list_name == list_name]
    found = {each.id: same_entries(each.proposal, entries) for each in suggestions if each.state in _MAY_MERGE}
    return {id_: same[0] for id_, same in found.items() if same}


async def _pulls(office: Office, list_name: str, left: Sequence[Suggestion]) -> dict[int, PullState]:
    """Ask about the pull requests of what is not settled, each once."""
    proposer = office.proposers.get(list_name)
    numbers = {each.pull for each in left if each.state is _State.SUBMITTED and each.pull is not None}
    if proposer is None:
        return {}
    return {number: await proposer.state(number) for number in sorted(numbers)}


async def _follow_one(office: Office, suggestion: Suggestion, pull: PullState | None) -> int:
    """Take the step that a suggestion's pull request, or its votes, ask for; return how many that are."""
    if suggestion.state is _State.PENDING:
        after = await approve_by_votes(office, suggestion)
        return int(after.version != suggestion.version)
    if suggestion.state is not _State.SUBMITTED or pull is None or pull.phase is PullPhase.OPEN:
        return 0
    if pull.phase is PullPhase.MERGED:
        if pull.closed_at and office.clock.now() - pull.closed_at < GRACE:
            return 0
        await _merge(office, suggestion, None, pull)
        return 1
    words = pull.words
    changes = {"reason_url": words.url if words else pull.url, "pull_url": pull.url}
    text = words.text if words else ""
    await take_step(office, suggestion, SuggestionAction.DECLINE, THE_BOT, text=text, changes=changes)
    return 1


async def _merge(office: Office, suggestion: Suggestion, entry: CatalogEntry | None, pull: PullState | None) -> None:
    """Note that a suggestion is on the list, with the commit that brought it where a pull request did."""
    proposer = office.proposers.get(suggestion.list_name)
    if pull is None and proposer is not None and suggestion.pull is not None:
        asked = await proposer.state(suggestion.pull)
        pull = asked if asked.phase is PullPhase.MERGED else None
    changes = {
        "commit": pull.merged_commit if pull else None,
        "pull_url": pull.url if pull else suggestion.pull_url,
        "entry_id": entry.id if entry else None,
    }
    await take_step(office, suggestion, SuggestionAction.MERGE, THE_BOT, changes=changes)


def _is_to_send(left: Sequence[Suggestion], pulls: Mapping[int, PullState]) -> bool:
    """Say whether something is approved, is to be taken back, or has come to conflict with the list."""
    if any(each.state is _State.APPROVED or is_taken_back(each) for each in left):
        return True
    return any(pull.phase is PullPhase.OPEN and pull.mergeable is False for pull in pulls.values())
