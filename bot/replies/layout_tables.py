"""How trees and bars are laid out, and values after their labels: what has columns."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import SectionNode, SectionTree, Statistics, Tally
from bot.replies.sheet import PHRASE, SENTENCE, Sheet
from bot.replies.spans import Role, Row, Span
from bot.replies.words import number
from bot.replies.wrapping import cells, padded

_BLANK: Row = ()
_GAP = "  "
_WIDEST_BAR = 40
_BARS = " ▏▎▍▌▋▊▉█"
_DEEPEST = 8


def lay_out_tree(tree: SectionTree, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out the sections, indented by depth, each with its count in one column where there is room."""
    heading = sheet.span(tree.title, Role.HEADING, SENTENCE)
    total = ngettext("{count} entry", "{count} entries", tree.total)
    rows = [*sheet.flow([(heading,), (sheet.span(total, Role.META),)]), _BLANK]
    names = [(_indent(node), sheet.text(node.title, PHRASE)) for node in tree.nodes]
    column = max((indent + cells(name) for indent, name in names), default=0)
    if sheet.width is not None and column + 8 > sheet.width:
        column = 0
    for node, (indent, name) in zip(tree.nodes, names, strict=True):
        fill = " " * max(column - indent - cells(name), 0)
        count = Span(f"{number(node.count):>{4 if column else 0}}", Role.COUNT)
        row = (Span(" " * indent), Span(name, Role.SECTION), Span(fill + _GAP), count)
        rows += sheet.fold(row, indent + 2)
    return (*rows, _BLANK, *_tree_hint(tree, sheet))


def lay_out_statistics(reply: Statistics, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out counts as bars, the longest of each tally as long as the width allows."""
    rows: list[Row] = [*sheet.sentences(reply.title, Role.HEADING)]
    for tally in reply.tallies:
        rows += [_BLANK, *sheet.sentences(tally.title, Role.LABEL), *_bar_rows(tally, sheet)]
    return tuple(rows)


def label_rows(facts: Sequence[tuple[str, Sequence[Row]]], sheet: Sheet) -> tuple[Row, ...]:
    """Lay out values after their labels, in two columns; facts without a value are left out.

    Where a third of the width is not enough for the longest label, values start right after their labels.
    """
    named = [(sheet.text(label, PHRASE), [value for value in values if value]) for label, values in facts]
    shown = [(label, values) for label, values in named if values]
    column = max((cells(label) for label, _values in shown), default=0) + len(_GAP)
    if sheet.width is not None and column > sheet.width // 3:
        column = 0
    rows: list[Row] = []
    for label, values in shown:
        start = padded(label, column) if column else sheet.label(label)
        for index, value in enumerate(values):
            lead = Span(start if not index else " " * (column or 2), Role.LABEL)
            rows += sheet.fold([lead, *value], column or 2)
    return tuple(rows)


def bar(count: int, biggest: int, width: int, *, blocks: bool) -> str:
    """Return a bar of at most *width* cells, in eighths of a cell where there are *blocks*, else in `#`.

    Its length is in proportion to *count* of *biggest*; whatever is more than nothing can be seen.
    """
    if count <= 0 or biggest <= 0:
        return ""
    if not blocks:
        return "#" * max(round(width * count / biggest), 1)
    whole, eighths = divmod(max(round(8 * width * count / biggest), 1), 8)
    return _BARS[-1] * whole + (_BARS[eighths] if eighths else "")


def _indent(node: SectionNode) -> int:
    return 2 * min(max(node.depth, 0), _DEEPEST)


def _tree_hint(tree: SectionTree, sheet: Sheet) -> tuple[Row, ...]:
    """Show how a section is opened, by the example of the first that has nothing below it."""
    deeper = [*(node.depth for node in tree.nodes[1:]), 0]
    leaf = next((node for node, after in zip(tree.nodes, deeper, strict=False) if after <= node.depth), None)
    if leaf is None:
        return ()
    return sheet.fold([Span(sheet.label(_("open one:")), Role.META), sheet.command(leaf.command)], 2)


def _bar_rows(tally: Tally, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a label, its count and its bar on each row; labels take at most two fifths of the width."""
    roomy = sheet.width or 80
    longest = max(roomy * 2 // 5, 8)
    labels = [_short(sheet, label, longest) for label, _count in tally.rows]
    counts = [number(count) for _label, count in tally.rows]
    column = max(map(cells, labels), default=0)
    digits = max(map(len, counts), default=0)
    room = min(roomy - column - digits - 2 * len(_GAP), _WIDEST_BAR)
    biggest = max((count for _label, count in tally.rows), default=0)
    rows: list[Row] = []
    for label, said, (_label, count) in zip(labels, counts, tally.rows, strict=True):
        drawn = bar(count, biggest, max(room, 1), blocks=sheet.can_write(_BARS))
        gap = (Span(_GAP), Span(drawn, Role.BAR)) if drawn else ()
        rows.append((Span(padded(label, column) + _GAP), Span(f"{said:>{digits}}", Role.COUNT), *gap))
    return tuple(rows)


def _short(sheet: Sheet, text: str, width: int) -> str:
    """Return *text* cut so that it takes at most *width* cells."""
    limit = width
    while cells(short := sheet.text(text, limit)) > width:
        limit -= 1
    return short
