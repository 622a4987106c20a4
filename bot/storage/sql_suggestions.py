"""The store's methods for suggestions: one transaction each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from bot.domain.destinations import Destination
from bot.domain.outbox import SentMessage
from bot.domain.suggestions import Suggestion, SuggestionEvent, SuggestionState
from bot.ports import Block, Notice, NoticeRole, Queue, SuggestionStore, SuggestionWrite
from bot.storage import moderating, notices, suggestions
from bot.storage.database import Database


class SqlSuggestions(SuggestionStore):
    """Suggestions in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write_suggestion(self, write: SuggestionWrite) -> bool:
        """Write one step; False where the suggestion is not at the version before it."""
        return await self._database.write(lambda connection: suggestions.write(connection, write))

    async def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """Return one suggestion."""
        found = await self._database.read(lambda connection: suggestions.find(connection, suggestion_id=suggestion_id))
        return next(iter(found), None)

    async def suggestions(
        self,
        *,
        list_name: str | None = None,
        author: str | None = None,
        states: Collection[SuggestionState] = (),
        limit: int = 500,
    ) -> tuple[Suggestion, ...]:
        """Return suggestions, oldest first."""
        return await self._database.read(
            lambda connection: suggestions.find(
                connection, list_name=list_name, author=author, states=states, limit=limit
            )
        )

    async def suggestion_events(self, suggestion_id: str) -> tuple[SuggestionEvent, ...]:
        """Return all that happened to one suggestion, in order."""
        return await self._database.read(lambda connection: suggestions.read_events(connection, suggestion_id))

    async def count_suggestions(
        self, since: datetime, *, author: str | None = None, workspace: str | None = None
    ) -> tuple[int, datetime | None]:
        """Return how many were begun since then, and when the last one was."""
        return await self._database.read(lambda connection: suggestions.count(connection, since, author, workspace))

    async def vote(
        self,
        suggestion_id: str,
        person: str,
        at: datetime,
        cards: Sequence[Destination] = (),
        pace: timedelta = timedelta(0),
    ) -> int | None:
        """Count a person's vote, once, and have the cards in those places brought up to date."""

        def work(connection: Connection) -> int | None:
            votes = suggestions.vote(connection, suggestion_id, person, at)
            if votes is not None:
                notices.queue_updates(connection, suggestion_id, cards, at, pace)
            return votes

        return await self._database.write(work)

    async def put_block(self, block: Block) -> None:
        """Let a person suggest nothing more."""
        await self._database.write(lambda connection: moderating.put_block(connection, block))

    async def remove_block(self, person: str) -> bool:
        """Let a person suggest again."""
        return await self._database.write(lambda connection: moderating.remove_block(connection, person))

    async def blocks(self, person: str | None = None) -> tuple[Block, ...]:
        """Return who may suggest nothing."""
        return await self._database.read(lambda connection: moderating.read_blocks(connection, person))

    async def put_queue(self, workspace: str, queue: Queue | None) -> None:
        """Say where those who decide for a workspace are shown what waits."""
        await self._database.write(lambda connection: moderating.put_queue(connection, workspace, queue))

    async def queue_of(self, workspace: str) -> Queue | None:
        """Return where those who decide for a workspace are shown what waits."""
        return await self._database.read(lambda connection: moderating.read_queue(connection, workspace))

    async def due_notices(self, platform: str, now: datetime, limit: int) -> tuple[Notice, ...]:
        """Return what is to be told on a platform by now."""
        return await self._database.read(lambda connection: notices.read_due(connection, platform, now, limit))

    async def begin_notice(self, notice: Notice, now: datetime) -> bool:
        """Mark a notice as being told, unless another process has."""
        return await self._database.write(lambda connection: notices.begin(connection, notice, now))

    async def finish_notice(self, notice_id: str, sent: SentMessage | None, now: datetime) -> None:
        """Mark a notice as told."""
        await self._database.write(lambda connection: notices.finish(connection, notice_id, sent, now))

    async def put_off_notice(self, notice_id: str, due_at: datetime | None, failure: str) -> None:
        """Tell a notice again later, or never."""
        await self._database.write(lambda connection: notices.put_off(connection, notice_id, due_at, failure))

    async def told(self, suggestion_id: str, role: NoticeRole) -> tuple[Notice, ...]:
        """Return what was told of a suggestion in one role and has a message."""
        return await self._database.read(lambda connection: notices.read_told(connection, suggestion_id, role))
