"""Where messages go: a channel of a workspace, or a person, on one platform.  Knows no platform's ids but as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"([a-z]+):(?:@([^/@]+)|([^/@]+)/([^/@]+))")


@dataclass(frozen=True, slots=True)
class Destination:
    """One place to write to.

    `workspace` is the server's or team's id, `""` for a person; `channel` is the channel's id, or the person's
    where `personal`.  All ids are the platform's own, as text.
    """

    platform: str
    workspace: str
    channel: str
    personal: bool = False

    @property
    def key(self) -> str:
        """The one text form: `discord:123/456` for a channel, `discord:@789` for a person."""
        return (
            f"{self.platform}:@{self.channel}" if self.personal else f"{self.platform}:{self.workspace}/{self.channel}"
        )

    @property
    def workspace_key(self) -> str:
        """What names the workspace everywhere: `discord:123`; for a person it is the person's own key."""
        return f"{self.platform}:{self.channel if self.personal else self.workspace}"

    @classmethod
    def from_key(cls, key: str) -> Destination:
        """Read the text form.  Raises `ValueError`."""
        found = _KEY.fullmatch(key)
        if found is None:
            message = f"no destination: {key[:80]!r}"
            raise ValueError(message)
        platform, person, workspace, channel = found.groups()
        if person is not None:
            return cls(platform, "", person, personal=True)
        return cls(platform, workspace, channel)


def person_destination(person: str) -> Destination:
    """Return where a person is written to directly: `discord:789` is at `discord:@789`."""
    platform, _colon, number = person.partition(":")
    return Destination(platform, "", number, personal=True)
