"""How what happened to a list, or to one entry, is laid out: by days, a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import gettext as _
from bot.replies.model import ChangeDay, ChangeLog
from bot.replies.sheet import Sheet
from bot.replies.spans import Role, Row, Span
from bot.replies.words import day

_BLANK: Row = ()


def lay_out_changes(reply: ChangeLog, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a page of days under a heading, and the way on."""
    rows = [*sheet.sentences(reply.title, Role.HEADING), *sheet.sentences(reply.notices, Role.NOTE)]
    for each in reply.days:
        rows += [_BLANK, *sheet.sentences(day(each.day, sheet.now), Role.LABEL), *_sentences(each, sheet)]
    return (*rows, _BLANK, *sheet.ways(((_("earlier:"), reply.more), (_("later:"), reply.back))))


def history_rows(history: Sequence[ChangeDay], sheet: Sheet) -> list[Row]:
    """Return what happened to one entry, a row for each day and sentence."""
    return [
        (Span(sheet.label(day(each.day, sheet.now)), Role.META), sheet.span(sentence))
        for each in history
        for sentence in each.sentences
    ]


def _sentences(each: ChangeDay, sheet: Sheet) -> list[Row]:
    return [row for text in each.sentences for row in sheet.fold([Span("- ", Role.NUMBER), sheet.span(text)], 2)]
