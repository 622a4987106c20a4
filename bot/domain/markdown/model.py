"""The blocks of a document: what stands where, not yet what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.domain.markdown.runs import Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, Markdown or HTML; `level` from 1 to 6."""

    level: int
    runs: Runs
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside lists and tables.  `aside` is what a quotation or structural HTML frames."""

    runs: Runs
    line: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its own text, its paragraphs joined by hard breaks, and the items below it."""

    line: int
    runs: Runs
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of any kind."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is empty for one that has none."""

    header: tuple[Runs, ...]
    rows: tuple[Row, ...]
    line: int


class FoldPart(StrEnum):
    """The parts of a `<details>`."""

    OPEN = "open"
    SUMMARY = "summary"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of a `<details>`; a summary has its text."""

    part: FoldPart
    line: int
    runs: Runs = ()


Block: TypeAlias = Heading | Paragraph | ItemList | Table | Fold
