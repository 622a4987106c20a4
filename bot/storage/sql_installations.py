"""The store's methods for workspaces and for what was heard there: one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ports.installations import EventLog, Installation, InstallationStore
from bot.storage import installations
from bot.storage.database import Database


class SqlInstallations(InstallationStore, EventLog):
    """Installations and events in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_installation(self, installation: Installation) -> None:
        """Keep an installation, in place of the one of that workspace before."""
        await self._database.write(lambda connection: installations.put(connection, installation))

    async def installation(self, platform: str, workspace: str) -> Installation | None:
        """Return the installation in a workspace."""
        return await self._database.read(lambda connection: installations.find(connection, platform, workspace))

    async def count_installations(self, platform: str) -> int:
        """Return in how many workspaces of a platform the bot is installed."""
        return await self._database.read(lambda connection: installations.count(connection, platform))

    async def forget_workspace(self, workspace_key: str, heirs: Sequence[str] = ()) -> int:
        """Delete all that is kept about a workspace and the people in it; return how many records."""
        return await self._database.write(
            lambda connection: installations.forget_workspace(connection, workspace_key, heirs)
        )

    async def issue_state(self, state: str, expires_at: datetime) -> None:
        """Keep a word that may be used once, until then."""
        await self._database.write(lambda connection: installations.issue_state(connection, state, expires_at))

    async def consume_state(self, state: str, now: datetime) -> bool:
        """Use a word up; False where there is none such, or none any more."""
        return await self._database.write(lambda connection: installations.consume_state(connection, state, now))

    async def seen(self, event_id: str, at: datetime) -> bool:
        """Note that an event was heard; True where it was noted before."""
        return await self._database.write(lambda connection: installations.seen(connection, event_id, at))
