"""The feeds over HTTP: whole, cached, filtered, and polite about mistakes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.config import ListSettings, Settings
from bot.errors import ConfigError
from bot.services.feeding import Feeder
from bot.web.app import make_app, serving
from tests.services.test_feeds import assert_is_atom, assert_is_json_feed

LIST = """# Awesome Edge

## Papers
- [MobiSys'24] [A Fast Engine](https://example.org/fast.pdf) by Kim et al. [[code](https://github.com/kim/fast)]
- [ICML'22] [A Slow Engine](https://example.org/slow.pdf) by Lee et al.
"""


@pytest.fixture
async def feeder(tmp_path: Path) -> AsyncIterator[Feeder]:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    settings = Settings(data_dir=tmp_path, lists=(ListSettings(name="edge", source=str(tmp_path / "list.md")),))
    async with opened_store(settings) as store:
        await sync_at_start(settings, store)
        desk = desk_for(store)
        yield Feeder(desk.library, store, desk.filters.matches)


@pytest.fixture
async def web(feeder: Feeder) -> AsyncIterator[aiohttp.ClientSession]:
    async with (
        serving(make_app(feeder), "127.0.0.1", 0) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield session


async def test_every_format_is_served_as_what_it_is(web: aiohttp.ClientSession) -> None:
    async with web.get("/feeds/edge.atom") as answer:
        assert answer.content_type == "application/atom+xml"
        root = assert_is_atom(await answer.text())
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    async with web.get("/feeds/edge.json") as answer:
        assert answer.content_type == "application/feed+json"
        assert_is_json_feed(await answer.text())
    async with web.get("/feeds/edge.rss") as answer:
        assert answer.content_type == "application/rss+xml"


async def test_a_reader_that_has_it_already_is_told_so(web: aiohttp.ClientSession) -> None:
    async with web.get("/feeds/edge.atom") as first:
        tag = first.headers["ETag"]
    async with web.get("/feeds/edge.atom", headers={"If-None-Match": tag}) as second:
        assert (second.status, await second.read()) == (304, b"")


async def test_a_filter_leaves_out_what_does_not_meet_it(web: aiohttp.ClientSession) -> None:
    async with web.get("/feeds/edge.json", params={"filter": "has:code"}) as answer:
        feed = await answer.json(content_type=None)
    assert [item["title"] for item in feed["items"]] == ["A Fast Engine"]


async def test_the_overview_lists_every_address(web: aiohttp.ClientSession) -> None:
    async with web.get("/feeds") as answer:
        addresses = (await answer.text()).split()
    assert [address.rpartition("/")[2] for address in addresses] == ["edge.atom", "edge.rss", "edge.json"]
    for address in addresses:
        async with web.get(address) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/", 404, "The feeds are at /feeds"),
        ("/feeds/nope.atom", 404, "No list called nope"),
        ("/feeds/edge.atom?kinds=loud", 400, "kinds is all, or some of"),
        ("/feeds/edge.atom?filter=year:soon", 400, "I cannot read the year"),
    ],
)
async def test_mistakes_get_a_sentence(web: aiohttp.ClientSession, path: str, status: int, said: str) -> None:
    async with web.get(path) as answer:
        assert answer.status == status
        assert said in await answer.text()


async def test_a_port_that_is_taken_is_named(feeder: Feeder) -> None:
    async with serving(make_app(feeder), "127.0.0.1", 0) as port:
        with pytest.raises(ConfigError, match=f"port {port}"):
            async with serving(make_app(feeder), "127.0.0.1", port):
                pass
