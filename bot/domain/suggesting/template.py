"""Templates: a neighbour's line with its facts taken out, so that another work's facts can be put in.

A template is a row of literal texts, slots and at most one row of labelled links.  Which slot takes what is decided in
`facts`; which template fits, in `choosing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.domain.entries import LinkKind


class Slot(Enum):
    """A place for one fact."""

    TITLE = "title"
    HEAD = "head"
    """The title up to its colon."""
    TAIL = "tail"
    """The title behind its colon."""
    NAME = "name"
    AUTHORS = "authors"
    VENUE = "venue"
    TRACK = "track"
    """What stands behind the year but belongs to the venue: `ICML 2023 Workshop`."""
    YEAR = "year"
    SHORT_YEAR = "short year"
    DESCRIPTION = "description"
    LEAD = "lead"
    """The address that the title leads to."""
    REPOSITORY = "repository"
    """`owner/name` in a picture that counts its stars."""


@dataclass(frozen=True, slots=True)
class Label:
    """How links of one kind are written: what stands before and behind the address (`[[paper](`, `)]`)."""

    kind: LinkKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Links:
    """The place of a row of labelled links.  How many there are, and their labels, is no part of the template."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that holds no fact that a proposal could have; `column` counts from 0."""

    column: int


Place: TypeAlias = Slot | Links | Cell
Piece: TypeAlias = str | Place


@dataclass(frozen=True, slots=True)
class Template:
    """The form of one line, without its bullet."""

    pieces: tuple[Piece, ...]

    @property
    def slots(self) -> frozenset[Slot]:
        """The facts that it has a place for."""
        return frozenset(piece for piece in self.pieces if isinstance(piece, Slot))

    @property
    def has_links(self) -> bool:
        """Whether it has a row of labelled links."""
        return any(isinstance(piece, Links) for piece in self.pieces)

    @property
    def literals(self) -> str:
        """All its own words."""
        return "\n".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Sort:
    """What lets a list write works of one set of fields in different forms.

    The kinds of their links in order, whether their title starts with a name, whether their venue is one of several
    parts (`ICML Workshop`).
    """

    kinds: tuple[LinkKind, ...]
    named: bool
    compound: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What one neighbour's line teaches.

    Its form, the labels of its links and what stands `between` them (None where there is only one), and what sort of
    work it is.
    """

    template: Template
    labels: tuple[Label, ...]
    between: str | None
    sort: Sort


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join neighbouring literals, fold blanks within a line, and drop those at the end."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    out = [re.sub(r"(?<=\S)[ \t]+(?=\S)", " ", piece) if isinstance(piece, str) else piece for piece in out]
    out = [re.sub(r"[ \t]{2,}", " ", piece) if isinstance(piece, str) and "\n" not in piece else piece for piece in out]
    if out and isinstance(out[-1], str):
        out[-1] = out[-1].rstrip()
    return tuple(piece for piece in out if piece != "")
