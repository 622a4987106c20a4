"""`awesome-bot feed` writes what `run` would serve."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap.indexing import EngineMaker
from bot.cli.feed import run_feed
from bot.cli.suggestions import run_show
from bot.config import load_settings
from bot.errors import SuggestionRefused
from tests.cli.process import bot
from tests.services.test_feeds import assert_is_atom, assert_is_json_feed


def test_the_feeds_are_written_as_files(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(
        "# Awesome Edge\n\n## Papers\n- [A](https://example.org/a.pdf) by Kim.\n", "utf-8"
    )
    (tmp_path / "config.yaml").write_text("data_dir: data\nlists: [{name: edge, source: list.md}]\n", "utf-8")
    config = ("--config", str(tmp_path / "config.yaml"))
    assert bot(*config, "sync").returncode == 0
    done = bot(*config, "feed", str(tmp_path / "feeds"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "feeds").iterdir()) == ["edge.atom", "edge.json", "edge.rss"]
    assert_is_atom((tmp_path / "feeds" / "edge.atom").read_text("utf-8"))
    assert_is_json_feed((tmp_path / "feeds" / "edge.json").read_text("utf-8"))
    assert bot(*config, "feed", str(tmp_path / "feeds"), "--list", "nope").returncode == 2
    assert bot(*config, "feed", str(tmp_path / "list.md")).returncode == 2


@pytest.fixture
def _unsearched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        pytest.fail("a search engine was made")

    monkeypatch.setattr(EngineMaker, "make", refused)


@pytest.mark.usefixtures("_unsearched")
async def test_nothing_is_indexed_for_what_is_not_searched(config: Path, tmp_path: Path) -> None:
    settings = load_settings(config, {})
    assert bot("--config", str(config), "sync").returncode == 0
    assert await run_feed(settings, tmp_path / "feeds", None, "kind:paper") == 0
    with pytest.raises(SuggestionRefused):
        await run_show(settings, "no-such")
