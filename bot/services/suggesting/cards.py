"""Cards: a suggestion as it is shown, with what was found of it, its diff, and what its reader may do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.suggestion_life import STATE_WORDS
from bot.domain.suggestions import (
    BOT,
    CreditKind,
    Suggestion,
    SuggestionAction,
    SuggestionEvent,
    SuggestionState,
)
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.replies.model import Choice, Fact, FactGroup, Facts, Named
from bot.services.suggesting.findings import Finding, Inspection, Weight

_State = SuggestionState
_MOST_FINDINGS = 8
_WHO = "\0"
"""Stands for a person until their front-end names them."""

_MARKS = {Weight.STOPS: N_("stops it"), Weight.LOOK: N_("look at"), Weight.NOTE: N_("note")}

ACTION_WORDS = {
    SuggestionAction.OFFER: N_("offered"),
    SuggestionAction.EDIT: N_("edited"),
    SuggestionAction.HAND_IN: N_("sent to the moderators"),
    SuggestionAction.ASK: N_("asked about"),
    SuggestionAction.APPROVE: N_("approved"),
    SuggestionAction.REJECT: N_("rejected"),
    SuggestionAction.REOPEN: N_("taken up again"),
    SuggestionAction.SUBMIT: N_("sent to the list's maintainers"),
    SuggestionAction.RETURN: N_("given back to the moderators"),
    SuggestionAction.MERGE: N_("on the list"),
    SuggestionAction.DECLINE: N_("declined by the list's maintainers"),
    SuggestionAction.WITHDRAW: N_("withdrawn"),
    SuggestionAction.RETRACT: N_("taken out of its pull request"),
    SuggestionAction.JOIN: N_("joined to another suggestion"),
}
"""How each action is said in a suggestion's history; English originals."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a card: `mine` whoever suggested it, `moderates` whoever may decide about it."""

    mine: bool = False
    moderates: bool = False


def card(
    suggestion: Suggestion,
    reader: Reader,
    inspection: Inspection | None = None,
    events: Sequence[SuggestionEvent] = (),
    notices: tuple[str, ...] = (),
) -> Facts:
    """Draw up the card of a suggestion for this reader."""
    groups = [FactGroup("", (*_work(suggestion), *_standing(suggestion, reader)))]
    if inspection and inspection.findings:
        groups.append(FactGroup(_("Checks"), tuple(map(_check, inspection.findings[:_MOST_FINDINGS]))))
    if events:
        groups.append(FactGroup(_("History"), tuple(_told(each) for each in events)))
    written = inspection.written if inspection else None
    diff = written.addition.diff if written else ""
    groups.append(FactGroup(_("What it adds") if diff else "", (), actions_of(suggestion, reader), diff))
    return Facts(f"{suggestion.proposal.title} ({suggestion.id})", tuple(groups), notices)


def actions_of(suggestion: Suggestion, reader: Reader) -> tuple[Choice, ...]:
    """Return what this reader may do with a suggestion now; each is a command, so that each works for ever."""
    id_, state = suggestion.id, suggestion.state
    edits = (
        Choice(_("Edit"), f"/suggestions edit {id_}"),
        Choice(_("Details"), f"/suggestions details {id_}"),
    )
    if state is _State.DRAFT and reader.mine:
        return (
            Choice(_("Send to the moderators"), f"/suggestions send {id_}"),
            *edits,
            Choice(_("Discard"), f"/suggestions withdraw {id_}"),
        )
    if state is _State.PENDING and reader.moderates:
        return (
            Choice(_("Approve"), f"/suggestions approve {id_}"),
            edits[0],
            Choice(_("Reject"), f"/suggestions reject {id_}"),
            Choice(_("Ask"), f"/suggestions ask {id_}"),
        )
    if state is _State.PENDING and reader.mine:
        return (*edits, Choice(_("Withdraw"), f"/suggestions withdraw {id_}"))
    if state is _State.PENDING:
        return (Choice(_("Vote for it"), f"/suggestions vote {id_}"),)
    if state in (_State.APPROVED, _State.SUBMITTED) and (reader.mine or reader.moderates):
        return (Choice(_("Withdraw"), f"/suggestions withdraw {id_}"),)
    if state in (_State.REJECTED, _State.DECLINED, _State.WITHDRAWN) and reader.moderates:
        return (Choice(_("Take up again"), f"/suggestions reopen {id_}"),)
    return ()


def brief(suggestion: Suggestion, reader: Reader) -> FactGroup:
    """Return a suggestion as one among others."""
    rows = (
        (_("state"), state_words(suggestion)),
        (_("section"), " / ".join(suggestion.proposal.section)),
        (_("votes"), str(suggestion.votes) if suggestion.votes else ""),
        (_("because"), suggestion.reason),
        (_("changed"), suggestion.changed_at),
    )
    actions = (Choice(_("Show"), f"/suggestions show {suggestion.id}"), *actions_of(suggestion, reader)[:2])
    title = f"{suggestion.proposal.title} ({suggestion.id})"
    return FactGroup(title, tuple(row for row in rows if row[1]), actions)


def state_words(suggestion: Suggestion) -> str:
    """Say where a suggestion is in its life."""
    return _(STATE_WORDS[suggestion.state])


def _work(suggestion: Suggestion) -> Iterator[Fact]:
    work = suggestion.proposal
    published = " ".join(filter(None, [work.venue, str(work.year or "")]))
    rows = (
        (_("name"), work.name),
        (_("authors"), work.authors),
        (_("published"), published),
        (_("section"), " / ".join(work.section)),
        (_("description"), work.description),
    )
    yield from ((label, value) for label, value in rows if value)
    yield from ((link.kind.value, link.url) for link in work.links)


def _standing(suggestion: Suggestion, reader: Reader) -> Iterator[Fact]:
    yield _("state"), state_words(suggestion)
    rows = (
        (_("votes"), str(suggestion.votes) if suggestion.votes else ""),
        (_("because"), suggestion.reason),
        (_("said at"), suggestion.reason_url),
        (_("pull request"), suggestion.pull_url or ""),
        (_("note for the moderators"), suggestion.note if reader.mine or reader.moderates else ""),
        (_("credit"), credit_words(suggestion) if reader.mine or reader.moderates else ""),
    )
    yield from ((label, value) for label, value in rows if value)


def credit_words(suggestion: Suggestion) -> str:
    """Say how whoever suggested it is named upstream."""
    anonymous = suggestion.credit.kind is CreditKind.ANONYMOUS or not suggestion.credit.text
    return _("nobody is named") if anonymous else suggestion.credit.text


def _check(finding: Finding) -> Fact:
    return _(_MARKS[finding.weight]), finding.sentence


def _told(event: SuggestionEvent) -> Fact:
    day = event.at.date().isoformat()
    who = _("the bot") if event.actor == BOT else _WHO if event.actor else _("somebody")
    what = _("{action} by {who}", action=_(ACTION_WORDS[event.action]), who=who)
    if who != _WHO:
        return day, _said(what, event)
    before, _who, after = what.partition(_WHO)  # before what somebody wrote comes near it
    return day, Named(before, event.actor, _said(after, event))


def _said(what: str, event: SuggestionEvent) -> str:
    return _("{what}: {text}", what=what, text=event.text) if event.text else what
