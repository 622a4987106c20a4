"""Sources over loopback servers, through the real clients, with limits that no test has to wait for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from bot.ports import ListSource
from bot.upstream.guard import LOOPBACK
from bot.upstream.hosts import GitHubHosts
from bot.upstream.locator import parse_locator
from bot.upstream.opening import Upstream, UpstreamOptions, open_upstream
from bot.upstream.transport import Limits
from tests.servers.github import LoopbackGitHub
from tests.servers.web import LoopbackWeb
from tests.upstream.reading import READER

NOW = datetime(2026, 1, 29, 12, tzinfo=UTC)
QUICK = Limits(connect=5, read=5, total=10, size=2_000_000, redirects=3, attempts=2, first_wait=timedelta(0))


@pytest.fixture
async def github() -> AsyncIterator[LoopbackGitHub]:
    server = LoopbackGitHub()
    async with server.running():
        yield server


@pytest.fixture
async def web() -> AsyncIterator[LoopbackWeb]:
    server = LoopbackWeb()
    async with server.running():
        yield server


Opening = Callable[..., AbstractAsyncContextManager[Upstream]]


@pytest.fixture
def upstream(tmp_path: Path) -> Opening:
    """Open upstream as the bot does, but for the options of the test."""

    @asynccontextmanager
    async def opened(**options: object) -> AsyncIterator[Upstream]:
        given = UpstreamOptions(**({"private_networks": LOOPBACK, "limits": QUICK} | options))  # type: ignore[arg-type]
        dice = Random(1)
        async with open_upstream(
            READER, shipped=tmp_path / "catalog.yaml", now=lambda: NOW, rng=dice, options=given
        ) as found:
            yield found

    return opened


Sources = Callable[..., ListSource]


@pytest.fixture
async def source(upstream: Opening, github: LoopbackGitHub) -> AsyncIterator[Sources]:
    """Make sources of the loopback GitHub, anonymous or with a token, sharing one session."""
    hosts = GitHubHosts(api=github.url, raw=f"{github.url}/raw")
    async with upstream(hosts=hosts) as anonymous, upstream(hosts=hosts, token=SecretStr("ghp_hush")) as known:

        def make(text: str, *, token: bool = False) -> ListSource:
            return (known if token else anonymous).source_for(parse_locator(text))

        yield make
