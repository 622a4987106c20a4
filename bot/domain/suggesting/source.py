"""A list's text as lines, and which of them belong to one entry.  Changes nothing: every character has its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<sign>[-*+•]|(?P<number>\d{1,9})[.)])(?P<gap>[ \t]+|(?=\[|\*\*\w))")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BLOCK = re.compile(r"\s*(?:</?(?:details|summary|div|p|table|tr|h[1-6]|ul|ol|center)\b|<!--|---+\s*$|```|~~~)", re.I)


class Block(StrEnum):
    """How an entry is written."""

    BULLET = "bullet"
    ROW = "row"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullet:
    """What opens an item: its indentation, its sign (`-`, `12.`), the blanks behind it."""

    indent: str
    sign: str
    gap: str

    @property
    def number(self) -> int | None:
        """Its number, if the list is an ordered one."""
        return int(self.sign[:-1]) if self.sign[:-1].isdigit() else None

    @property
    def depth(self) -> int:
        """How far it is indented, tabs counted as four blanks."""
        return len(self.indent.expandtabs(4))

    def __str__(self) -> str:
        """Write it as it stands in its line."""
        return f"{self.indent}{self.sign}{self.gap}"


def bullet_of(line: str) -> Bullet | None:
    """Return what opens an item; None for any other line."""
    found = _BULLET.match(line)
    return Bullet(found["indent"], found["sign"], found["gap"]) if found else None


class ListText:
    """The lines of a text, without their ends, as readers count them (from 0 here)."""

    def __init__(self, text: str) -> None:
        parts = _LINE_END.split(text)
        self.lines = parts[::2]
        self.ends = [*parts[1::2], ""]

    def inserted(self, at: int, lines: Collection[str]) -> str:
        """Return the text with lines put before line *at*; every other character stays as it is."""
        end = next((end for end in self.ends if end), "\n")
        if at < len(self.lines):
            end = self.ends[max(at - 1, 0)] or end
            head = "".join(map("".join, zip(self.lines[:at], self.ends[:at], strict=True)))
            mark = "\ufeff" if at == 0 and self.lines[0].startswith("\ufeff") else ""
            rest = "".join(map("".join, zip(self.lines[at:], self.ends[at:], strict=True))).removeprefix(mark)
            return mark + head + "".join(line + end for line in lines) + rest
        whole = "".join(map("".join, zip(self.lines, self.ends, strict=True)))
        return whole + "".join(end + line for line in lines)

    def block(self, at: int) -> Block:
        """Say how the entry that starts in a line is written."""
        line = self.lines[at]
        if _HEADING.match(line):
            return Block.HEADING
        if bullet_of(line):
            return Block.BULLET
        return Block.ROW if "|" in line and self.delimiter(at) is not None else Block.PARAGRAPH

    def delimiter(self, row: int) -> int | None:
        """Return the line below the header of the table that a row stands in; None outside of tables."""
        for at in range(row - 1, 0, -1):
            line = self.lines[at]
            if _DELIMITER.match(line) and "-" in line and "|" in line + self.lines[at - 1]:
                return at
            if "|" not in line:
                return None
        return None

    def own_end(self, at: int, starts: Collection[int]) -> int:
        """Return the line behind the entry itself: its wraps and details, not the entries below it (*starts*)."""
        block = self.block(at)
        if block is Block.ROW:
            return at + 1
        own = bullet_of(self.lines[at])
        end = at + 1
        while end < len(self.lines) and end not in starts:
            line = self.lines[end]
            if block is Block.HEADING:
                if _HEADING.match(line):
                    break
            elif not line.strip() or _ends_item(line, own.depth if own else 99):
                break
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        return end

    def tree_end(self, at: int, starts: Collection[int]) -> int:
        """Return the line behind an entry and everything that hangs on its item."""
        own = bullet_of(self.lines[at])
        if own is None or self.block(at) is not Block.BULLET:
            return self.own_end(at, starts)
        end = at + 1
        for index in range(at + 1, len(self.lines)):
            line = self.lines[index]
            if not line.strip():
                continue
            lazy = index == end and not _ends_item(line, own.depth)
            if not lazy and len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()) <= own.depth:
                break
            end = index + 1
        return end


def _ends_item(line: str, depth: int) -> bool:
    """Say whether a line is no wrap or detail of an item of this depth."""
    bullet = bullet_of(line)
    if bullet is not None:
        return bullet.depth <= depth
    return bool(_HEADING.match(line) or _BLOCK.match(line)) and not line.startswith((" ", "\t"))
