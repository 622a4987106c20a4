"""What the core asks of the world about workspaces: where the bot is installed, and what it has heard already.

Every time is an aware `datetime` in UTC.  Every method may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot in one workspace of a platform: `workspace` is the platform's id of it, `token` is how it is called.

    `bot` is the bot's own user there, `app` what the platform calls its messages' author; `installer` is a person's
    id, without which it is kept as well.
    """

    platform: str
    workspace: str
    name: str
    token: str = field(repr=False)
    bot: str
    app: str
    scopes: str
    installer: str
    installed_at: datetime


class InstallationStore(Protocol):
    """Keeps where the bot is installed, and the one-time words with which an installation begins."""

    async def put_installation(self, installation: Installation) -> None:
        """Keep an installation, in place of the one of that workspace before."""
        ...

    async def installation(self, platform: str, workspace: str) -> Installation | None:
        """Return the installation in a workspace."""
        ...

    async def count_installations(self, platform: str) -> int:
        """Return in how many workspaces of a platform the bot is installed."""
        ...

    async def forget_workspace(self, workspace_key: str, heirs: Sequence[str] = ()) -> int:
        """Delete all that is kept about a workspace (`slack:T1`) and the people in it; return how many records.

        What was suggested there goes on without them.  With *heirs*, the workspaces that share its queue, it belongs
        from now on to the first of those which has said where its queue is shown.
        """
        ...

    async def issue_state(self, state: str, expires_at: datetime) -> None:
        """Keep a word that may be used once, until then."""
        ...

    async def consume_state(self, state: str, now: datetime) -> bool:
        """Use a word up; False where there is none such, or none any more."""
        ...


class EventLog(Protocol):
    """Remembers for a while what was heard, for platforms that tell things twice."""

    async def seen(self, event_id: str, at: datetime) -> bool:
        """Note that an event was heard; True where it was noted before."""
        ...
