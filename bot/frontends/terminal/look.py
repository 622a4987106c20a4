"""What a terminal can show, decided from its streams and the environment that is handed in.

Reads no environment of its own and loads no library; the drawing is in `render`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from bot.replies.encoding import encoding_name

# Terminals that are known to open OSC 8 links.  Others may swallow the URL with the sequence
# (Terminal.app does), so that an unknown one gets its URLs written out.
_LINKING_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "WarpTerminal", "contour"}
_LINKING_TERMS = {"xterm-kitty", "alacritty", "foot", "foot-extra", "xterm-ghostty", "wezterm", "contour"}
_LINKING_MARKS = ("WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM", "KONSOLE_VERSION")
_VTE_WITH_LINKS = 5000
_MULTIPLEXERS = ("TMUX", "STY")
_USUAL_WIDTH = 80


class Colour(StrEnum):
    """When to colour: where there is a terminal that can, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw.

    - `styled`: bold, underline and the like may be used; `coloured`: so may the sixteen colours.
    - `links`: labels can be made clickable, so URLs need not be written out.
    - `width` in cells, None where nothing is to be folded (a pipe).
    - `encoding` of the stream.
    """

    styled: bool = False
    coloured: bool = False
    links: bool = False
    width: int | None = None
    encoding: str = "utf-8"


def look_of(
    stream: TextIO,
    environ: Mapping[str, str],
    *,
    width: int | None = None,
    colour: Colour = Colour.AUTO,
    plain: bool = False,
) -> Look:
    """Decide how to draw on *stream*, which is *width* cells wide if it is a terminal.

    Follows NO_COLOR (no-color.org: attributes stay), FORCE_COLOR, FORCE_HYPERLINK and TERM=dumb; `plain`
    and `Colour.NEVER` win over all of them.
    """
    encoding = encoding_name(stream.encoding)
    tty = stream.isatty()
    if plain or colour is Colour.NEVER:
        return Look(width=width if tty else None, encoding=encoding)
    forced = colour is Colour.ALWAYS or environ.get("FORCE_COLOR", "") not in {"", "0"}
    styled = forced or (tty and environ.get("TERM", "") not in {"dumb", ""})
    coloured = styled and (colour is Colour.ALWAYS or not environ.get("NO_COLOR"))
    links = tty and styled and opens_links(environ)
    return Look(styled=styled, coloured=coloured, links=links, width=width if tty else None, encoding=encoding)


def opens_links(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal is known to open OSC 8 links; FORCE_HYPERLINK decides where it is set."""
    forced = environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if any(mark in environ for mark in _MULTIPLEXERS):
        return False
    if environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS or environ.get("TERM") in _LINKING_TERMS:
        return True
    if any(mark in environ for mark in _LINKING_MARKS):
        return True
    vte = environ.get("VTE_VERSION", "")
    return vte.isdecimal() and int(vte) >= _VTE_WITH_LINKS


def terminal_width(stream: TextIO) -> int | None:
    """Return how many cells wide the stream's terminal is; None where there is none, 80 where it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return None
