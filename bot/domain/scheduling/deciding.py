"""Decide whether a subscription's digest is due, what it covers, and when the next one is.

The digest's identity is the due moment that was *stored*, not one computed from the clock: two processes that look
at one row at different times mean the same digest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.scheduling.due import last_due, next_due
from bot.domain.scheduling.model import OnChange, Schedule
from bot.domain.scheduling.walltime import instant, wall_at
from bot.domain.scheduling.zones import zone_info


@dataclass(frozen=True, slots=True)
class NotDue:
    """There is nothing to do before `next_due`, which is to be stored; None is a schedule without times."""

    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A digest is due: what happened later than `since` and not later than `until` belongs in it.

    `due_at` is the moment it was due, which may be long ago; None where the schedule has no times and it depends on
    what has settled whether there is a digest at all.  `next_due` is to be stored with it.
    """

    due_at: datetime | None
    since: datetime
    until: datetime
    next_due: datetime | None


DueDecision = Due | NotDue


def decide_due(schedule: Schedule, due_at: datetime | None, now: datetime, last_covered: datetime) -> DueDecision:
    """Decide about one subscription: *due_at* is as stored, *last_covered* is where its last digest ended, or it began.

    However many dues a downtime has missed, there is one digest, which covers everything since, and the next one is
    in the future.  A moment that is already covered is never due again, also when the clock was set back; where the
    clock was ahead for a while, all is quiet until it is there again.
    """
    until = max(now, last_covered)
    if isinstance(schedule, OnChange):
        return Due(None, last_covered, until, None)
    if due_at is None or due_at <= last_covered:
        due_at = next_due(schedule, last_covered)
    if due_at is None or due_at > now:
        return NotDue(due_at)
    return Due(due_at, last_covered, until, next_due(schedule, until))


def reschedule(old: Schedule, new: Schedule, now: datetime, told_until: datetime | None) -> datetime | None:
    """Return when a subscription is due first after its schedule was edited at *now*; never at once.

    *told_until* is where its last digest ended, None if it had none yet.  Where only the zone is another, the time on
    the wall that has been told is not told again: Monday 09:00 in Berlin, then moved to New York on that morning, is
    next due on the next Monday.
    """
    after = now if told_until is None else max(now, told_until)
    if told_until is not None and old == replace(new, zone=old.zone):
        told = last_due(old, told_until)
        if told is not None:
            after = max(after, instant(wall_at(told, zone_info(old.zone)), zone_info(new.zone)))
    return next_due(new, after)
