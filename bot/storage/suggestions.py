"""Suggestions as rows, with their events and votes.

A row is replaced only by the version that follows on it, so that of two who decide at once one is told to look again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.engine import Connection

from bot.domain.destinations import Destination
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.suggestions import (
    Credit,
    CreditKind,
    Suggestion,
    SuggestionAction,
    SuggestionEvent,
    SuggestionState,
)
from bot.ports import SuggestionWrite
from bot.storage.columns import destination_key
from bot.storage.notices import queue_notices
from bot.storage.schema import suggestion_events, suggestion_votes, suggestions
from bot.storage.upsert import insert_new

_VOTES = (
    select(func.count())
    .select_from(suggestion_votes)
    .where(suggestion_votes.c.suggestion_id == suggestions.c.id)
    .correlate(suggestions)
    .scalar_subquery()
)


def write(connection: Connection, step: SuggestionWrite) -> bool:
    """Write one step and who is to be told; False where the suggestion is not at the version before it."""
    suggestion = step.suggestion
    row = _row(suggestion)
    if suggestion.version == 1:
        written = connection.execute(insert_new(connection, suggestions), row).rowcount
    else:
        before = (suggestions.c.id == suggestion.id) & (suggestions.c.version == suggestion.version - 1)
        written = connection.execute(update(suggestions).where(before).values(row)).rowcount
    if not written:
        return False
    event = step.event
    connection.execute(
        suggestion_events.insert(),
        {
            "suggestion_id": event.suggestion_id,
            "version": event.version,
            "at": event.at,
            "actor": event.actor,
            "action": event.action.value,
            "state": event.state.value,
            "text": event.text,
        },
    )
    queue_notices(connection, step.notices)
    return True


def find(
    connection: Connection,
    *,
    suggestion_id: str | None = None,
    list_name: str | None = None,
    author: str | None = None,
    states: Collection[SuggestionState] = (),
    limit: int = 1,
) -> tuple[Suggestion, ...]:
    """Read those that meet every condition given, oldest first; of more than *limit* the newest."""
    query = select(suggestions, _VOTES.label("votes"))
    if suggestion_id is not None:
        query = query.where(suggestions.c.id == suggestion_id)
    if list_name is not None:
        query = query.where(suggestions.c.list_name == list_name)
    if author is not None:
        query = query.where(suggestions.c.author == author)
    if states:
        query = query.where(suggestions.c.state.in_([state.value for state in states]))
    query = query.order_by(suggestions.c.created_at.desc(), suggestions.c.id.desc()).limit(limit)
    return tuple(_suggestion(row) for row in connection.execute(query))[::-1]


def read_events(connection: Connection, suggestion_id: str) -> tuple[SuggestionEvent, ...]:
    """Read what happened to one suggestion, in order."""
    query: Select[Any] = select(suggestion_events).where(suggestion_events.c.suggestion_id == suggestion_id)
    return tuple(
        SuggestionEvent(
            row.suggestion_id,
            row.version,
            row.at,
            row.actor,
            SuggestionAction(row.action),
            SuggestionState(row.state),
            row.text,
        )
        for row in connection.execute(query.order_by(suggestion_events.c.version))
    )


def count(
    connection: Connection, since: datetime, author: str | None, workspace: str | None
) -> tuple[int, datetime | None]:
    """Count what was begun since then, and say when the last one was."""
    query = select(func.count(), func.max(suggestions.c.created_at)).where(suggestions.c.created_at >= since)
    if author is not None:
        query = query.where(suggestions.c.author == author)
    if workspace is not None:
        query = query.where(suggestions.c.workspace == workspace)
    number, last = connection.execute(query).one()
    return number, last


def vote(connection: Connection, suggestion_id: str, person: str, at: datetime) -> int | None:
    """Count a vote, once; return how many there are."""
    row = {"suggestion_id": suggestion_id, "person": person, "at": at}
    if not connection.execute(insert_new(connection, suggestion_votes), row).rowcount:
        return None
    query = select(func.count()).where(suggestion_votes.c.suggestion_id == suggestion_id)
    return connection.execute(query).scalar_one()


def _row(suggestion: Suggestion) -> dict[str, object]:
    work, origin = suggestion.proposal, suggestion.origin
    return {
        "id": suggestion.id,
        "list_name": suggestion.list_name,
        "author": suggestion.author,
        "workspace": origin.workspace_key if origin else "",
        "origin": destination_key(origin) if origin else None,
        "state": suggestion.state.value,
        "version": suggestion.version,
        "created_at": suggestion.created_at,
        "changed_at": suggestion.changed_at,
        "title": work.title,
        "section": list(work.section),
        "links": [[link.kind.value, link.url, link.label] for link in work.links],
        "kind": work.kind.value,
        "name": work.name,
        "authors": work.authors,
        "venue": work.venue,
        "year": work.year,
        "description": work.description,
        "credit_kind": suggestion.credit.kind.value,
        "credit": suggestion.credit.text,
        "locale": suggestion.locale,
        "note": suggestion.note,
        "reason": suggestion.reason,
        "reason_url": suggestion.reason_url,
        "decided_by": suggestion.decided_by,
        "joined_to": suggestion.joined_to,
        "pull": suggestion.pull,
        "pull_url": suggestion.pull_url,
        "commit": suggestion.commit,
        "entry_id": suggestion.entry_id,
    }


def _suggestion(row: Row[Any]) -> Suggestion:
    from bot.domain.suggesting.proposal import Proposal  # not before there is one: see `bot.domain.suggestions`

    proposal = Proposal(
        title=row.title,
        section=tuple(row.section),
        links=tuple(Link(LinkKind(kind), url, label) for kind, url, label in row.links),
        kind=EntryKind(row.kind),
        name=row.name,
        authors=row.authors,
        venue=row.venue,
        year=row.year,
        description=row.description,
    )
    return Suggestion(
        id=row.id,
        list_name=row.list_name,
        author=row.author,
        proposal=proposal,
        created_at=row.created_at,
        changed_at=row.changed_at,
        state=SuggestionState(row.state),
        credit=Credit(CreditKind(row.credit_kind), row.credit),
        origin=Destination.from_key(row.origin) if row.origin else None,
        locale=row.locale,
        note=row.note,
        reason=row.reason,
        reason_url=row.reason_url,
        decided_by=row.decided_by,
        votes=row.votes,
        version=row.version,
        joined_to=row.joined_to,
        pull=row.pull,
        pull_url=row.pull_url,
        commit=row.commit,
        entry_id=row.entry_id,
    )
