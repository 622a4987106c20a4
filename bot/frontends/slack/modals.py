"""Modals for what a handler asks for by a form, and what is wrong with one; a command's own form is in `forms`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import (
    LONGEST_OPTION,
    LONGEST_OPTION_VALUE,
    LONGEST_VIEW_TITLE,
    MOST_OPTIONS,
    Block,
    View,
    input_block,
    plain,
    section,
)
from bot.frontends.slack.forms import menu, typed
from bot.frontends.slack.mrkdwn import bold
from bot.frontends.slack.parts import sentence, small
from bot.i18n import gettext as _
from bot.replies.clipping import clipped, units
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, form_id
from bot.replies.presses import Action, decode_press
from bot.replies.words import as_label

OTHER = "+"
"""After a menu's block id, the block of the input for what the menu lacks."""

_LONGEST_ERROR = 300


def view_of(reply: Form | FormErrors) -> View:
    """Return the modal for a form; for one that was filled in wrongly, with what is wrong above its inputs."""
    form = reply.form if isinstance(reply, FormErrors) else reply
    wrong = small([_said(*each) for each in reply.sentences()], Detail.FULL) if isinstance(reply, FormErrors) else []
    return {
        "type": "modal",
        "callback_id": form_id(form.command) or "",
        "title": plain(form.title, LONGEST_VIEW_TITLE),
        "submit": plain(form.submit or _("Send"), LONGEST_VIEW_TITLE),
        "close": plain(_("Cancel"), LONGEST_VIEW_TITLE),
        "blocks": [*_above(form), *wrong, *(block for field in form.fields for block in _inputs(field))],
    }


def errors_of(reply: FormErrors) -> Mapping[str, str]:
    """Return what is wrong by block, for Slack to show beneath each input; what names no field stands at the first."""
    errors: dict[str, str] = {}
    for name, said in reply.errors:
        block = name if reply.form.field(name) else reply.form.fields[0].name
        errors[block] = clipped(f"{errors.get(block, '')} {said}", _LONGEST_ERROR) or _(
            "This cannot be taken as it is."
        )
    return errors


def command_of(callback_id: str) -> str | None:
    """Return the command that a form completes; None for what is no form of ours."""
    press = decode_press(callback_id)
    return press.words.text if press and press.action is Action.SUBMIT else None


def values_of(filled: Mapping[str, str], names: Sequence[str] = ()) -> Mapping[str, str]:
    """Return what was filled in by the names of fields: what was typed beside a menu wins over what it says.

    *names* are those of all inputs of the view: an empty one is passed on as such.
    """
    values = {name: "" for name in names if not name.endswith(OTHER)}
    values |= {name: value for name, value in filled.items() if not name.endswith(OTHER)}
    others = {name.removesuffix(OTHER): value for name, value in filled.items() if name.endswith(OTHER)}
    return values | {name: value for name, value in others.items() if value.strip()}


def _above(form: Form) -> list[Block]:
    """Return the whole title where the bar above has no room for it, and the notices."""
    whole = sentence(form.title, Detail.SHORT) if units(form.title.strip()) > LONGEST_VIEW_TITLE else ""
    return [*([section(bold(whole))] if whole else []), *small(form.notices, Detail.FULL)]


def _said(label: str, text: str) -> str:
    return f"{as_label(label)}{text}" if label.strip() else text


def _inputs(field: FormField) -> Iterator[Block]:
    label = clipped(field.label, 200) or field.name
    choices = _choices(field)
    if field.kind is not FieldKind.CHOICE or not choices:
        tall = field.kind is FieldKind.TEXT
        element = typed(field.name, field.value, field.limit, tall=tall)
        yield input_block(field.name, label, element, hint=field.help, optional=not field.required)
        return
    lacks = any(value not in choices for value, _label in field.choices) or field.value not in ("", *choices)
    element = menu(field.name, list(choices.items()), field.value)
    yield input_block(field.name, label, element, hint=field.help, optional=lacks or not field.required)
    if lacks:
        other = "" if field.value in choices else field.value
        beside = _("{label}: another", label=label)
        yield input_block(field.name + OTHER, beside, typed(field.name + OTHER, other, field.limit), optional=True)


def _choices(field: FormField) -> dict[str, str]:
    """Return the choices that a menu can hold, each value once: the first ones, and the one that is chosen."""
    fitting: dict[str, str] = {}
    for value, label in field.choices:
        if value.strip() and units(value) <= LONGEST_OPTION_VALUE:
            fitting.setdefault(value, clipped(label, LONGEST_OPTION) or clipped(value, LONGEST_OPTION) or value)
    shown = dict(list(fitting.items())[:MOST_OPTIONS])
    if field.value in fitting and field.value not in shown:
        shown.popitem()
        shown[field.value] = fitting[field.value]
    return shown
