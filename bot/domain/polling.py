"""Decide when to ask a source again.  Pure: the time and the dice are arguments."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=6)
LONGEST_REQUEST = timedelta(days=1)
"""A source that asks for a longer silence than this is asked again all the same: its clock may be wrong."""


STALE_AFTER = timedelta(days=1)
"""After so long without a check somebody should look why, and again after as long."""


def next_check(
    now: datetime, *, failures: int, retry_at: datetime | None, interval: timedelta, rng: Random
) -> datetime:
    """Return when to fetch next: after *interval* where all is well, else sooner at first and then ever later.

    *failures* counts those in a row, 0 after a success.  The n-th failure waits twice as long as the one before,
    from one minute up to six hours, or up to *interval* where that is longer; *retry_at* is the earliest that
    the source allows.  Every delay is spread by up to a tenth, so that many lists, or many bots, do not ask in step.
    """
    if failures <= 0:
        delay = interval
    else:
        doublings = min(failures - 1, 20)  # beyond that the number only overflows
        delay = min(FIRST_RETRY * 2**doublings, max(interval, LONGEST_RETRY))
    if retry_at is not None:
        delay = max(delay, min(retry_at - now, LONGEST_REQUEST))
    return now + delay * (1 + rng.random() / 10)


def retry_delay(attempt: int, first: timedelta, rng: Random) -> timedelta:
    """Return how long to wait before trying again within one fetch: *attempt* counts from 1, each doubles the wait.

    Between half and all of the doubled time ("equal jitter").
    """
    doubled: timedelta = first * 2 ** (attempt - 1)
    return doubled * (0.5 + rng.random() / 2)


def is_stale(now: datetime, checked_at: datetime, interval: timedelta) -> bool:
    """Say whether a list, last checked with success at *checked_at*, has been due for a day and could not be had."""
    return now - checked_at >= interval + STALE_AFTER
