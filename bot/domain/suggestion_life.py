"""The life of a suggestion: what may follow on what, and who may do it.  Pure.

    draft ──▶ pending ──▶ approved ──▶ submitted ──▶ merged
      │         │  ▲ ▲       │            │  │
      │         │  │ └───────┴─ returned ─┘  └─────▶ declined
      │         ├──┼─▶ rejected ─┐                     │
      │         │  └── reopened ─┴─────────────────────┘
      ├─────────┼──▶ joined (another suggestion of the same work)
      └─────────┴──▶ withdrawn, until it is submitted and after

What was withdrawn or rejected is retracted from the pull request that it was in, and stays what it is.  Whatever stands
on the list is merged, whichever way it came there.  What was done already is not done again: then a step has no event,
and the suggestion says who did it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.domain.suggestions import BOT, Suggestion, SuggestionAction, SuggestionEvent, SuggestionState
from bot.errors import SuggestionRefused
from bot.i18n import N_
from bot.i18n import gettext as _

_State = SuggestionState
_Action = SuggestionAction


class _Who(Enum):
    AUTHOR = auto()
    MODERATOR = auto()
    EITHER = auto()
    BOT = auto()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the key of a person, and whether they may decide about this suggestion."""

    key: str
    moderates: bool = False


THE_BOT = Actor(BOT)


@dataclass(frozen=True, slots=True)
class Step:
    """A suggestion after an action, and the event to log; None where nothing changed."""

    suggestion: Suggestion
    event: SuggestionEvent | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """From which states an action leads where (None: it stays where it is), who may do it, where it is done already."""

    sources: tuple[SuggestionState, ...]
    target: SuggestionState | None
    who: _Who
    done_in: tuple[SuggestionState, ...] = ()


_RULES: Mapping[SuggestionAction, _Rule] = {
    _Action.EDIT: _Rule((_State.DRAFT, _State.PENDING), None, _Who.EITHER),
    _Action.HAND_IN: _Rule((_State.DRAFT,), _State.PENDING, _Who.AUTHOR, (_State.PENDING,)),
    _Action.ASK: _Rule((_State.PENDING,), None, _Who.MODERATOR),
    _Action.APPROVE: _Rule(
        (_State.PENDING,), _State.APPROVED, _Who.MODERATOR, (_State.APPROVED, _State.SUBMITTED, _State.MERGED)
    ),
    _Action.REJECT: _Rule((_State.PENDING, _State.APPROVED), _State.REJECTED, _Who.MODERATOR, (_State.REJECTED,)),
    _Action.REOPEN: _Rule(
        (_State.REJECTED, _State.DECLINED, _State.WITHDRAWN), _State.PENDING, _Who.MODERATOR, (_State.PENDING,)
    ),
    _Action.SUBMIT: _Rule((_State.APPROVED, _State.SUBMITTED), _State.SUBMITTED, _Who.BOT),
    _Action.RETURN: _Rule((_State.APPROVED, _State.SUBMITTED), _State.PENDING, _Who.BOT),
    _Action.MERGE: _Rule(
        (_State.PENDING, _State.APPROVED, _State.SUBMITTED, _State.DECLINED), _State.MERGED, _Who.BOT, (_State.MERGED,)
    ),
    _Action.DECLINE: _Rule((_State.APPROVED, _State.SUBMITTED), _State.DECLINED, _Who.BOT, (_State.DECLINED,)),
    _Action.WITHDRAW: _Rule(
        (_State.DRAFT, _State.PENDING, _State.APPROVED, _State.SUBMITTED),
        _State.WITHDRAWN,
        _Who.EITHER,
        (_State.WITHDRAWN,),
    ),
    _Action.RETRACT: _Rule((_State.WITHDRAWN, _State.REJECTED), None, _Who.BOT),
    _Action.JOIN: _Rule((_State.DRAFT, _State.PENDING), _State.JOINED, _Who.EITHER, (_State.JOINED,)),
}

STATE_WORDS: Mapping[SuggestionState, str] = {
    _State.DRAFT: N_("a draft"),
    _State.PENDING: N_("waiting for the moderators"),
    _State.APPROVED: N_("approved"),
    _State.REJECTED: N_("rejected"),
    _State.SUBMITTED: N_("sent to the list's maintainers"),
    _State.MERGED: N_("on the list"),
    _State.DECLINED: N_("declined by the list's maintainers"),
    _State.WITHDRAWN: N_("withdrawn"),
    _State.JOINED: N_("joined to another suggestion"),
}
"""How each state is said; English originals."""

_NEED_WORDS = (_Action.REJECT, _Action.ASK)
_DECISIONS = (_Action.APPROVE, _Action.REJECT)
_SILENT = (_Action.EDIT, _Action.WITHDRAW, _Action.RETRACT)  # leave the last words about it as they are


def begin(draft: Suggestion) -> Step:
    """Return a new draft with its first event."""
    event = SuggestionEvent(draft.id, draft.version, draft.created_at, draft.author, _Action.OFFER, draft.state)
    return Step(draft, event)


def advance(
    suggestion: Suggestion,
    action: SuggestionAction,
    actor: Actor,
    now: datetime,
    *,
    text: str = "",
    second_person: bool = True,
    **changes: object,
) -> Step:
    """Take one step in a suggestion's life, with whatever else *changes* in its fields.

    *text* are the words of whoever acts.  With *second_person* nobody approves what they suggested themselves.
    Raises `SuggestionRefused` where the step may not be taken now, or not by this actor.
    """
    rule = _RULES[action]
    _check_actor(suggestion, action, rule, actor, second_person=second_person)
    if suggestion.state in rule.done_in:
        return Step(suggestion)
    if suggestion.state not in rule.sources:
        raise SuggestionRefused(
            _(
                "That cannot be done now: “{title}” is {state}.",
                title=suggestion.title,
                state=_(STATE_WORDS[suggestion.state]),
            ),
            id=suggestion.id,
        )
    if action in _NEED_WORDS and not text.strip():
        raise SuggestionRefused(_("Say it in a few words: they are passed on to the person who suggested it."))
    after = replace(
        suggestion,
        state=rule.target or suggestion.state,
        version=suggestion.version + 1,
        changed_at=now,
        reason=suggestion.reason if action in _SILENT else text,
        reason_url=suggestion.reason_url if action in _SILENT else "",
        decided_by=actor.key if action in _DECISIONS else suggestion.decided_by,
    )
    after = replace(after, **changes)  # type: ignore[arg-type]  # the caller's fields are those of a suggestion
    return Step(after, SuggestionEvent(after.id, after.version, now, actor.key, action, after.state, text))


def _check_actor(
    suggestion: Suggestion, action: SuggestionAction, rule: _Rule, actor: Actor, *, second_person: bool
) -> None:
    """Raise `SuggestionRefused` where this actor may not do this."""
    own = actor.key == suggestion.author != ""
    if actor == THE_BOT or rule.who is _Who.BOT:
        allowed = actor == THE_BOT
    elif rule.who is _Who.MODERATOR:
        allowed = actor.moderates
    else:
        allowed = own or (actor.moderates and rule.who is _Who.EITHER)
    if not allowed:
        raise SuggestionRefused(_who_may(rule.who), id=suggestion.id)
    if action is _Action.APPROVE and own and second_person:
        raise SuggestionRefused(_("Somebody else has to approve what you suggested yourself."), id=suggestion.id)


def _who_may(who: _Who) -> str:
    if who is _Who.MODERATOR:
        return _("Only moderators may do that.")
    if who is _Who.AUTHOR:
        return _("Only the person who suggested it may do that.")
    return _("Only moderators and the person who suggested it may do that.")
