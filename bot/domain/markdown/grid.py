"""Grids: cells from the source lines of a table, more leniently than Markdown reads them.

A bar inside a link or a code span separates nothing; a header may have fewer or more cells than its
delimiter row; a table may lack header or outer bars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DELIMITER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*\|?\s*$")
_SHIELDED = re.compile(
    r"\\\||`[^`\n]+`|!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?){0,400}\]\((?:[^()\n]|\([^()\n]*\))*\)|<a\b[^\n]*?</a>"
)
_BAR = "\ue000"


def is_grid(content: str) -> bool:
    """Say whether a paragraph's source is a table that Markdown did not recognise as one."""
    if "|" not in content:
        return False
    lines = content.split("\n")
    barred = [line for line in lines if line.lstrip().startswith("|") and line.count("|") >= 2]
    if len(lines) > 1 and _is_delimiter(lines[1]) and "|" in lines[0]:
        return True
    return len(barred) == len(lines)


def read_grid(lines: Sequence[str]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header's cells (none if there is no header) and the rows as (offset of the line, cells)."""
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for offset, line in enumerate(lines):
        if _is_delimiter(line):
            if len(rows) == 1 and not header:
                header = rows.pop()[1]
        elif cells := split_row(line):
            rows.append((offset, cells))
    return header, rows


def split_row(line: str) -> list[str]:
    """Return the cells of one row, trimmed; nothing for an empty line."""
    text = line.strip().lstrip("> ") if line.lstrip().startswith(">") else line.strip()
    shielded = _SHIELDED.sub(lambda found: found[0].replace("|", _BAR), text)
    shielded = shielded.removeprefix("|")
    if shielded.endswith("|"):
        shielded = shielded[:-1]
    cells = [cell.strip().replace("\\" + _BAR, "|").replace(_BAR, "|") for cell in shielded.split("|")]
    return cells if any(cells) else []


def _is_delimiter(line: str) -> bool:
    return "-" in line and bool(_DELIMITER.match(line.lstrip("> "))) and ("|" in line)
