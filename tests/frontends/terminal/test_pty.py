"""The whole front-end in a real pseudo-terminal: what is typed, what is seen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

import pytest

_SEQUENCE = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>78]")
_WHERE_IS_THE_CURSOR = b"\x1b[6n"
_PATIENCE = 30.0


class _Session:
    """A driven session; reads what it shows until what is awaited is there."""

    def __init__(self, folder: Path, width: int = 80, **environ: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
        keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.frontends.terminal.driven", str(folder / "history")],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**keep, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environ},
            start_new_session=True,
        )
        os.close(slave)
        self.raw = b""
        self._read_up_to = 0

    def __enter__(self) -> Self:
        self.sees("Welcome.").sees("> ")
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._master)
        self._process.kill()
        self._process.wait()

    def types(self, keys: str) -> Self:
        os.write(self._master, keys.encode())
        return self

    def is_sent(self, number: signal.Signals) -> Self:
        self._process.send_signal(number)
        return self

    def sees(self, text: str) -> Self:
        """Read on until *text* is shown; look only at what came after what was seen before."""
        deadline = time.monotonic() + _PATIENCE
        while text not in (shown := self.shown[self._read_up_to :]):
            ready, _, _ = select.select([self._master], [], [], max(deadline - time.monotonic(), 0))
            assert ready, f"never saw {text!r} in {shown!r}"
            self._read()
        self._read_up_to += shown.index(text) + len(text)
        return self

    def ends(self) -> int:
        """Read to the end; return the exit code."""
        deadline = time.monotonic() + _PATIENCE
        while select.select([self._master], [], [], max(deadline - time.monotonic(), 0))[0]:
            try:
                self._read()
            except OSError:  # Linux says so when the other side is closed
                break
        return self._process.wait(_PATIENCE)

    @property
    def shown(self) -> str:
        return _SEQUENCE.sub(b"", self.raw).decode(errors="replace")

    def _read(self) -> None:
        read = os.read(self._master, 65_536)
        self.raw += read
        if _WHERE_IS_THE_CURSOR in read:
            os.write(self._master, b"\x1b[1;1R")


def test_a_session_from_the_first_word_to_ctrl_d(tmp_path: Path) -> None:
    """Words are asked, a number opens its hit, Enter turns the page, Ctrl-C drops a line, Ctrl-D leaves with 0."""
    with _Session(tmp_path) as session:
        session.types("/search npu\r").sees("9. ncnn").sees("10. On-Device Training").sees("9–11 of 1,023").sees("> ")
        session.sees("Enter: more").sees("9–11: open")
        session.types("10\r").sees("You said /show 256kb.").sees("> ")
        session.types("/search npu\r").sees("Enter: more")
        session.types("\r").sees("9. ncnn").sees("Enter: more")
        session.types("dropped\x03").sees("> ")
        session.types("kept\r").sees("You said kept.").sees("> ")
        session.types("\x04")
        assert session.ends() == 0
        assert "\x1b]0;" not in session.raw.decode(errors="replace")
    assert (tmp_path / "history").read_text().splitlines() == ["/search npu", "10", "/search npu", "kept"]


def test_completion_as_you_type_and_enter_on_what_was_picked(tmp_path: Path) -> None:
    """A picked command that wants more is only typed; a picked entry is asked for."""
    with _Session(tmp_path) as session:
        session.types("/sho").sees("everything about one")
        session.types("\t").sees("w ").types("\r").types("p").sees("POET: Training")
        session.types("\t").sees("oet").types("\r").sees("You said /show poet.").sees("> ")
        session.types("/quit\r")
        assert session.ends() == 0
        assert b"\x1b]0;owned" not in session.raw


def test_a_form_is_filled_in_field_by_field(tmp_path: Path) -> None:
    """A field holds what it was opened with, a choice is completed or numbered, a text has lines, Ctrl-C leaves."""
    with _Session(tmp_path) as session:
        session.types("form\r").sees("A suggestion").sees("Title*: ").sees("LiteTrain").sees("Enter: next field")
        session.types("\x15Poem\r").sees("2. Surveys").sees("Section: ").sees("1.1 Memory")
        session.types("\x152\r").sees("Note for the moderators: ").sees("Alt-Enter: new line")
        session.types("one\x1b\rtwo\r").sees("/suggest edit s7k2 got Poem in surveys with 'one\\ntwo'.").sees("> ")
        session.types("form\r").sees("Title*: ").types("\x03").sees("Nothing was sent.").sees("> ")
        session.types("\x04")
        assert session.ends() == 0
    assert (tmp_path / "history").read_text().splitlines() == ["form"]


def test_ctrl_c_stops_an_answer_that_takes_for_ever(tmp_path: Path) -> None:
    with _Session(tmp_path) as session:
        session.types("never\r").sees("working…").types("\x03").sees("Stopped.").sees("> ")
        session.types("still here\r").sees("You said still here.")


@pytest.mark.parametrize(
    "environ",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}],
    ids=["no colour", "dumb", "ascii"],
)
def test_a_narrow_colourless_or_ascii_window_works_too(tmp_path: Path, environ: dict[str, str]) -> None:
    """In 24 cells, without colour, without cursor movement, or without UTF-8."""
    with _Session(tmp_path, width=24, **environ) as session:
        session.types("first page\r").sees("1. POET: Training Neural\r\n").sees("page:2").sees("> ")
        session.types("/quit\r")
        assert session.ends() == 0
        assert not re.search(rb"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7])[;m]", session.raw) or "LC_ALL" in environ
        if "LC_ALL" in environ:
            assert session.raw.isascii()


def test_a_digest_is_shown_above_the_line_that_is_being_typed(tmp_path: Path) -> None:
    with _Session(tmp_path) as session:
        session.types("subscribe\r").sees("You said subscribe.").sees("> ")
        session.types("half a li").sees("half a li")
        session.is_sent(signal.SIGUSR1).sees("Two new papers.").sees("> half a li")
        session.types("ne\r").sees("You said half a line.").sees("> ")
        session.types("\x04")
        assert session.ends() == 0
