"""Suggestions: works that people offer for a list, from the first draft to the end.  Only the vocabulary.

What may follow on what is in `bot.domain.suggestion_life`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

from bot.domain.destinations import Destination

if TYPE_CHECKING:  # its package reads lists, and whoever only looks into the store should not wait for that
    from bot.domain.suggesting.proposal import Proposal

BOT = "bot"
"""Who acts where no person does."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


class SuggestionState(StrEnum):
    """Where a suggestion is in its life."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUBMITTED = "submitted"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"


OPEN_STATES = (SuggestionState.PENDING, SuggestionState.APPROVED, SuggestionState.SUBMITTED)
"""Those that may still end on the list without anybody taking them up again."""


class SuggestionAction(StrEnum):
    """What can happen to a suggestion."""

    OFFER = "offer"
    EDIT = "edit"
    HAND_IN = "hand_in"
    ASK = "ask"
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"
    SUBMIT = "submit"
    RETURN = "return"
    MERGE = "merge"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    RETRACT = "retract"
    JOIN = "join"


class CreditKind(StrEnum):
    """How somebody wants to be named upstream."""

    NAME = "name"
    HANDLE = "handle"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is named upstream as the one who suggested it: a name, a GitHub handle, or nobody."""

    kind: CreditKind = CreditKind.ANONYMOUS
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion.

    - `author`: the key of the person, `""` once they are forgotten.  `credit` is how they are named upstream.
    - `origin`: where it was offered, which is told how it ends; `locale` is the language of whoever offered it.
    - `note`: for the moderators alone; it never goes upstream.
    - `reason`: why it was rejected, declined or given back, or what was asked; `reason_url` is where that stands.
    - `decided_by`: who approved or rejected it last.
    - `votes`: how many people besides the author want it.  It is counted by the store, and never written.
    - `version`: grows by one with everything that happens to it.
    - `joined_to`: the suggestion that this one is the same as.
    - `pull`, `pull_url`: the pull request that holds it.  `commit`, `entry_id`: how it came to the list.
    """

    id: str
    list_name: str
    author: str
    proposal: Proposal
    created_at: datetime
    changed_at: datetime
    state: SuggestionState = SuggestionState.DRAFT
    credit: Credit = Credit()
    origin: Destination | None = None
    locale: str = "en"
    note: str = ""
    reason: str = ""
    reason_url: str = ""
    decided_by: str = ""
    votes: int = 0
    version: int = 1
    joined_to: str | None = None
    pull: int | None = None
    pull_url: str | None = None
    commit: str | None = None
    entry_id: str | None = None

    @property
    def title(self) -> str:
        """What it is called in sentences."""
        return self.proposal.name or self.proposal.title


@dataclass(frozen=True, slots=True)
class SuggestionEvent:
    """One thing that happened to a suggestion: who did what when, what it was after that, and in which words.

    `version` is that of the suggestion after it.
    """

    suggestion_id: str
    version: int
    at: datetime
    actor: str
    action: SuggestionAction
    state: SuggestionState
    text: str = ""


def new_suggestion_id(rng: Random, taken: Iterable[str] = ()) -> str:
    """Return a short id that can be said aloud and is no word: letter, letter, digit, letter, digit."""
    known = frozenset(taken)
    while True:
        made = "".join(rng.choice(signs) for signs in (_LETTERS, _LETTERS, _DIGITS, _LETTERS, _DIGITS))
        if made not in known:
            return made
