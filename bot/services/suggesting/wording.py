"""Wording: what somebody is told of a step in a suggestion's life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionEvent
from bot.i18n import gettext as _
from bot.ports import Notice, NoticeRole
from bot.replies.model import Choice, Fact, FactGroup, Facts, Reply
from bot.services.suggesting.cards import Reader, card
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.office import Office

_Action = SuggestionAction


async def reply_for(office: Office, notice: Notice, suggestion: Suggestion, event: SuggestionEvent) -> Reply:
    """Return what a notice says: to those who decide the card as it is now, to others what happened."""
    if notice.role in (NoticeRole.QUEUE, NoticeRole.CARD):
        waits = notice.role is NoticeRole.QUEUE
        inspection = await inspect(office, suggestion, links=waits)
        events = () if waits else await office.store.suggestion_events(suggestion.id)
        return card(suggestion, Reader(moderates=True), inspection, events[-3:])
    digest_at = await _next_digest(office, suggestion) if event.action is _Action.MERGE else None
    rows = tuple(_facts(suggestion, event, digest_at))
    return Facts(_sentence(suggestion, event), (FactGroup("", rows, _actions(suggestion, event, notice)),))


def _sentence(suggestion: Suggestion, event: SuggestionEvent) -> str:
    title, said = suggestion.title, event.text
    match event.action:
        case _Action.APPROVE:
            return _("The suggestion “{title}” was approved. It goes to the list's maintainers next.", title=title)
        case _Action.REJECT:
            return _("The suggestion “{title}” was not taken: {reason}", title=title, reason=said)
        case _Action.ASK:
            return _("The moderators ask about “{title}”: {question}", title=title, question=said)
        case _Action.SUBMIT:
            return _("“{title}” was sent to the list's maintainers, who decide now.", title=title)
        case _Action.MERGE:
            return _("“{title}” is on the list now. Thank you for the suggestion!", title=title)
        case _Action.DECLINE:
            return _("The list's maintainers decided not to take “{title}”. Thank you all the same!", title=title)
        case _Action.RETURN:
            return _("“{title}” is back with the moderators: {reason}", title=title, reason=said)
        case _Action.WITHDRAW:
            return _("The moderators took back the suggestion “{title}”.", title=title)
        case _Action.JOIN:
            return _("“{title}” was suggested twice; both count as one now.", title=title)
        case _:
            return _("The moderators look at “{title}” again.", title=title)


def _facts(suggestion: Suggestion, event: SuggestionEvent, digest_at: datetime | None) -> Iterator[Fact]:
    """Yield the links that belong to what happened."""
    if event.action is _Action.DECLINE and event.text:
        yield _("they wrote"), event.text
    if event.action is _Action.DECLINE and suggestion.reason_url:
        yield _("said at"), suggestion.reason_url
    if event.action in (_Action.SUBMIT, _Action.MERGE) and suggestion.pull_url:
        yield _("pull request"), suggestion.pull_url
    if event.action is _Action.MERGE:
        if suggestion.commit and suggestion.pull_url:
            yield _("commit"), f"{suggestion.pull_url.partition('/pull/')[0]}/commit/{suggestion.commit}"
        if digest_at:
            yield _("in the digest of"), digest_at


def _actions(suggestion: Suggestion, event: SuggestionEvent, notice: Notice) -> tuple[Choice, ...]:
    if event.action is _Action.MERGE and suggestion.entry_id:
        return (Choice(_("Show it"), f"/show {suggestion.list_name}/{suggestion.entry_id}"),)
    if notice.role is not NoticeRole.AUTHOR:
        return ()
    if event.action is _Action.ASK:
        return (Choice(_("Answer"), f"/suggestions details {suggestion.id}"),)
    return (Choice(_("Show it"), f"/suggestions show {suggestion.id}"),)


async def _next_digest(office: Office, suggestion: Suggestion) -> datetime | None:
    """Return when the place where it was suggested next gets a digest of this list, if it gets any."""
    if suggestion.origin is None:
        return None
    found = await office.store.subscriptions(destination=suggestion.origin)
    due = [each.due_at for each in found if each.due_at and not each.pause and _wants(each.lists, suggestion)]
    return min(due, default=None)


def _wants(lists: tuple[str, ...], suggestion: Suggestion) -> bool:
    return not lists or suggestion.list_name in lists
