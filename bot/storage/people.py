"""What is kept about people wherever it is kept, so that one person can be forgotten; and everybody's time zone."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.domain.destinations import person_destination
from bot.storage.schema import deliveries, digests, saved, shown, subscriptions, zones
from bot.storage.upsert import upsert

_NOBODY = ""


def forget(connection: Connection, person: str) -> int:
    """Delete every row about the person, and their name where a row is a channel's; return how many rows those were.

    What is sent to a channel belongs to the channel, whoever subscribed it.
    """
    own = person_destination(person).key
    statements = (
        *(delete(table).where(table.c.person == person) for table in (saved, shown)),
        # Whoever writes a digest holds its subscription: once those are gone, nothing more can come.
        *(delete(table).where(table.c.destination == own) for table in (subscriptions, deliveries, digests)),
        delete(zones).where(zones.c.key == person),
        update(subscriptions).where(subscriptions.c.creator == person).values(creator=_NOBODY),
    )
    return sum(connection.execute(statement).rowcount for statement in statements)


def read_zone(connection: Connection, key: str) -> str | None:
    """Read the time zone of a person or a workspace."""
    return connection.execute(select(zones.c.zone).where(zones.c.key == key)).scalar()


def put_zone(connection: Connection, key: str, zone: str) -> None:
    """Keep the time zone of a person or a workspace."""
    connection.execute(upsert(connection, zones), {"key": key, "zone": zone})
