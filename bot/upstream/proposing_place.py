"""Find, or make, the fork of a list's repository that we propose from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, TypeAdapter

from bot.errors import SourceBusy, SourceMissing, SourceRefused
from bot.i18n import gettext as _
from bot.upstream.credentials import Account
from bot.upstream.github_api import GitHubApi
from bot.upstream.github_git import GitObjects

_WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds between looks at a fork that is being made."""


_LATER = timedelta(minutes=1)


class _Rights(BaseModel):
    push: bool = False


class _Origin(BaseModel):
    full_name: str


class Home(BaseModel):
    """A repository, with what we may do in it."""

    full_name: str
    default_branch: str
    archived: bool = False
    fork: bool = False
    permissions: _Rights = _Rights()
    parent: _Origin | None = None
    source: _Origin | None = None

    @property
    def owner(self) -> str:
        """The account that it belongs to."""
        return self.full_name.partition("/")[0]

    def is_fork_of(self, name: str) -> bool:
        """Say whether it was forked from *name*, or shares its objects by way of another fork."""
        origins = (self.parent, self.source)
        return self.fork and any(each and each.full_name.casefold() == name.casefold() for each in origins)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where forks come from.  `source` is how messages name the list."""

    api: GitHubApi
    source: str
    sleep: Callable[[float], Awaitable[None]]
    now: Callable[[], datetime]

    async def fork(self, home: Home, base: str, account: Account) -> str:
        """Return the name of our fork, which has the commit *base*; a new one if need be.

        Raises `SourceError`: `SourceBusy` where GitHub is still making it.
        """
        fork = await self._known_fork(home, account) or await self._new_fork(home)
        await self._until_ready(fork, base)
        return fork

    async def _known_fork(self, home: Home, account: Account) -> str | None:
        """Return our fork under the list's own name, which it nearly always has."""
        name = home.full_name.partition("/")[2]
        try:
            found = await self.api.get(f"/repos/{account.login}/{name}", TypeAdapter(Home))
        except SourceMissing:
            return None
        return found.full_name if found.is_fork_of(home.full_name) else None

    async def _new_fork(self, home: Home) -> str:
        """Make a fork; GitHub gives the one that there is, whatever its name."""
        url, order = f"/repos/{home.full_name}/forks", {"default_branch_only": True}
        return (await self.api.write("POST", url, order, TypeAdapter(_Origin))).full_name

    async def _until_ready(self, fork: str, base: str) -> None:
        """Wait until the fork has the list's present commit, which it shares with it as soon as it is made."""
        objects = GitObjects(self.api, fork, self.source)
        for wait in (*_WAITS, None):
            try:
                await objects.commit(base)
            except SourceMissing:
                if wait is not None:
                    await self.sleep(wait)
            else:
                return
        sentence = _(
            "GitHub is still making {fork}, the bot's copy of {source}. The bot will try again.",
            source=self.source,
            fork=fork,
        )
        raise SourceBusy(sentence, retry_at=self.now() + _LATER, source=self.source, fork=fork)


def check_open(home: Home, source: str) -> None:
    """Return where a list takes changes.  Raises `SourceRefused` for one that is archived."""
    if home.archived:
        raise SourceRefused(_("{source} is archived: it takes no more changes.", source=source), source=source)
