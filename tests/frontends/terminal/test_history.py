"""The history file: kept where it can be, done without where it cannot."""

import stat
from pathlib import Path

import pytest

from bot.frontends.terminal.history import LineHistory


def test_lines_come_back_newest_first_in_the_next_session(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "history"
    history = LineHistory(path)
    for line in ("/search npu", "two\nlines", "μLayer \ud800"):
        history.append_string(line)
    assert list(LineHistory(path).load_history_strings()) == ["μLayer ?", "two lines", "/search npu"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_file_is_read_as_far_as_it_makes_sense(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_bytes(b"good\n\xff\xfe\x00\x1b[31m\n\n   \nalso good\nno end")
    assert list(LineHistory(path).load_history_strings()) == ["no end", "also good", "good"]


def test_only_the_end_of_a_huge_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_bytes(b"0123456789\n" * 100_000)
    lines = list(LineHistory(path).load_history_strings())
    assert 20_000 < len(lines) < 30_000
    assert set(lines) == {"0123456789"}


@pytest.mark.parametrize("where", ["", "file/history"])
def test_a_file_that_cannot_be_had_costs_only_the_history(tmp_path: Path, where: str) -> None:
    """Here the path is a folder, or lies below a file."""
    (tmp_path / "file").touch()
    history = LineHistory(tmp_path / where)
    history.append_string("/search npu")
    history.append_string("/help")
    assert list(history.load_history_strings()) == []
    assert history.get_strings() == ["/search npu", "/help"]


def test_without_a_path_lines_are_kept_in_memory() -> None:
    history = LineHistory(None)
    history.append_string("/help")
    assert history.get_strings() == ["/help"]
    assert list(history.load_history_strings()) == []
