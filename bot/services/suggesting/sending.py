"""Sending: make upstream what was approved, and note what became of each suggestion.

Nothing is remembered between two calls but what the store has, and an order can be sent any number of times: whoever is
cut off between the pull request and the note sends it again, finds it as it is, and notes it then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.proposals import Fate, SubmitOrder, Submitted
from bot.domain.suggestion_life import THE_BOT
from bot.domain.suggestion_rules import SendMode
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.errors import SuggestionError
from bot.i18n import gettext as _
from bot.ports import ListText, Proposer
from bot.services.suggesting.office import Office
from bot.services.suggesting.orders import Approved, ByHand, by_hand, describe, orders_of
from bot.services.suggesting.steps import take_step
from bot.services.suggesting.writing import write_into

_log = logging.getLogger(__name__)

_TO_SEND = (SuggestionState.APPROVED, SuggestionState.SUBMITTED)
_TAKEN_BACK = (SuggestionState.WITHDRAWN, SuggestionState.REJECTED)


@dataclass(frozen=True, slots=True)
class Sent:
    """How a sending ended.

    - `fates`: of every suggestion that was to go, by id; empty where nothing went.
    - `pulls`: the pages of the open pull requests.
    - `by_hand`: what somebody has to send themselves, where the bot does not.
    - `waits_for`: the pages of the issues that have to be closed first.
    """

    list_name: str
    suggestions: tuple[Suggestion, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)
    pulls: tuple[str, ...] = ()
    by_hand: ByHand | None = None
    waits_for: tuple[str, ...] = ()


async def send(office: Office, list_name: str, *, dry_run: bool = False) -> Sent:
    """Send all that is approved for a list, or say what would be sent.

    Without the right to write, or by the settings, it is prepared for somebody to send by hand.  Raises `SourceError`.
    """
    known = {each.id: each for each in await office.store.suggestions(list_name=list_name)}
    wanted = tuple(each for each in known.values() if each.state in _TO_SEND)
    back = tuple(each for each in known.values() if is_taken_back(each))
    proposer = office.proposers.get(list_name)
    proposes = proposer is not None and office.rules.mode is not SendMode.NONE and not dry_run
    if not wanted and not (back and proposes):
        return Sent(list_name)
    text = await office.text_of(list_name, fresh=True)
    approved = await asyncio.to_thread(_approved, office, wanted, text)
    if proposer is not None and proposes:
        return await _propose(office, Sent(list_name, wanted), proposer, approved, back, known)
    prepared = await asyncio.to_thread(by_hand, text, approved, office.venues)
    return Sent(list_name, wanted, by_hand=prepared)


def is_taken_back(suggestion: Suggestion) -> bool:
    """Say whether a suggestion is in a pull request and should not be any more."""
    return suggestion.state in _TAKEN_BACK and suggestion.pull is not None


async def _propose(
    office: Office,
    sent: Sent,
    proposer: Proposer,
    approved: Sequence[Approved],
    back: Sequence[Suggestion],
    known: Mapping[str, Suggestion],
) -> Sent:
    """Make the pull requests, and note what became of each suggestion."""
    waits_for: list[str] = []
    if office.rules.issue_first:
        approved, waits_for = await _announced(approved, proposer)
    fates: dict[str, Fate] = {}
    pulls: dict[str, None] = {}
    for order in orders_of(sent.list_name, approved, back, known, office.rules.mode, office.venues):
        submitted = await proposer.submit(order)
        fates |= submitted.fates
        if submitted.url:
            pulls[submitted.url] = None
        await _note(office, order, submitted, known)
    for each in back:
        await _step(office, each, SuggestionAction.RETRACT, changes={"pull": None, "pull_url": None})
    return replace(sent, fates=fates, pulls=tuple(pulls), waits_for=tuple(waits_for))


async def _announced(approved: Sequence[Approved], proposer: Proposer) -> tuple[list[Approved], list[str]]:
    """Announce each new suggestion; return those that may go, and the issues that the others wait for."""
    go: list[Approved] = []
    wait: list[str] = []
    for each in approved:
        if each.suggestion.state is SuggestionState.APPROVED:
            issue = await proposer.announce((each.suggestion.id,), describe([each.suggestion], foot=""))
            if issue.open:
                wait.append(issue.url)
                continue
        go.append(each)
    return go, wait


def _approved(office: Office, suggestions: Sequence[Suggestion], text: ListText) -> list[Approved]:
    """Find the file and the wording of each.  What has no place now is found out, and said, by the sending."""
    approved = []
    for each in suggestions:
        try:
            written = write_into(text, each.proposal, office.venues)
        except SuggestionError:
            approved.append(Approved(each, text.files[0].path, each.proposal))
        else:
            approved.append(Approved(each, written.file.path, written.proposal))
    return approved


async def _note(office: Office, order: SubmitOrder, submitted: Submitted, known: Mapping[str, Suggestion]) -> None:
    """Write what became of each suggestion.  Of what the list has by now, following tells."""
    for change in order.changes:
        suggestion, fate = known[change.id], submitted.fates.get(change.id)
        if fate is Fate.PROPOSED and submitted.number != suggestion.pull:
            pull = {"pull": submitted.number, "pull_url": submitted.url}
            await _step(office, suggestion, SuggestionAction.SUBMIT, changes=pull)
        elif fate is Fate.UNPLACED:
            words = _("The list has no place for it any more: its section is gone, or was written anew.")
            await _step(office, suggestion, SuggestionAction.RETURN, text=words)
        elif fate in (Fate.MERGED, Fate.DECLINED) and submitted.settled_by[change.id] != suggestion.pull:
            # Cut off between the pull request and its note, and settled before the next try: followed from here on.
            number = {"pull": submitted.settled_by[change.id], "pull_url": None}
            await _step(office, suggestion, SuggestionAction.SUBMIT, changes=number)
        elif fate is Fate.DECLINED and suggestion.state is SuggestionState.APPROVED:
            words = _("The list's maintainers declined it before; the bot does not offer them the same thing twice.")
            await _step(office, suggestion, SuggestionAction.DECLINE, text=words)


async def _step(
    office: Office,
    suggestion: Suggestion,
    action: SuggestionAction,
    *,
    text: str = "",
    changes: Mapping[str, object] | None = None,
) -> None:
    """Take a step that others may have made impossible meanwhile: what they did holds."""
    try:
        await take_step(office, suggestion, action, THE_BOT, text=text, changes=changes)
    except SuggestionError as error:
        _log.info("suggestion.overtaken", extra={"id": suggestion.id, "action": action.value, "reason": str(error)})
