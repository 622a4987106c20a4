"""Lines: a text's lines, with the slips that would hide a list from a Markdown parser put right.

Never adds or removes a line, so that every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEWLINES = re.compile(r"\r\n?")
_NOT_TEXT = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]")
_FRONT_MATTER_LINE = re.compile(r"\s*(?:#|-\s|[\w-]+\s*:|$)")
_ODD_BULLET = re.compile(r"^(\s*)(?:[•·▪●○◦‣∙]\s*|[–—]\s+|[-+](?=\[|\*\*[\[\w]))")
"""A bullet that is none in Markdown: another sign, or a sign without a blank behind it."""
_BULLET = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def read_lines(text: str) -> list[str]:
    """Return the lines of a text as the file has them (however they end), front matter blank, bullets regular."""
    return regular_lines(text_lines(text))


def text_lines(text: str) -> list[str]:
    """Return the lines of a text as the file has them (however they end), front matter blank."""
    # Line by line: one search through all of a large text would let no other thread run meanwhile.
    lines = [_NOT_TEXT.sub(" ", line) for line in _NEWLINES.sub("\n", text.removeprefix("\ufeff")).split("\n")]
    if lines[0].rstrip() == "---":
        close = next((i for i, line in enumerate(lines[1:60], 1) if line.rstrip() in ("---", "...")), None)
        if close and all(_FRONT_MATTER_LINE.match(line) for line in lines[1:close]):
            lines[: close + 1] = [""] * (close + 1)
    return lines


def regular_lines(lines: Iterable[str]) -> list[str]:
    """Return lines with their bullets regular.  A line that begins with a word begins anew, unless a fence is open."""
    return list(_with_reachable_bullets(_ODD_BULLET.sub(r"\1- ", line) for line in lines))


def is_fence(line: str) -> bool:
    """Say whether a line looks like one that opens or closes a code fence."""
    return _FENCE.match(line) is not None


def _with_reachable_bullets(lines: Iterable[str]) -> Iterable[str]:
    """Pull in bullets that stand so deep below their parent that Markdown takes them for its text."""
    parents: list[tuple[int, int, int]] = []  # as written, as given out, where its text begins
    fenced = False
    for line in lines:
        fenced ^= is_fence(line)
        found = None if fenced else _BULLET.match(line)
        if found is None:
            if line.strip() and not line[0].isspace():
                parents.clear()
            yield line
            continue
        depth = len(found[1].expandtabs(4))
        while parents and parents[-1][0] >= depth:
            parents.pop()
        given = depth
        if parents:
            given = min(depth - parents[-1][0] + parents[-1][1], parents[-1][2] + 3)
        moved = line if given == depth else " " * given + line[len(found[1]) :]
        parents.append((depth, given, given + len(found[0]) - len(found[1])))
        yield moved
