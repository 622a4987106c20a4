"""Decide what is looked at before the first answer: what is on this machine, and the seeds of what is not.

Pure.  A look at a file costs a millisecond and an answer from yesterday's file costs trust; a look at the
network can take a minute, and nobody waits for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.catalog import FollowedList
from bot.services.sync import FollowOrder


@dataclass(frozen=True, slots=True)
class Following:
    """A list that the settings ask for.

    - `order` gets it from its source, `seed` (if any) from what is there before the source was first heard of.
    - `local`: its source is on this machine.
    - `interval`: how often it is checked.
    """

    order: FollowOrder
    seed: FollowOrder | None
    local: bool
    interval: timedelta

    @property
    def name(self) -> str:
        """The list's name."""
        return self.order.name


def orders_at_start(followed: Sequence[Following], stored: Mapping[str, FollowedList]) -> tuple[FollowOrder, ...]:
    """Return what to sync before the first answer.

    A seed is read where nothing is stored of its list, and never again: a look at it is no check of the source.
    """
    there = {name for name, each in stored.items() if each.digest is not None}
    orders = [each.order if each.local else None if each.name in there else each.seed for each in followed]
    return tuple(order for order in orders if order is not None)
