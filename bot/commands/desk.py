"""The desk: what handlers work with, built once by `bootstrap`."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.commands.model import Command
from bot.domain.communities import Communities
from bot.domain.settling import DEFAULT_SETTLE
from bot.domain.venues import VenueTable
from bot.ports import Clock, Store
from bot.search.filters import Filters
from bot.services.attendance import Attendance
from bot.services.encoding import Meant
from bot.services.library import Library
from bot.services.queueing import Composer
from bot.services.searching import Searching

if TYPE_CHECKING:
    from bot.services.suggesting.office import Office


def _nothing() -> None:
    """Wake nobody: what is queued is found all the same, a little later."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that an answer may need.  `table` is the command table by name; `version` is ours.

    `searching` is how many people search the library at once.

    `filters` says of any entry whether it meets a query, whatever stands on the lists; `composer` makes digests, and
    `nudge` tells whoever sends that there is something to send.

    `settle` is how long a change has to stand before it is told; `suggesting` gives what suggestions need, when it
    is first asked; None where nothing can be suggested.  `meant` is how it stands with searching by meaning, where the
    settings ask for that.

    `communities` says which servers and workspaces are one; `attendance` which platforms this process is on.
    """

    library: Library
    searching: Searching
    store: Store
    clock: Clock
    rng: random.Random
    venues: VenueTable
    version: str
    table: Mapping[str, Command]
    filters: Filters
    composer: Composer
    settle: timedelta = DEFAULT_SETTLE
    nudge: Callable[[], None] = _nothing
    suggesting: Callable[[], Office] | None = None
    communities: Communities = field(default_factory=Communities)
    attendance: Attendance = field(default_factory=Attendance)
    meant: Meant | None = None
