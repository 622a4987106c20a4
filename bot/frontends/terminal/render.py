"""Draw a reply on a terminal: the same rows as plain text, with attributes, colours and links where they are wanted.

Rich is loaded only where there is something to style.  There is one accent colour and red, both from the
palette that every terminal maps to its own theme; whatever a colour says, an attribute or the words say too.
"""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

from bot.frontends.terminal.look import Look
from bot.replies.layout import lay_out
from bot.replies.model import Reply
from bot.replies.plain import to_plain
from bot.replies.spans import Layout, Role, Span

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style

_ACCENT = "magenta"  # of the eight, the one that reads well on white, black and what lies between
_STYLES = {
    Role.HEADING: "bold",
    Role.NUMBER: "bold",
    Role.MARK: f"bold {_ACCENT}",
    Role.META: "dim",
    Role.LABEL: "dim",
    Role.LINK: "underline",
    Role.COMMAND: _ACCENT,
    Role.NOTE: "italic",
    Role.COUNT: "bold",
    Role.BAR: _ACCENT,
    Role.DONE: "bold",
    Role.WARNING: f"bold {_ACCENT}",
    Role.ERROR: "bold red",
}


def render(reply: Reply, look: Look, now: datetime) -> str:
    """Return the reply as text to be written to the terminal as it is, ended by a line feed."""
    return draw(lay_out(reply, now=now, width=look.width, full_urls=not look.links, encoding=look.encoding), look)


def draw(layout: Layout, look: Look) -> str:
    """Return a layout in the terminal's own attributes, colours and links; without them it is the plain text."""
    return _styled(layout, look) if look.styled else to_plain(layout)


def _styled(layout: Layout, look: Look) -> str:
    from rich.console import Console
    from rich.segment import Segment, Segments

    out = StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard",
        no_color=not look.coloured,
        legacy_windows=False,
        width=80,  # not used, but asked of the terminal where it is not said
        height=25,
    )
    segments = [segment for row in layout.rows for segment in (*(_segment(span, look) for span in row), Segment.line())]
    console.print(Segments(segments), end="", crop=False)
    return out.getvalue()


def _segment(span: Span, look: Look) -> Segment:
    from rich.segment import Segment

    return Segment(span.text, _style(span.role, span.url if look.links else None))


def _style(role: Role, url: str | None) -> Style:
    from rich.style import Style

    style = Style.parse(_STYLES.get(role, ""))
    return style + Style(link=url) if url else style
