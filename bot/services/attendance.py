"""Attendance: on which platforms this process is, and how that goes; for `/status`.

Front-ends note what happens to their connections.  Nothing of it is stored, and nothing of it can hold a secret: why a
platform is not there is one of a few words of ours, never what its library said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Presence(StrEnum):
    """How it is between this process and a platform."""

    CONFIGURED = "configured"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Attending:
    """One platform: how it is with it, *since* when, and when it last told us anything.

    `places` counts the servers or workspaces that it is in, where the connection tells.
    """

    platform: str
    presence: Presence = Presence.CONFIGURED
    since: datetime | None = None
    heard_at: datetime | None = None
    places: int | None = None


class Attendance:
    """What is known of each platform, by the order in which they are named: first those that are *configured*."""

    def __init__(self, configured: Iterable[str] = ()) -> None:
        self._platforms = {each: Attending(each) for each in configured}

    def all(self) -> tuple[Attending, ...]:
        """Return every platform that runs or is configured."""
        return tuple(self._platforms.values())

    def note(self, platform: str, presence: Presence, at: datetime) -> None:
        """Note how it is now; what is as it was began when it began."""
        known = self._of(platform)
        if known.presence is not presence:
            self._platforms[platform] = replace(known, presence=presence, since=at)

    def heard(self, platform: str, at: datetime) -> None:
        """Note that a platform told something, whatever that was."""
        self._platforms[platform] = replace(self._of(platform), heard_at=at)

    def counted(self, platform: str, places: int) -> None:
        """Note in how many servers or workspaces the bot is."""
        self._platforms[platform] = replace(self._of(platform), places=places)

    def _of(self, platform: str) -> Attending:
        return self._platforms.get(platform) or Attending(platform)
