"""Offering: a draft, its edits, and handing it in to those who decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.suggesting import Proposal, checked
from bot.domain.suggestion_life import begin
from bot.domain.suggestion_rules import DAY, Recent, check_pace
from bot.domain.suggestions import Credit, Suggestion, SuggestionAction, new_suggestion_id
from bot.errors import SuggestionRefused
from bot.i18n import gettext as _
from bot.services.suggesting.deciding import count_vote
from bot.services.suggesting.findings import CheckKind, Inspection
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.steps import take_step, write_step

LONGEST_NOTE = 800
LONGEST_CREDIT = 80


@dataclass(frozen=True, slots=True)
class Offered:
    """What became of an offer: the suggestion, and what was found.

    `joined` is the earlier suggestion of the same work, which it counts as a vote for.
    """

    suggestion: Suggestion
    inspection: Inspection
    joined: Suggestion | None = None


async def check_guest(office: Office, guest: Guest) -> None:
    """Raise `SuggestionRefused` for somebody who is blocked, or suggests too much too quickly."""
    if await office.store.blocks(guest.key):
        raise SuggestionRefused(_("You cannot suggest anything here. Ask a moderator why."))
    now = office.clock.now()
    by_person, last = await office.store.count_suggestions(now - DAY, author=guest.key)
    here = 0
    if guest.where and not guest.where.personal:
        for workspace in office.communities.sharing(guest.where):
            count, _last = await office.store.count_suggestions(now - DAY, workspace=workspace)
            here += count
    check_pace(office.rules, Recent(by_person, last, here), now)


async def draft(
    office: Office, guest: Guest, list_name: str, proposal: Proposal, *, note: str = "", credit: Credit | None = None
) -> Suggestion:
    """Begin a suggestion.  Raises `SuggestionRefused` for what cannot be used, or who may not."""
    await check_guest(office, guest)
    now = office.clock.now()
    while True:
        new = Suggestion(
            id=new_suggestion_id(office.rng),
            list_name=list_name,
            author=guest.key,
            proposal=checked(proposal),
            created_at=now,
            changed_at=now,
            origin=guest.where,
            locale=guest.locale,
            note=_note(note),
            credit=_credit(credit or Credit()),
        )
        step = begin(new)
        if step.event and await write_step(office, new, step.event):
            return new


async def edit(
    office: Office,
    guest: Guest,
    suggestion: Suggestion,
    proposal: Proposal,
    *,
    note: str | None = None,
    credit: Credit | None = None,
) -> Suggestion:
    """Change what a suggestion says; None leaves the note or credit.  Raises `SuggestionRefused`."""
    if guest.key != suggestion.author and (note is not None or credit is not None):
        note = credit = None  # those belong to whoever suggested it
    changes: dict[str, object] = {"proposal": checked(proposal)}
    if note is not None:
        changes["note"] = _note(note)
    if credit is not None:
        changes["credit"] = _credit(credit)
    if all(getattr(suggestion, name) == value for name, value in changes.items()):
        return suggestion
    step = await take_step(office, suggestion, SuggestionAction.EDIT, office.actor(guest, suggestion), changes=changes)
    return step.suggestion


async def hand_in(office: Office, guest: Guest, suggestion: Suggestion) -> Offered:
    """Give a draft to those who decide, unless something stops it.

    One that somebody else suggested already becomes a vote for that one.  Raises `SuggestionRefused`.
    """
    inspection = await inspect(office, suggestion, links=True)
    stop = inspection.stops
    earlier = inspection.found(CheckKind.SUGGESTED)
    if stop and earlier and earlier.suggestion_id and stop.kind is CheckKind.SUGGESTED:
        return Offered(*await _join(office, guest, suggestion, earlier.suggestion_id, inspection))
    if stop:
        raise SuggestionRefused(stop.sentence, id=suggestion.id)
    proposal = suggestion.proposal
    if inspection.written:
        proposal = replace(inspection.written.proposal, section=proposal.section)
    step = await take_step(
        office, suggestion, SuggestionAction.HAND_IN, office.actor(guest, suggestion), changes={"proposal": proposal}
    )
    return Offered(step.suggestion, inspection)


async def _join(
    office: Office, guest: Guest, suggestion: Suggestion, earlier_id: str, inspection: Inspection
) -> tuple[Suggestion, Inspection, Suggestion]:
    earlier = await office.find(earlier_id)
    if earlier.author != guest.key:  # first: whoever is cut off here hands it in again, and votes once all the same
        earlier = await count_vote(office, guest, earlier)
    step = await take_step(
        office, suggestion, SuggestionAction.JOIN, office.actor(guest, suggestion), changes={"joined_to": earlier.id}
    )
    return step.suggestion, inspection, earlier


def _note(text: str) -> str:
    return text.strip()[:LONGEST_NOTE]


def _credit(credit: Credit) -> Credit:
    return Credit(credit.kind, " ".join(credit.text.split())[:LONGEST_CREDIT])
