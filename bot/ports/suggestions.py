"""What the core asks of the world to keep suggestions: what was offered, what became of it, and who is to be told.

Every time is an aware `datetime` in UTC.  Every method that touches the store may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.destinations import Destination
from bot.domain.outbox import SentMessage
from bot.domain.suggestions import Suggestion, SuggestionEvent, SuggestionState


class NoticeRole(StrEnum):
    """To whom a notice goes, which decides how it is worded.

    `AUTHOR`: the person who suggested it.  `PLACE`: where it was offered.  `QUEUE`: those who decide.
    `CARD`: the message that they got, which is brought up to date.
    """

    AUTHOR = "author"
    PLACE = "place"
    QUEUE = "queue"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody is to be told: what happened at this version of a suggestion.

    - `id`: `notice_id`; at most 25 characters, so that it serves Discord as a nonce.
    - `due_at`: not before; `attempts` counts those that were begun, `sending_since` when the one was begun whose
      outcome is not known.
    """

    id: str
    suggestion_id: str
    version: int
    role: NoticeRole
    destination: Destination
    due_at: datetime
    attempts: int = 0
    sending_since: datetime | None = None
    told_at: datetime | None = None
    sent: SentMessage | None = None
    failure: str | None = None


def notice_id(suggestion_id: str, version: int, role: NoticeRole, rank: int = 0) -> str:
    """Return the id that this notice has, whoever writes it."""
    return f"{suggestion_id}-{version}-{role[0]}{rank}"


@dataclass(frozen=True, slots=True)
class SuggestionWrite:
    """One step of a suggestion with whoever is to be told of it, written in one transaction or not at all.

    It is based on the version before that of `suggestion`; the first version is a new one.
    """

    suggestion: Suggestion
    event: SuggestionEvent
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody who may not suggest anything, who said so, and why."""

    person: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """Where those who decide for a workspace are shown what waits for them; `place` is what it is called."""

    destination: Destination
    place: str = field(default="")


class SuggestionStore(Protocol):
    """Keeps suggestions, their events and votes, the notices about them, queues and blocks."""

    async def write_suggestion(self, write: SuggestionWrite) -> bool:
        """Write one step; False, and nothing is written, where the suggestion is not at the version before it.

        For a new one that is: where the id is taken.
        """
        ...

    async def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """Return one suggestion."""
        ...

    async def suggestions(
        self,
        *,
        list_name: str | None = None,
        author: str | None = None,
        states: Collection[SuggestionState] = (),
        limit: int = 500,
    ) -> tuple[Suggestion, ...]:
        """Return suggestions, oldest first, that meet every condition given; of more than *limit* the newest."""
        ...

    async def suggestion_events(self, suggestion_id: str) -> tuple[SuggestionEvent, ...]:
        """Return all that happened to one suggestion, in order."""
        ...

    async def count_suggestions(
        self, since: datetime, *, author: str | None = None, workspace: str | None = None
    ) -> tuple[int, datetime | None]:
        """Return how many were begun since then by a person, or in a workspace, and when the last one was.

        A draft that was withdrawn counts as well.
        """
        ...

    async def vote(
        self,
        suggestion_id: str,
        person: str,
        at: datetime,
        cards: Sequence[Destination] = (),
        pace: timedelta = timedelta(0),
    ) -> int | None:
        """Count a person's vote, once; return how many there are, None where it was counted before.

        The cards in those places are to be brought up to date: at once, or *pace* after the last time.  One update
        that waits tells of all votes until then.
        """
        ...

    async def put_block(self, block: Block) -> None:
        """Let a person suggest nothing more."""
        ...

    async def remove_block(self, person: str) -> bool:
        """Let a person suggest again; False where nothing kept them from it."""
        ...

    async def blocks(self, person: str | None = None) -> tuple[Block, ...]:
        """Return everybody who may suggest nothing, or what keeps one person from it."""
        ...

    async def put_queue(self, workspace: str, queue: Queue | None) -> None:
        """Say where those who decide for a workspace are shown what waits; None for nowhere."""
        ...

    async def queue_of(self, workspace: str) -> Queue | None:
        """Return where those who decide for a workspace are shown what waits."""
        ...

    async def due_notices(self, platform: str, now: datetime, limit: int) -> tuple[Notice, ...]:
        """Return what is to be told on a platform by now and has not been, in the order in which it happened."""
        ...

    async def begin_notice(self, notice: Notice, now: datetime) -> bool:
        """Mark a notice as being told, and count the attempt; False where another process did since it was read."""
        ...

    async def finish_notice(self, notice_id: str, sent: SentMessage | None, now: datetime) -> None:
        """Mark a notice as told."""
        ...

    async def put_off_notice(self, notice_id: str, due_at: datetime | None, failure: str) -> None:
        """Tell a notice again later, or never where that is None; it did not arrive, and why."""
        ...

    async def told(self, suggestion_id: str, role: NoticeRole) -> tuple[Notice, ...]:
        """Return what was told of a suggestion in one role and has a message, oldest first."""
        ...
