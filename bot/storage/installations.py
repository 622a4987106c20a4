"""Where the bot is installed, what is kept about a workspace, and what was heard: rows in and out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, union, update
from sqlalchemy.engine import Connection

from bot.ports.installations import Installation
from bot.storage.columns import destination_key
from bot.storage.moderating import read_queue
from bot.storage.people import PERSONAL, forget
from bot.storage.schema import (
    deliveries,
    digests,
    heard_events,
    installation_states,
    installations,
    reading,
    subscriptions,
    suggestion_events,
    suggestion_notices,
    suggestion_queues,
    suggestion_votes,
    suggestions,
    zones,
)
from bot.storage.upsert import insert_new, upsert

REMEMBERED = timedelta(days=1)
"""For how long it is remembered that an event was heard; Slack tells one again within minutes."""

_FIELDS = ("platform", "workspace", "name", "token", "bot", "app", "scopes", "installer", "installed_at")


def put(connection: Connection, installation: Installation) -> None:
    """Keep an installation, in place of the one before."""
    connection.execute(upsert(connection, installations), {field: getattr(installation, field) for field in _FIELDS})


def find(connection: Connection, platform: str, workspace: str) -> Installation | None:
    """Return the installation in a workspace."""
    query = select(installations).where(installations.c.platform == platform, installations.c.workspace == workspace)
    row = connection.execute(query).mappings().one_or_none()
    return Installation(**{field: row[field] for field in _FIELDS}) if row else None


def count(connection: Connection, platform: str) -> int:
    """Count the workspaces of a platform."""
    query = select(func.count()).select_from(installations).where(installations.c.platform == platform)
    return connection.execute(query).scalar_one()


def forget_workspace(connection: Connection, workspace_key: str, heirs: Sequence[str] = ()) -> int:
    """Delete every row about a workspace and about the people whose keys are of that workspace; return how many.

    What was suggested there goes to the first of the *heirs* that has a queue, else to nobody.
    """
    heir = next(filter(None, (read_queue(connection, each) for each in heirs)), None)
    inherited = {
        "origin": destination_key(heir.destination) if heir else None,
        "workspace": heir.destination.workspace_key if heir else "",
    }
    platform, _colon, workspace = workspace_key.partition(":")
    places = (f"{workspace_key}/", f"{platform}:@{workspace}.")
    statements = (
        delete(installations).where(installations.c.platform == platform, installations.c.workspace == workspace),
        # Whoever writes a digest holds its subscription: once those are gone, nothing more can come.
        *(delete(table).where(_begins(table.c.destination, *places)) for table in (subscriptions, deliveries, digests)),
        delete(suggestion_notices).where(_begins(suggestion_notices.c.destination, *places)),
        delete(suggestion_queues).where(suggestion_queues.c.workspace == workspace_key),
        update(suggestions).where(suggestions.c.workspace == workspace_key).values(inherited),
        delete(reading).where(reading.c.workspace == workspace_key),
        delete(zones).where(zones.c.key == workspace_key),
    )
    number = sum(connection.execute(statement).rowcount for statement in statements)
    return number + sum(forget(connection, person) for person in _people_of(connection, workspace_key))


def _people_of(connection: Connection, workspace_key: str) -> Sequence[str]:
    kept = (table.c.person for table in PERSONAL)
    did = (suggestions.c.author, suggestions.c.decided_by, suggestion_events.c.actor, suggestion_votes.c.person)
    columns = (*kept, reading.c.person, zones.c.key, *did)
    theirs = (select(column).where(_begins(column, f"{workspace_key}.")) for column in columns)
    return connection.execute(union(*theirs)).scalars().all()


def issue_state(connection: Connection, state: str, expires_at: datetime) -> None:
    """Keep a word that may be used once."""
    connection.execute(upsert(connection, installation_states), {"state": state, "expires_at": expires_at})


def consume_state(connection: Connection, state: str, now: datetime) -> bool:
    """Use a word up, and throw away those that nobody used in time; False where there is none such."""
    statement = delete(installation_states).where(
        installation_states.c.state == state, installation_states.c.expires_at > now
    )
    used = connection.execute(statement).rowcount == 1
    connection.execute(delete(installation_states).where(installation_states.c.expires_at <= now))
    return used


def seen(connection: Connection, event_id: str, at: datetime) -> bool:
    """Note that an event was heard; True where it was noted before."""
    insert = insert_new(connection, heard_events)
    new = connection.execute(insert, {"id": event_id, "heard_at": at}).rowcount == 1
    if new:
        connection.execute(delete(heard_events).where(heard_events.c.heard_at < at - REMEMBERED))
    return not new


def _begins(column: ColumnElement[str], *beginnings: str) -> ColumnElement[bool]:
    return or_(*(column.startswith(each, autoescape=True) for each in beginnings))
