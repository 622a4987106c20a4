"""Steps: what happens to a suggestion, written together with who is to be told of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.destinations import Destination, person_destination
from bot.domain.suggestion_life import Actor, Step, advance
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionEvent, SuggestionState
from bot.errors import StoreOutdated
from bot.i18n import gettext as _
from bot.ports import Notice, NoticeRole, SuggestionWrite, notice_id
from bot.services.suggesting.office import Office

_Action = SuggestionAction

_ATTEMPTS = 4

_TO_DECIDE = frozenset({_Action.HAND_IN, _Action.REOPEN, _Action.RETURN})
_FOR_THE_AUTHOR = frozenset(_Action) - {_Action.OFFER, _Action.EDIT, _Action.HAND_IN, _Action.RETRACT}
_FOR_THE_PLACE = frozenset({_Action.SUBMIT, _Action.MERGE, _Action.DECLINE})
_FOR_THE_LOOPS = frozenset({_Action.APPROVE, _Action.WITHDRAW, _Action.REJECT})


async def take_step(
    office: Office,
    suggestion: Suggestion,
    action: SuggestionAction,
    actor: Actor,
    *,
    text: str = "",
    changes: Mapping[str, object] | None = None,
) -> Step:
    """Take one step, with whatever else *changes* in the suggestion's fields, and write it with its notices.

    Where somebody else was faster, the step is taken on what they made of it: so of two who approve, the second learns
    that it is done.  Raises `SuggestionRefused` as `advance` does.
    """
    for _attempt in range(_ATTEMPTS):
        step = advance(
            suggestion,
            action,
            actor,
            office.clock.now(),
            text=text,
            second_person=office.rules.second_person,
            **(changes or {}),
        )
        if step.event is None or await write_step(office, step.suggestion, step.event):
            return step
        suggestion = await office.find(suggestion.id)
    raise StoreOutdated(_("Others are at work on “{title}”. Try again.", title=suggestion.title), id=suggestion.id)


async def write_step(office: Office, after: Suggestion, event: SuggestionEvent) -> bool:
    """Write a step with whoever is to be told; False where it rests on an old version."""
    deciders = await _deciders(office, after)
    if event.action not in _TO_DECIDE:
        shown = await office.store.told(after.id, NoticeRole.QUEUE)
        deciders = tuple(dict.fromkeys((*deciders, *(each.destination for each in shown))))
    notices = notices_of(after, event, deciders)
    written = await office.store.write_suggestion(SuggestionWrite(after, event, notices))
    if written and notices:
        office.to_tell.set()
    if written and event.action in _FOR_THE_LOOPS:
        office.to_send.set()
    return written


def notices_of(after: Suggestion, event: SuggestionEvent, deciders: tuple[Destination, ...]) -> tuple[Notice, ...]:
    """Decide who is to be told of a step.  Whoever took it knows already.

    *deciders* are the places where it waits to be decided, or where its card stands.
    """
    told: list[tuple[NoticeRole, Destination]] = []
    if event.action in _TO_DECIDE:
        told += [(NoticeRole.QUEUE, each) for each in deciders]
    elif after.state is not SuggestionState.DRAFT and event.action is not _Action.OFFER:
        told += [(NoticeRole.CARD, each) for each in deciders]
    if event.action in _FOR_THE_AUTHOR and after.author and event.actor != after.author:
        told.append((NoticeRole.AUTHOR, person_destination(after.author)))
    if event.action in _FOR_THE_PLACE and after.origin and not after.origin.personal:
        told.append((NoticeRole.PLACE, after.origin))
    return tuple(
        Notice(notice_id(after.id, after.version, role, rank), after.id, after.version, role, where, event.at)
        for rank, (role, where) in enumerate(told)
    )


async def _deciders(office: Office, suggestion: Suggestion) -> tuple[Destination, ...]:
    """Return where those who decide are shown it: the queues of its community, else the moderators one by one."""
    sharing = office.communities.sharing(suggestion.origin) if suggestion.origin else ()
    queues = [await office.store.queue_of(each) for each in sharing]
    if any(queues):
        return tuple(each.destination for each in queues if each)
    people = sorted(office.rules.moderators - {suggestion.author})
    return tuple(map(person_destination, people))
