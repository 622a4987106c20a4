"""Progress is for people who look on, and leaves nothing behind."""

import io

import pytest

from bot.cli.progress import Progress


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_person_sees_one_line_that_is_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    screen = Screen()
    with Progress(screen) as progress:
        progress.show("edge: asking")
        progress.show("edge\x1b[31m: " + "x" * 100)
    lines = screen.getvalue().split("\r\x1b[K")
    assert lines[:2] == ["", "edge: asking"]
    assert len(lines[2]) <= 19
    assert "\x1b" not in lines[2]
    assert lines[-1] == ""


def test_a_file_sees_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.show("edge: asking")
    assert stream.getvalue() == ""
