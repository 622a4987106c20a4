"""Rows: what is particular to entries that are rows of a table.

A cell that no proposal has a fact for (a licence, a price) is left as empty as its neighbours leave theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.suggesting.template import Cell, Links, Piece, Slot, Template, joined

_BAR = re.compile(r"(?<!\\)\|")
_EMPTY = re.compile(r"(?:[-–—/?.\s]|n/?a|none|unknown|tbd|tba)*", re.I)
_USUAL = 0.95


def cells_of(row: str) -> list[str]:
    """Part a row at its bars, with what stands before the first and behind the last bar."""
    return _BAR.split(row)


def row_template(template: Template) -> Template:
    """Return a row's template with each cell that holds no slot as a `Cell`."""
    pieces: list[Piece] = []
    column = 0
    cell: list[Piece] = []
    for piece in template.pieces:
        if not isinstance(piece, str):
            cell.append(piece)
            continue
        first, *others = cells_of(piece)
        cell.append(first)
        for text in others:
            pieces += [*_generic(cell, column), "|"]
            column += 1
            cell = [text]
    return Template(joined([*pieces, *_generic(cell, column)]))


def _generic(cell: list[Piece], column: int) -> list[Piece]:
    empty = all(isinstance(piece, str) for piece in cell) and column > 0
    return [" ", Cell(column), " "] if empty and any(cell) else cell


def emptied(template: Template, slots: frozenset[Slot], *, links: bool) -> Template:
    """Return a row's template in which the cells of facts that are missing stay empty."""
    pieces: list[Piece] = []
    column = 0
    for piece in template.pieces:
        if isinstance(piece, str):
            column += len(cells_of(piece)) - 1
            pieces.append(piece)
        elif piece in slots or (links and isinstance(piece, Links)):
            pieces.append(Cell(column))
        else:
            pieces.append(piece)
    return Template(joined(pieces))


def usual_cells(rows: Sequence[str]) -> dict[int, str]:
    """Return what stands in each column where nothing is known: what all rows say, or how they say nothing."""
    table = [[cell.strip() for cell in cells_of(row)] for row in rows]
    width = max(map(len, table), default=0)
    out = {}
    for column in range(width):
        found = Counter(cells[column] for cells in table if column < len(cells))
        value, count = found.most_common(1)[0]
        empty = Counter({text: times for text, times in found.items() if _EMPTY.fullmatch(text)})
        usual = count >= _USUAL * found.total() and count > 2
        out[column] = value if usual else empty.most_common(1)[0][0] if empty else ""
    return out


def aligned(row: str, rows: Sequence[str]) -> str:
    """Pad the cells of a row to the width that its column has in most of the other rows, if it has one."""
    table = [cells_of(other) for other in rows]
    cells = cells_of(row)
    for column, cell in enumerate(cells[:-1]):
        widths = Counter(len(other[column]) for other in table if column < len(other) - 1)
        if not widths or not cell.strip():
            continue
        width, count = widths.most_common(1)[0]
        if column and count > 1 and count > 0.6 * widths.total() and len(cell) < width:
            cells[column] = cell.ljust(width)
    return "|".join(cells)
