"""Who may suggest nothing, and where those who decide are shown what waits."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.domain.destinations import Destination
from bot.ports import Block, Queue
from bot.storage.columns import destination_key
from bot.storage.schema import suggestion_blocks, suggestion_queues
from bot.storage.upsert import upsert


def put_block(connection: Connection, block: Block) -> None:
    """Let a person suggest nothing more."""
    row = {"person": block.person, "by": block.by, "reason": block.reason, "at": block.at}
    connection.execute(upsert(connection, suggestion_blocks), row)


def remove_block(connection: Connection, person: str) -> bool:
    """Let a person suggest again."""
    return bool(connection.execute(delete(suggestion_blocks).where(suggestion_blocks.c.person == person)).rowcount)


def read_blocks(connection: Connection, person: str | None) -> tuple[Block, ...]:
    """Read who may suggest nothing."""
    query = select(suggestion_blocks).order_by(suggestion_blocks.c.at, suggestion_blocks.c.person)
    if person is not None:
        query = query.where(suggestion_blocks.c.person == person)
    return tuple(Block(row.person, row.by, row.reason, row.at) for row in connection.execute(query))


def put_queue(connection: Connection, workspace: str, queue: Queue | None) -> None:
    """Say where what waits is shown, or that it is nowhere."""
    if queue is None:
        connection.execute(delete(suggestion_queues).where(suggestion_queues.c.workspace == workspace))
        return
    row = {"workspace": workspace, "destination": destination_key(queue.destination), "place": queue.place}
    connection.execute(upsert(connection, suggestion_queues), row)


def read_queue(connection: Connection, workspace: str) -> Queue | None:
    """Read where what waits is shown."""
    query = select(suggestion_queues).where(suggestion_queues.c.workspace == workspace)
    row = connection.execute(query).one_or_none()
    return Queue(Destination.from_key(row.destination), row.place) if row else None
