"""Note how it goes with Slack, for `/status`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.frontends.slack.people import PLATFORM
from bot.services.attendance import Attendance, Presence


@dataclass(frozen=True, slots=True)
class SlackPresence:
    """Notes what happens between us and Slack.  *now* tells the time."""

    attendance: Attendance
    now: Callable[[], datetime]

    def note(self, presence: Presence) -> None:
        """Note how it is."""
        self.attendance.note(PLATFORM, presence, self.now())

    def is_there(self, *, connected: bool) -> None:
        """Note whether there is a connection."""
        self.note(Presence.CONNECTED if connected else Presence.UNREACHABLE)

    def heard(self) -> None:
        """Note that Slack told something."""
        self.attendance.heard(PLATFORM, self.now())
