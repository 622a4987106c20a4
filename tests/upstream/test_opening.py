"""Upstream is opened once, and what it does not need is not paid for."""

import subprocess
import sys
from pathlib import Path

from bot.ports import Fetched
from bot.upstream.locator import parse_locator
from bot.upstream.opening import history_of
from tests.servers.github import LoopbackGitHub
from tests.servers.web import LoopbackWeb
from tests.upstream.conftest import Opening

ROOT = Path(__file__).parents[2]


def test_no_http_library_is_loaded_before_a_list_on_the_web_is_fetched() -> None:
    """The terminal's cold start must not pay for aiohttp."""
    code = """
import sys
from pathlib import Path
from bot.upstream.opening import Upstream, UpstreamOptions
from bot.upstream.locator import parse_locator
opened = Upstream(None, Path(), UpstreamOptions(), None)
for text in ("github:o/r", "https://example.org/list.md"):
    opened.source_for(parse_locator(text))
print([module for module in ("aiohttp", "gidgethub", "jwt") if module in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


async def test_each_place_has_its_source(upstream: Opening, tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text("- a\n", "utf-8")
    (tmp_path / "mine.md").write_text("- b\n", "utf-8")
    async with upstream() as opened:
        for text, title in (("shipped", "a"), ("mine.md", "b")):
            found = await opened.source_for(parse_locator(text, tmp_path)).fetch(None)
            assert isinstance(found, Fetched)
            assert found.reading.entries[0].title == title


async def test_repositories_and_paths_have_a_past_and_pages_have_none(upstream: Opening, tmp_path: Path) -> None:
    async with upstream() as opened:
        for text in ("github:o/r", "git:clone", "mine.md"):
            assert history_of(opened.source_for(parse_locator(text, tmp_path))), text
        for text in ("shipped", "https://example.org/list.md"):
            assert history_of(opened.source_for(parse_locator(text))) is None, text


async def test_all_sources_share_one_connection(upstream: Opening, web: LoopbackWeb) -> None:
    async with upstream() as opened:
        for name in ("a.md", "b.md", "c.md"):
            await opened.source_for(parse_locator(f"{web.url}/{name}")).fetch(None)
    peers = {request.transport.get_extra_info("peername") for request in web.requests if request.transport}
    assert len(peers) <= 1
    assert len(web.requests) == 3


async def test_cookies_are_not_kept_and_the_bot_names_itself(upstream: Opening, github: LoopbackGitHub) -> None:
    github.add("o/r").commit(README_md="- a\n")
    async with upstream() as opened:
        source = opened.source_for(parse_locator(f"{github.url}/raw/o/r/main/README.md"))
        await source.fetch(None)
    assert github.requests[0].headers["User-Agent"].startswith("awesome-list-bot/")
