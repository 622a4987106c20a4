"""The one renderer: lower every reply to rows of spans, which each front-end then only draws.

Plain text, the coloured terminal and the text fallbacks of the chat platforms are all made from these rows,
so they say the same.  Nothing here prints, colours or knows a platform; how a family of replies looks is in
the `layout_…` modules next to this one.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from bot.replies.encoding import encoding_name
from bot.replies.forms import Form, FormErrors
from bot.replies.layout_changes import lay_out_changes
from bot.replies.layout_digest import lay_out_digest
from bot.replies.layout_entries import lay_out_card, lay_out_entries, lay_out_nothing
from bot.replies.layout_facts import lay_out_facts
from bot.replies.layout_forms import lay_out_form, lay_out_form_errors
from bot.replies.layout_help import lay_out_help_index, lay_out_help_page
from bot.replies.layout_messages import lay_out_clarify, lay_out_document, lay_out_failure, lay_out_message
from bot.replies.layout_tables import lay_out_statistics, lay_out_tree
from bot.replies.model import (
    ChangeLog,
    Clarify,
    DigestPost,
    Document,
    EntryCard,
    EntryLines,
    Facts,
    Failure,
    HelpIndex,
    HelpPage,
    Message,
    NothingFound,
    Reply,
    SectionTree,
    Statistics,
)
from bot.replies.sheet import Sheet
from bot.replies.spans import Layout, Row

NARROWEST = 20


def lay_out(
    reply: Reply, *, now: datetime, width: int | None = None, full_urls: bool = True, encoding: str = "utf-8"
) -> Layout:
    """Lay a reply out, in the language in force.

    - `width` in terminal cells, at least 20; None folds nothing.  Links and files are never folded.
    - `full_urls`: write URLs out, for where a label cannot be clicked.
    - `encoding` of the stream that the text will go to; characters that it lacks are replaced.
    - `now` (aware, UTC) is what "3 days ago" is reckoned from.
    """
    folded_at = None if width is None else max(width, NARROWEST)
    sheet = Sheet(now=now, width=folded_at, full_urls=full_urls, encoding=encoding_name(encoding))
    rows = _rows(reply, sheet)
    return Layout(rows if isinstance(reply, Document) else _trimmed(rows))


def _rows(reply: Reply, sheet: Sheet) -> tuple[Row, ...]:
    match reply:
        case ChangeLog():
            return lay_out_changes(reply, sheet)
        case DigestPost():
            return lay_out_digest(reply, sheet)
        case EntryLines() | NothingFound() | EntryCard():
            return _entry_rows(reply, sheet)
        case SectionTree() | Statistics() | Facts():
            return _table_rows(reply, sheet)
        case HelpIndex() | HelpPage() | Form() | FormErrors():
            return _page_rows(reply, sheet)
        case _:
            return _message_rows(reply, sheet)


def _entry_rows(reply: EntryLines | NothingFound | EntryCard, sheet: Sheet) -> tuple[Row, ...]:
    match reply:
        case EntryLines():
            return lay_out_entries(reply, sheet)
        case NothingFound():
            return lay_out_nothing(reply, sheet)
        case EntryCard():
            return lay_out_card(reply, sheet)
        case _:
            assert_never(reply)


def _table_rows(reply: SectionTree | Statistics | Facts, sheet: Sheet) -> tuple[Row, ...]:
    match reply:
        case SectionTree():
            return lay_out_tree(reply, sheet)
        case Statistics():
            return lay_out_statistics(reply, sheet)
        case Facts():
            return lay_out_facts(reply, sheet)
        case _:
            assert_never(reply)


def _page_rows(reply: HelpIndex | HelpPage | Form | FormErrors, sheet: Sheet) -> tuple[Row, ...]:
    match reply:
        case HelpIndex():
            return lay_out_help_index(reply, sheet)
        case HelpPage():
            return lay_out_help_page(reply, sheet)
        case Form():
            return lay_out_form(reply, sheet)
        case FormErrors():
            return lay_out_form_errors(reply, sheet)
        case _:
            assert_never(reply)


def _message_rows(reply: Clarify | Document | Message | Failure, sheet: Sheet) -> tuple[Row, ...]:
    match reply:
        case Clarify():
            return lay_out_clarify(reply, sheet)
        case Document():
            return lay_out_document(reply, sheet)
        case Message():
            return lay_out_message(reply, sheet)
        case Failure():
            return lay_out_failure(reply, sheet)
        case _:
            assert_never(reply)


def _trimmed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Drop blank rows at both ends, and all but one of several in a row between."""
    kept: list[Row] = []
    for row in rows:
        if row or (kept and kept[-1]):
            kept.append(row)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
