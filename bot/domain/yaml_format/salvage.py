"""Salvage: read as much of a YAML list as can be read, when its syntax is broken somewhere.

A single stray quotation mark makes a whole file invalid.  Where the entries are written one below the
other, the broken ones are then found and read around, so that only they are lost and each says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.yaml_format.mistakes import Mistakes
from bot.domain.yaml_format.nodes import Items, Node, Pairs, Refused, Scalar, SyntaxMistake, compose
from bot.domain.yaml_format.text import LINE_BREAK, UNREADABLE
from bot.i18n import gettext as _

_ENTRIES = re.compile(r"""(?:entries|"entries"|'entries')[ ]*:[ ]*(?:\#.*)?""", re.X)
_MANY_BROKEN = 500
_MANY_KEYS = 50
_KEY = re.compile(r"[^\s#-]")
_ITEM = re.compile(r"( *)-(?: |\t|$)")


def salvage(text: str, mistakes: Mistakes) -> Node | None:
    """Return the tree of *text*, broken entries in it as `Refused`; None where nothing can be read.  Never raises."""
    text = _readable(text.removeprefix("\ufeff"), mistakes)
    try:
        return compose(text)
    except SyntaxMistake as mistake:
        pieces = _split(LINE_BREAK.split(text))
        if not pieces:
            mistakes.note(mistake.line, mistake.why)
            return None
        return _reassemble(pieces, mistake, mistakes)


def _readable(text: str, mistakes: Mistakes) -> str:
    """Leave out what YAML does not allow in a file, and report each line that has some of it."""
    line = 1
    reported = done = 0
    for found in UNREADABLE.finditer(text):
        line += sum(1 for _break in LINE_BREAK.finditer(text, done, found.start()))
        done = found.start()
        if line != reported:
            code = f"U+{ord(found[0][0]):04X}"
            mistakes.note(line, _("a character that no text should hold ({code}) was left out", code=code))
            reported = line
    return UNREADABLE.sub("", text) if reported else text


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the file with its first line: an entry, or one of the list's own keys."""

    line: int
    text: str
    is_entry: bool


def _split(lines: list[str]) -> list[_Piece]:
    """Take a file apart; empty where no line starts the entries."""
    start = next((index for index, line in enumerate(lines) if _ENTRIES.fullmatch(line)), len(lines))
    end = next((index for index in range(start + 1, len(lines)) if _KEY.match(lines[index])), len(lines))
    items = [(index, found[1]) for index in range(start + 1, end) if (found := _ITEM.match(lines[index]))]
    starts = {index for index, spaces in items if spaces == items[0][1]}
    keys = [index for index, line in enumerate(lines) if _KEY.match(line) and not start <= index < end]
    places = sorted({*starts, *keys, start, end, len(lines)})
    return [
        _Piece(first + 1, "\n".join(lines[first:after]), first in starts)
        for first, after in pairwise(places)
        if starts and first != start
    ]


def _reassemble(pieces: list[_Piece], whole: SyntaxMistake, mistakes: Mistakes) -> Node:
    entries = [piece for piece in pieces if piece.is_entry]
    keys = [piece for piece in pieces if not piece.is_entry][:_MANY_KEYS]
    broken: list[Refused] = []
    line = entries[0].line
    pairs: list[tuple[Node, Node]] = [
        (Scalar(line, "entries"), Items(line, tuple(_compose_all(entries, broken)))),
    ]
    for key in keys:
        for node in _compose_all([key], broken):
            pairs += node.pairs if isinstance(node, Pairs) else [(node, node)]
    if not broken:  # every piece is sound by itself, but they do not fit together
        mistakes.note(whole.line, whole.why)
    return Pairs(1, tuple(pairs))


def _compose_all(pieces: list[_Piece], broken: list[Refused]) -> Iterator[Node]:
    """Compose pieces together; if that fails, each half of them, down to the broken ones."""
    if len(broken) > _MANY_BROKEN:
        yield Refused(pieces[0].line, _("nothing from here on was read, because too much is broken above"))
        return
    try:
        node = compose("\n".join(piece.text for piece in pieces), pieces[0].line)
    except SyntaxMistake as mistake:
        node = Refused(mistake.line, mistake.why)
    if isinstance(node, Items) and len(node.nodes) == len(pieces):
        yield from node.nodes
    elif len(pieces) > 1:
        middle = len(pieces) // 2
        yield from _compose_all(pieces[:middle], broken)
        yield from _compose_all(pieces[middle:], broken)
    elif node:
        broken += [node] if isinstance(node, Refused) else []
        yield node
