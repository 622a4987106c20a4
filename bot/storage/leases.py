"""Leases: rows that say whose turn it is, in statements that both databases understand alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.engine import Connection

from bot.ports import Lease
from bot.storage.schema import leases
from bot.storage.upsert import insert_into

_NOBODY = ""


def take(connection: Connection, name: str, holder: str, now: datetime, span: timedelta) -> Lease | None:
    """Take or renew a lease, in one statement; None while another's has not expired."""
    taken = {"holder": holder, "expires_at": now + span}
    renewed = leases.c.holder == holder
    statement = insert_into(connection, leases).values(name=name, epoch=1, **taken)
    statement = statement.on_conflict_do_update(
        index_elements=[leases.c.name],
        set_={**taken, "epoch": leases.c.epoch + case((renewed, 0), else_=1)},
        where=or_(renewed, leases.c.holder == _NOBODY, leases.c.expires_at <= now),
    )
    epoch = connection.execute(statement.returning(leases.c.epoch)).scalar()
    return None if epoch is None else Lease(name, holder, epoch, now + span)


def drop(connection: Connection, lease: Lease) -> None:
    """Give a lease back.  Its row stays, so that its epoch keeps growing."""
    held = update(leases).where(leases.c.name == lease.name, leases.c.epoch == lease.epoch)
    connection.execute(held.where(leases.c.holder == lease.holder).values(holder=_NOBODY))


def is_held(connection: Connection, lease: Lease, now: datetime | None = None) -> bool:
    """Say whether nobody else has taken the lease; with *now* also, whether it has not run out.

    Until the transaction ends nobody else can take it.
    """
    query = select(leases.c.expires_at).where(
        leases.c.name == lease.name, leases.c.holder == lease.holder, leases.c.epoch == lease.epoch
    )
    expires_at: datetime | None = connection.execute(query.with_for_update(read=True)).scalar()
    return expires_at is not None and (now is None or now < expires_at)
