"""How labelled facts are laid out: groups of them, what stands as it is (a diff), and what may be done with each."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import gettext as _
from bot.replies.harmless import safe_url
from bot.replies.layout_tables import label_rows
from bot.replies.model import FactGroup, Facts, Named
from bot.replies.moments import moment
from bot.replies.people import without_names
from bot.replies.sheet import Sheet
from bot.replies.spans import Role, Row, Span

_BLANK: Row = ()


def lay_out_facts(reply: Facts, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out groups of facts under a heading; what may be done is numbered through all of them."""
    rows: list[Row] = [*sheet.sentences(reply.title, Role.HEADING), *sheet.sentences(reply.notices, Role.NOTE)]
    numbered = 0
    for group in reply.groups:
        rows += [_BLANK, *_group_rows(group, sheet, numbered + 1)]
        numbered += len(group.actions)
    return (*rows, _BLANK, *sheet.ways(((_("more:"), reply.more), (_("back:"), reply.back))))


def _group_rows(group: FactGroup, sheet: Sheet, first: int) -> tuple[Row, ...]:
    facts = [(label, [_value(value, sheet)]) for label, value in group.rows]
    return (
        *sheet.sentences(group.title, Role.LABEL),
        *label_rows(facts, sheet),
        *(sheet.verbatim(group.code.strip("\r\n")) if group.code.strip() else ()),
        *sheet.choices(group.actions, first),
    )


def _value(value: str | datetime | Named, sheet: Sheet) -> Row:
    """Return a fact's value; one that is a URL can be clicked and is never broken, a moment is told from now."""
    if isinstance(value, datetime):
        return (sheet.span(moment(value, sheet.now)),)
    if isinstance(value, Named):
        return (sheet.span(without_names(value)),)
    url = safe_url(value) if value.startswith(("https://", "http://")) else None
    return (Span(url, Role.LINK, url),) if url else (sheet.span(value),)
