"""The neutral form of every drawn reply: rows of spans, each with a role.

Roles say what a piece of text *is*; what that looks like is the front-end's affair.  Nothing here measures,
wraps or knows a reply.  Texts in spans have been made harmless and hold no line break.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """What a piece of text is."""

    TEXT = "text"
    HEADING = "heading"
    NUMBER = "number"
    TITLE = "title"
    MARK = "mark"
    META = "meta"
    SECTION = "section"
    LABEL = "label"
    LINK = "link"
    COMMAND = "command"
    NOTE = "note"
    COUNT = "count"
    BAR = "bar"
    DONE = "done"
    WARNING = "warning"
    ERROR = "error"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one role.  `url`, where there is one, is safe to be made clickable."""

    text: str
    role: Role = Role.TEXT
    url: str | None = None


Row: TypeAlias = tuple[Span, ...]
"""One line of text; the empty row is a blank line."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A reply, ready to be drawn from top to bottom."""

    rows: tuple[Row, ...]


def row_text(row: Iterable[Span]) -> str:
    """Return what a row says, without its roles."""
    return "".join(span.text for span in row)
