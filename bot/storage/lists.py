"""Lists as rows, and how their checks went."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, func, select, update
from sqlalchemy.engine import Connection

from bot.domain.catalog import FollowedList, HeldRevision
from bot.errors import StoreOutdated
from bot.i18n import gettext as _
from bot.ports import RevisionWrite, Whereabouts
from bot.storage.schema import lists
from bot.storage.upsert import upsert

_NOTHING_FAILED: dict[str, object] = {"failure": None, "failed_at": None}
_NOTHING_HELD: dict[str, object] = {
    "held_digest": None,
    "held_at": None,
    "held_present": None,
    "held_removed": None,
    "held_added": None,
}


def followed_lists(connection: Connection) -> tuple[FollowedList, ...]:
    """Read the lists that are followed, by name."""
    query = select(lists).where(lists.c.followed).order_by(lists.c.name)
    return tuple(_list(row) for row in connection.execute(query))


def find_list(connection: Connection, list_name: str) -> FollowedList | None:
    """Read one list, followed or not."""
    row = connection.execute(select(lists).where(lists.c.name == list_name)).one_or_none()
    return None if row is None else _list(row)


def check_basis(connection: Connection, list_name: str, based_on: int | None) -> None:
    """Raise `StoreOutdated` if the list has changed since that version of the catalog."""
    if based_on is None:
        return
    version = connection.execute(select(lists.c.version).where(lists.c.name == list_name)).scalar()
    if version is not None and version > based_on:
        sentence = _(
            "Another process changed the list {name} meanwhile. Nothing was written; try again.", name=list_name
        )
        raise StoreOutdated(sentence, list=list_name, version=version, based_on=based_on)


def put_list(connection: Connection, write: RevisionWrite, version: int) -> None:
    """Insert a list, or replace what is known of it, as its newest revision says."""
    # A text that was only laid out anew is a new revision, but the list's content did not change.
    changed = bool(write.put or write.removed or write.changes)
    row = {
        "name": write.list_name,
        "title": write.title,
        "source": write.source,
        "homepage": write.homepage,
        "digest": write.digest,
        "checked_at": write.fetched_at,
        "changed_at": write.fetched_at,
        "problem_count": write.problem_count,
        "followed": True,
        "memo": write.memo,
        "moved_to": write.moved_to,
        "archived": write.archived,
        "version": version,
        **_NOTHING_FAILED,
        **_NOTHING_HELD,
    }
    keep = frozenset[str]() if changed else frozenset({"changed_at"})
    connection.execute(upsert(connection, lists, keep=keep), row)


def record_check(
    connection: Connection,
    list_name: str,
    at: datetime,
    memo: str,
    *,
    where: Whereabouts | None,
    still_held: bool,
) -> None:
    """Note when a list was last looked at, and with what."""
    values: dict[str, object] = {"checked_at": at, "memo": memo, **_NOTHING_FAILED}
    if where is not None:
        moved_to = where.name if where.renamed_from is not None else None
        values |= {"moved_to": moved_to, "archived": where.archived}
        values["homepage"] = func.coalesce(lists.c.homepage, where.homepage)
    if not still_held:
        values |= _NOTHING_HELD
    connection.execute(_update(list_name).values(values))


def record_failure(connection: Connection, list_name: str, at: datetime, sentence: str) -> None:
    """Note why and when a list could not be had."""
    connection.execute(_update(list_name).values(failure=sentence, failed_at=at))


def hold_revision(connection: Connection, list_name: str, held: HeldRevision, memo: str) -> None:
    """Note what was not believed."""
    statement = _update(list_name).values(
        checked_at=held.held_at,
        memo=memo,
        held_digest=held.digest,
        held_at=held.held_at,
        held_present=held.present,
        held_removed=held.removed,
        held_added=held.added,
        **_NOTHING_FAILED,
    )
    connection.execute(statement)


def drop_all_except(connection: Connection, names: Collection[str]) -> tuple[str, ...]:
    """Stop following all other lists; return their names.

    They forget which text they had: what is read when they come back is a revision, whatever it is.
    """
    dropped = lists.c.followed & lists.c.name.not_in(list(names))
    gone = tuple(connection.execute(select(lists.c.name).where(dropped).order_by(lists.c.name)).scalars())
    if gone:
        forgotten: dict[str, object] = {"digest": None, "memo": "", **_NOTHING_FAILED, **_NOTHING_HELD}
        connection.execute(update(lists).where(lists.c.name.in_(gone)).values(followed=False, **forgotten))
    return gone


def mark_changed(connection: Connection, names: Collection[str], version: int) -> None:
    """Note at which version of the catalog these lists changed."""
    connection.execute(update(lists).where(lists.c.name.in_(names)).values(version=version))


def _update(list_name: str) -> Update:
    return update(lists).where(lists.c.name == list_name)


def _list(row: Row[Any]) -> FollowedList:
    held = None
    if row.held_digest is not None:
        held = HeldRevision(row.held_digest, row.held_at, row.held_present, row.held_removed, row.held_added)
    return FollowedList(
        name=row.name,
        title=row.title,
        source=row.source,
        homepage=row.homepage,
        digest=row.digest,
        checked_at=row.checked_at,
        changed_at=row.changed_at,
        problem_count=row.problem_count,
        memo=row.memo,
        moved_to=row.moved_to,
        archived=row.archived,
        held=held,
        failure=row.failure,
        failed_at=row.failed_at,
    )
