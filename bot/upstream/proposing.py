"""Propose changes to a list on GitHub: read its text, send pull requests, and see how they stand.

How an order is carried out stands in `bot.upstream.proposing_submission`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from bot.domain.proposals import Announced, PullState, PullText, SubmitOrder, Submitted, UpstreamFile
from bot.errors import SourceMissing
from bot.i18n import gettext as _
from bot.upstream.credentials import Credentials
from bot.upstream.github_api import GitHubApi, Quota, Secret
from bot.upstream.github_git import GitObjects
from bot.upstream.github_issues import Issues
from bot.upstream.github_main import find_main
from bot.upstream.github_pulls import Pulls
from bot.upstream.github_repository import Repository
from bot.upstream.hosts import GITHUB, GitHubHosts
from bot.upstream.locator import GitHubList
from bot.upstream.proposing_place import Home, Workshop, check_open
from bot.upstream.proposing_submission import Base, Submission
from bot.upstream.transport import Transport


@dataclass(slots=True)
class GitHubProposer:
    """Proposes changes to one list on GitHub; see `bot.ports.Proposer`."""

    place: GitHubList
    credentials: Credentials
    transport: Transport = field(repr=False)
    quota: Quota
    hosts: GitHubHosts = GITHUB
    sleep: Callable[[float], Awaitable[None]] = field(default=asyncio.sleep, repr=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False)

    async def read(self, path: str | None = None) -> UpstreamFile:
        """Return a file of the list as it stands now; the main one without *path*.  Raises `SourceError`."""
        api = await self._api()
        base = await self._base(api)
        name, source = base.home.full_name, str(self.place)
        path = path or self.place.path
        if path is None:
            repository = Repository(name, api, self.transport, source, None)
            path = (await find_main(repository, "", base.at.commit)).file.path
        found = await GitObjects(api, name, source).file(base.at.tree, path)
        if found is None:
            sentence = _("{source} has no file {path}.", source=source, path=path)
            raise SourceMissing(sentence, source=source, path=path)
        at, archived = base.at.commit, base.home.archived
        return UpstreamFile(name, base.branch, at, found.path, found.text, found.mark, archived=archived)

    async def submit(self, order: SubmitOrder) -> Submitted:
        """Make the pull request what the order says; see `bot.ports.Proposer`.  Raises `SourceError`."""
        async with self._one_at_a_time:
            api = await self._api()
            base = await self._base(api)
            source = str(self.place)
            check_open(base.home, source)
            workshop = Workshop(api, source, self.sleep, self.transport.now)
            return await Submission(api, source, base, self.credentials, workshop).carry_out(order)

    async def announce(self, ids: tuple[str, ...], text: PullText) -> Announced:
        """Return the issue that announces suggestions; opens it if need be.  Raises `SourceError`."""
        async with self._one_at_a_time:
            api = await self._api()
            home = await self._home(api)
            check_open(home, str(self.place))
            account = await self.credentials.account(api)
            return await Issues(api, home.full_name).announce(account.login, ids, text)

    async def state(self, number: int) -> PullState:
        """Return how a pull request stands.  Raises `SourceError`."""
        api = await self._api()
        return await Pulls(api, (await self._home(api)).full_name).state(number)

    async def _api(self) -> GitHubApi:
        def api_for(secret: Secret | None) -> GitHubApi:
            return GitHubApi(self.transport, self.quota, secret, self.hosts.api, str(self.place))

        return await self.credentials.api(api_for)

    async def _home(self, api: GitHubApi) -> Home:
        return await api.get(f"/repos/{self.place.owner}/{self.place.repo}", TypeAdapter(Home))

    async def _base(self, api: GitHubApi) -> Base:
        home = await self._home(api)
        branch = self.place.branch or home.default_branch
        return Base(home, branch, await GitObjects(api, home.full_name, str(self.place)).head(branch))
