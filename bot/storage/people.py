"""What is kept about people wherever it is kept, so that one person can be forgotten; and everybody's time zone."""

from __future__ import annotations

from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.engine import Connection

from bot.domain.destinations import person_destination
from bot.domain.suggestions import CreditKind, SuggestionState
from bot.storage.schema import (
    deliveries,
    digests,
    interests,
    opened,
    reading,
    refused,
    saved,
    shown,
    subscriptions,
    suggestion_events,
    suggestion_notices,
    suggestion_votes,
    suggestions,
    wanted,
    zones,
)
from bot.storage.upsert import upsert

PERSONAL = (saved, shown, opened, refused, wanted, interests)
"""The tables of which every row is about a person, and nobody else."""

_NOBODY = ""


def forget(connection: Connection, person: str) -> int:
    """Delete every row about the person, and their name where a row is a channel's; return how many rows those were.

    What is sent to a channel belongs to the channel, whoever subscribed it; an entry on a reading list, to those who
    share the list, but for the note.  What was suggested stays without its author; drafts, which nobody else has seen,
    go.  That somebody may suggest nothing is not forgotten: it would be the way around it.
    """
    own = person_destination(person).key
    statements = (
        *(delete(table).where(table.c.person == person) for table in PERSONAL),
        # Whoever writes a digest holds its subscription: once those are gone, nothing more can come.
        *(delete(table).where(table.c.destination == own) for table in (subscriptions, deliveries, digests)),
        delete(zones).where(zones.c.key == person),
        update(reading).where(reading.c.person == person).values(person=_NOBODY, name="", note=""),
        update(subscriptions).where(subscriptions.c.creator == person).values(creator=_NOBODY),
        *_unsuggested(person, own),
    )
    return sum(connection.execute(statement).rowcount for statement in statements)


def _unsuggested(person: str, own: str) -> tuple[Delete | Update, ...]:
    """Return the statements that take a person out of suggestions; whoever has read one has to read it again."""
    mine = suggestions.c.author == person
    drafts = select(suggestions.c.id).where(mine, suggestions.c.state == SuggestionState.DRAFT.value).scalar_subquery()
    of_drafts = [
        delete(table).where(table.c.suggestion_id.in_(drafts))
        for table in (suggestion_events, suggestion_votes, suggestion_notices)
    ]
    newer = {"version": suggestions.c.version + 1}
    nobody = {
        **newer,
        "author": _NOBODY,
        "credit_kind": CreditKind.ANONYMOUS.value,
        "credit": "",
        "note": "",
    }
    return (
        *of_drafts,
        delete(suggestions).where(suggestions.c.id.in_(drafts)),
        delete(suggestion_votes).where(suggestion_votes.c.person == person),
        delete(suggestion_notices).where(suggestion_notices.c.destination == own),
        update(suggestion_events).where(suggestion_events.c.actor == person).values(actor=_NOBODY),
        update(suggestions).where(mine, suggestions.c.origin == own).values(origin=None, workspace=""),
        update(suggestions).where(suggestions.c.decided_by == person).values(decided_by=_NOBODY, **newer),
        update(suggestions).where(mine).values(nobody),
    )


def read_zone(connection: Connection, key: str) -> str | None:
    """Read the time zone of a person or a workspace."""
    return connection.execute(select(zones.c.zone).where(zones.c.key == key)).scalar()


def put_zone(connection: Connection, key: str, zone: str) -> None:
    """Keep the time zone of a person or a workspace."""
    connection.execute(upsert(connection, zones), {"key": key, "zone": zone})
