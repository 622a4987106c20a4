"""How forms are laid out where nobody can be asked: their fields, and the line that may be typed instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, typed_line
from bot.replies.layout_tables import label_rows
from bot.replies.sheet import PHRASE, Sheet
from bot.replies.spans import Role, Row, Span
from bot.replies.words import as_label

_BLANK: Row = ()
_CHOICES = 10


def lay_out_form(form: Form, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out each field with what it holds, and the line."""
    rows = [*sheet.sentences(form.title, Role.HEADING), *sheet.sentences(form.notices, Role.NOTE)]
    return (*rows, _BLANK, *_fields(form, sheet), _BLANK, *_instead(form, sheet))


def lay_out_form_errors(reply: FormErrors, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out what is wrong, then the form as it was filled in."""
    wrong = [f"{as_label(label)}{sentence}" if label else sentence for label, sentence in reply.sentences()]
    heading = sheet.sentences(reply.form.title, Role.HEADING)
    errors = [row for each in wrong for row in sheet.sentences(each, Role.ERROR)]
    return (*heading, *errors, _BLANK, *_fields(reply.form, sheet), _BLANK, *_instead(reply.form, sheet))


def _fields(form: Form, sheet: Sheet) -> tuple[Row, ...]:
    facts: list[tuple[str, Sequence[Row]]] = []
    for at, field in enumerate(form.fields):
        again = at > 0 and bool(field.choices) and field.choices == form.fields[at - 1].choices
        facts.append((_label(field, sheet), _field(field, sheet, again=again)))
    return label_rows(facts, sheet)


def _label(field: FormField, sheet: Sheet) -> str:
    return (sheet.text(field.label, PHRASE) or field.name) + ("*" if field.required else "")


def _field(field: FormField, sheet: Sheet, *, again: bool) -> list[Row]:
    chosen = next((label for value, label in field.choices if value == field.value), "")
    value = (sheet.span(chosen or field.value) if field.value else Span("-", Role.META),)
    about = [sheet.span(field.help, Role.META)] if field.help else []
    choices = [(sheet.span(_("one of the same"), Role.META),)] if again else _choices(field, sheet)
    return [value, *([tuple(about)] if about else []), *choices]


def _choices(field: FormField, sheet: Sheet) -> list[Row]:
    if field.kind is not FieldKind.CHOICE or not field.choices:
        return []
    rows: list[Row] = [
        (sheet.span(value, Role.COMMAND, PHRASE), *_meaning(value, label, sheet))
        for value, label in field.choices[:_CHOICES]
    ]
    left = len(field.choices) - _CHOICES
    more = ngettext("and {count} more", "and {count} more", left) if left > 0 else ""
    return [*rows, *([(sheet.span(more, Role.META),)] if more else [])]


def _meaning(value: str, label: str, sheet: Sheet) -> Row:
    return () if value == label else (sheet.dot(), sheet.span(label, Role.TEXT, PHRASE))


def _instead(form: Form, sheet: Sheet) -> tuple[Row, ...]:
    row = [Span(sheet.label(_("or type:")), Role.META), sheet.command(typed_line(form))]
    return sheet.fold(row, 2)
