"""A list, suggestions for it, and what sends them, for the tests of proposing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

import aiohttp
from pydantic import SecretStr

from bot.domain.proposals import Fate, ProposedChange, PullText, SubmitOrder, Submitted, branch_of
from bot.upstream.credentials import Credentials, TokenCredentials
from bot.upstream.github_api import Quota
from bot.upstream.guard import LOOPBACK, guarded_sockets
from bot.upstream.hosts import GitHubHosts
from bot.upstream.locator import GitHubList, parse_locator
from bot.upstream.proposing import GitHubProposer
from bot.upstream.transport import Limits, Transport
from tests.servers.github import TOKEN
from tests.servers.github_writing import Pull, WritableGitHub
from tests.upstream.conftest import NOW, QUICK

NAME = "owner/list"
FORK = "listbot/list"
BRANCH = branch_of("papers")
TEXT = "# List\n\n## Papers\n\n- Old work\n\n## Tools\n\n- Hammer\n"


def adding(title: str, section: str = "## Papers") -> Callable[[str], str | None]:
    """Return an edit that puts a work first in a section, unless the text has it."""

    def edit(text: str) -> str | None:
        if f"- {title}" in text:
            return text
        return text.replace(f"{section}\n\n", f"{section}\n\n- {title}\n", 1) if section in text else None

    return edit


def change(identifier: str, path: str = "README.md", section: str = "## Papers") -> ProposedChange:
    at = NOW - timedelta(hours=len(identifier))
    title = f"Work {identifier}"
    return ProposedChange(identifier, path, f"Add {title}\n\nSuggested by Ada.", at, adding(title, section))


def describe(ids: tuple[str, ...]) -> PullText:
    return PullText(f"Add {len(ids)} works", "\n".join(f"- Work {each}" for each in ids))


def order(*ids: str, branch: str = BRANCH) -> SubmitOrder:
    return SubmitOrder(branch, tuple(change(each) for each in ids), describe)


@dataclass
class Bench:
    """A loopback GitHub with one list, and proposers for it."""

    server: WritableGitHub
    session: aiohttp.ClientSession
    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def transport(self, limits: Limits = replace(QUICK, attempts=1)) -> Transport:  # noqa: B008 - it is frozen
        return Transport(self.session, limits, lambda: self.now, Random(1))

    def proposer(
        self, source: str = f"github:{NAME}", credentials: Credentials | None = None, token: str = TOKEN
    ) -> GitHubProposer:
        place = parse_locator(source)
        assert isinstance(place, GitHubList)
        who = credentials or TokenCredentials(SecretStr(token))
        return GitHubProposer(place, who, self.transport(), Quota(), GitHubHosts(api=self.server.url), self.sleep)

    async def submit(self, *ids: str) -> Submitted:
        return await self.proposer().submit(order(*ids))

    @property
    def pull(self) -> Pull:
        """The one pull request that there is."""
        (only,) = self.server.pulls
        return only

    def proposed(self, pull: Pull | None = None) -> list[str]:
        """The works that a pull request adds, in the order of its commits."""
        return [
            message.splitlines()[0].removeprefix("Add Work ") for message in self.server.messages(pull or self.pull)
        ]


@asynccontextmanager
async def open_bench() -> AsyncIterator[Bench]:
    server = WritableGitHub()
    server.add(NAME).push({"README.md": TEXT})
    connector = aiohttp.TCPConnector(socket_factory=guarded_sockets(LOOPBACK))
    async with server.running(), aiohttp.ClientSession(connector=connector) as session:
        yield Bench(server, session)


def proposed(*ids: str) -> dict[str, Fate]:
    return dict.fromkeys(ids, Fate.PROPOSED)
