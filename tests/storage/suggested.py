"""Suggestions to store, with only what a test is about spelled out."""

from __future__ import annotations

from typing import Any

from bot.domain.destinations import Destination, person_destination
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggestion_life import THE_BOT, Actor, advance, begin
from bot.domain.suggestions import (
    BOT,
    Credit,
    CreditKind,
    Suggestion,
    SuggestionAction,
    SuggestionEvent,
    SuggestionState,
)
from bot.ports import Notice, NoticeRole, SuggestionWrite, notice_id
from tests.storage.samples import NOON

AUTHOR = Actor("discord:42")
MODERATOR = Actor("discord:7", moderates=True)
THREAD = Destination("discord", "1", "10")
PROPOSAL = Proposal(
    title="Thistle: Spotting Weeds “low”",
    section=("Papers", "1. Weeding"),
    links=(Link(LinkKind.PAPER, "https://example.org/thistle"), Link(LinkKind.CODE, "https://github.com/a/thistle")),
    kind=EntryKind.PAPER,
    name="Thistle",
    authors="Ada Moss et al.",
    venue="GardenSys",
    year=2021,
    description="Weeds, spotted.",
)


def suggestion(id_: str = "ab2c3", **more: Any) -> Suggestion:
    """Make a draft that has everything in it."""
    usual: dict[str, Any] = {
        "list_name": "main",
        "author": AUTHOR.key,
        "proposal": PROPOSAL,
        "created_at": NOON,
        "changed_at": NOON,
        "credit": Credit(CreditKind.NAME, "Ada"),
        "origin": THREAD,
        "locale": "zh_CN",
        "note": "see the other one",
    }
    return Suggestion(id_, **usual | more)


def offered(draft: Suggestion) -> SuggestionWrite:
    """Make the first write of a draft."""
    return _write(draft, begin(draft).event)


def stepped(before: Suggestion, action: SuggestionAction, *, told: bool = False, **more: Any) -> SuggestionWrite:
    """Make the write of one step by whoever may take it; *told* with a notice for the author."""
    actor = next(each for each in (THE_BOT, MODERATOR, AUTHOR) if _may(before, action, each))
    step = advance(before, action, actor, NOON, text="words", **more)
    notices = (notice(step.suggestion),) if told else ()
    return _write(step.suggestion, step.event, *notices)


def notice(at: Suggestion, role: NoticeRole = NoticeRole.AUTHOR) -> Notice:
    """Make a notice for the author."""
    return Notice(notice_id(at.id, at.version, role), at.id, at.version, role, person_destination(AUTHOR.key), NOON)


def in_state(state: SuggestionState, id_: str = "ab2c3", **more: Any) -> Suggestion:
    """Make a suggestion that begins in this state."""
    return suggestion(id_, state=state, **more)


def _may(before: Suggestion, action: SuggestionAction, actor: Actor) -> bool:
    if actor.key == BOT:
        return action.value in ("submit", "return", "merge", "decline")
    if actor is MODERATOR:
        return action.value in ("approve", "reject", "ask", "reopen")
    return True


def _write(after: Suggestion, event: SuggestionEvent | None, *notices: Notice) -> SuggestionWrite:
    assert event
    return SuggestionWrite(after, event, notices)
