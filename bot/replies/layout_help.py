"""How help is laid out: examples first, then the rest in as few words as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.i18n import gettext as _
from bot.replies.model import Choice, CommandSummary, HelpIndex, HelpPage
from bot.replies.sheet import Sheet
from bot.replies.spans import Role, Row, Span
from bot.replies.typed import typed
from bot.replies.wrapping import row_cells

_BLANK: Row = ()


def lay_out_help_index(reply: HelpIndex, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out examples to start from, then one line for each command, under its heading."""
    return (
        *sheet.sentences(reply.title, Role.HEADING),
        _BLANK,
        *_examples(reply.examples, sheet),
        _BLANK,
        *_commands(reply.commands, sheet),
        _BLANK,
        *sheet.sentences(reply.footer, Role.META),
    )


def lay_out_help_page(reply: HelpPage, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out one command: how it is typed, what it does, examples, then its parameters."""
    parameters = [
        ((sheet.span(name, Role.LABEL),), (sheet.span(meaning, Role.META),)) for name, meaning in reply.parameters
    ]
    return (
        *sheet.fold([sheet.span(typed(reply.usage), Role.HEADING)], 2),
        *sheet.sentences(reply.help),
        _BLANK,
        *_examples(reply.examples, sheet),
        _BLANK,
        *(sheet.sentences(_("Parameters:"), Role.LABEL) if parameters else ()),
        *two_columns(parameters, sheet),
    )


def _commands(summaries: Sequence[CommandSummary], sheet: Sheet) -> list[Row]:
    rows: list[Row] = []
    widest = max((row_cells((sheet.command(each.usage),)) for each in summaries), default=0)
    for heading, under in groupby(summaries, key=lambda each: each.heading):
        rows += [_BLANK] if heading and rows else []
        rows += sheet.sentences(heading, Role.LABEL) if heading else ()
        rows += two_columns([_pair(sheet, each.usage, each.help) for each in under], sheet, widest)
    return rows


def two_columns(pairs: Sequence[tuple[Row, Row]], sheet: Sheet, widest: int = 0) -> tuple[Row, ...]:
    """Set each pair side by side, two cells in; what is right goes beneath where it would get under two fifths.

    What is left is taken to be at least *widest* cells wide, so that several such tables are in line.
    """
    column = max((widest, *(row_cells(left) for left, _right in pairs))) + 4
    rows: list[Row] = []
    for left, right in pairs:
        if sheet.width is None or column <= sheet.width * 3 // 5:
            fill = Span(" " * (column - 2 - row_cells(left)))
            rows += sheet.fold([Span("  "), *left, fill, *right], column)
        else:
            rows += sheet.fold([Span("  "), *left], 4)
            rows += sheet.fold([Span("    "), *right], 4)
    return tuple(rows)


def _examples(examples: Sequence[Choice], sheet: Sheet) -> tuple[Row, ...]:
    if not examples:
        return ()
    pairs = [_pair(sheet, each.command, each.label) for each in examples if each.label != each.command]
    alone = [sheet.fold([Span("  "), *_command(sheet, each)], 4) for each in examples if each.label == each.command]
    rows = (row for folded in alone for row in folded)
    return (*sheet.sentences(_("Try:"), Role.LABEL), *two_columns(pairs, sheet), *rows)


def _command(sheet: Sheet, example: Choice) -> Row:
    return (sheet.command(example.command),)


def _pair(sheet: Sheet, command: str, meaning: str) -> tuple[Row, Row]:
    return (sheet.command(command),), (sheet.span(meaning, Role.META),)
