"""The desk: what handlers work with, built once by `bootstrap`."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.commands.model import Command
from bot.domain.settling import DEFAULT_SETTLE
from bot.domain.venues import VenueTable
from bot.ports import Clock, Store
from bot.services.library import Library


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that an answer may need.  `table` is the command table by name; `version` is ours.

    `settle` is how long a change has to stand before it is told.
    """

    library: Library
    store: Store
    clock: Clock
    rng: random.Random
    venues: VenueTable
    version: str
    table: Mapping[str, Command]
    settle: timedelta = DEFAULT_SETTLE
