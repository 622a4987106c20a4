"""Subscriptions as rows, and rows as subscriptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.domain.destinations import Destination
from bot.domain.subscriptions import NewsKind, Pause, Style, Subscription, Threading
from bot.storage.columns import destination_key


def row_of(subscription: Subscription) -> dict[str, object]:
    """Return the columns of a subscription."""
    pause = subscription.pause
    return {
        "id": subscription.id,
        "destination": destination_key(subscription.destination),
        "workspace": subscription.destination.workspace_key,
        "place": subscription.place,
        "creator": subscription.creator,
        "created_at": subscription.created_at,
        "schedule": subscription.schedule,
        "zone": subscription.zone,
        "lists": list(subscription.lists),
        "include": list(subscription.include),
        "exclude": list(subscription.exclude),
        "kinds": sorted(kind.value for kind in subscription.kinds),
        "style": subscription.style.value,
        "threading": subscription.threading.value,
        "tags": list(subscription.tags),
        "mention": subscription.mention,
        "most": subscription.most,
        "quiet_line": subscription.quiet_line,
        "crosspost": subscription.crosspost,
        "quiet": subscription.quiet,
        "locale": subscription.locale,
        "cursor": subscription.cursor,
        "covered": subscription.covered,
        "due_at": subscription.due_at,
        "pause_code": pause and pause.code,
        "pause_reason": pause and pause.reason,
        "paused_at": pause and pause.at,
        "paused_until": pause and pause.until,
        "wakes_at": _wakes_at(subscription),
    }


def subscription_of(row: Row[Any]) -> Subscription:
    """Read them back."""
    pause = None
    if row.pause_code is not None:
        pause = Pause(row.pause_code, row.pause_reason, row.paused_at, row.paused_until)
    return Subscription(
        id=row.id,
        destination=Destination.from_key(row.destination),
        creator=row.creator,
        created_at=row.created_at,
        schedule=row.schedule,
        zone=row.zone,
        cursor=row.cursor,
        covered=row.covered,
        due_at=row.due_at,
        place=row.place,
        lists=tuple(row.lists),
        include=tuple(row.include),
        exclude=tuple(row.exclude),
        kinds=frozenset(map(NewsKind, row.kinds)),
        style=Style(row.style),
        threading=Threading(row.threading),
        tags=tuple(row.tags),
        mention=row.mention,
        most=row.most,
        quiet_line=row.quiet_line,
        crosspost=row.crosspost,
        quiet=row.quiet,
        locale=row.locale,
        pause=pause,
    )


def _wakes_at(subscription: Subscription) -> datetime | None:
    since, pause = subscription.due_at or subscription.covered, subscription.pause
    if pause is None:
        return since
    return None if pause.until is None else max(since, pause.until)
