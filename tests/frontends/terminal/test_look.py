"""What a terminal can show is read off its stream and its environment."""

from io import StringIO

import pytest

from bot.frontends.terminal.look import Colour, Look, look_of, opens_links


class _Stream(StringIO):
    def __init__(self, *, tty: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._tty, self._encoding = tty, encoding

    def isatty(self) -> bool:
        return self._tty

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


TERMINAL = _Stream(tty=True, encoding="UTF-8")
PIPE = _Stream(tty=False)
XTERM = {"TERM": "xterm-256color"}


def test_a_pipe_gets_plain_unfolded_text() -> None:
    assert look_of(PIPE, XTERM, width=80) == Look()


def test_a_terminal_gets_attributes_colours_and_its_width() -> None:
    assert look_of(TERMINAL, XTERM, width=80) == Look(styled=True, coloured=True, width=80)


def test_a_dumb_terminal_gets_plain_text_in_its_width() -> None:
    assert look_of(TERMINAL, {"TERM": "dumb"}, width=80) == Look(width=80)


def test_no_color_leaves_the_attributes() -> None:
    assert look_of(TERMINAL, {**XTERM, "NO_COLOR": "1"}) == Look(styled=True)


@pytest.mark.parametrize("environ", [XTERM, {"FORCE_COLOR": "1"}, {"TERM": "xterm-kitty"}])
def test_plain_and_never_win(environ: dict[str, str]) -> None:
    assert look_of(TERMINAL, environ, width=50, plain=True) == Look(width=50)
    assert look_of(TERMINAL, environ, width=50, colour=Colour.NEVER) == Look(width=50)


def test_colour_can_be_forced_into_a_pipe_but_links_cannot() -> None:
    assert look_of(PIPE, {"FORCE_COLOR": "1", "TERM": "xterm-kitty"}) == Look(styled=True, coloured=True)
    assert look_of(PIPE, {"NO_COLOR": "1"}, colour=Colour.ALWAYS) == Look(styled=True, coloured=True)


def test_the_encoding_is_the_streams() -> None:
    assert look_of(_Stream(tty=True, encoding="ANSI_X3.4-1968"), XTERM).encoding == "ascii"


@pytest.mark.parametrize(
    ("environ", "opens"),
    [
        ({}, False),
        (XTERM, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"VTE_VERSION": "7402"}, True),
        ({"VTE_VERSION": "4205"}, False),
        ({"WT_SESSION": "x"}, True),
        ({"VTE_VERSION": "7402", "TMUX": "socket"}, False),
        ({"TMUX": "socket", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_links_are_for_terminals_that_are_known_to_open_them(environ: dict[str, str], opens: bool) -> None:
    assert opens_links(environ) is opens
