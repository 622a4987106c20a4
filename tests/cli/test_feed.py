"""`awesome-bot feed` writes what `run` would serve."""

from __future__ import annotations

from pathlib import Path

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
