"""A form as data: what Discord's modal is made of, within its limits.  Pure and without discord.py; see `modals`.

A modal has five places.  Where a form leaves one free, its notices stand there; where it leaves another, a list of
choices that is too long for a menu has a field beside it for what the menu lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.frontends.discord.drawing import LONGEST_OPTION, MOST_OPTIONS, Option
from bot.frontends.discord.markup import escaped
from bot.i18n import gettext as _
from bot.replies.clipping import clipped, units
from bot.replies.forms import MOST_FIELDS, FieldKind, Form, FormField, form_id
from bot.replies.harmless import harmless_lines

LONGEST_TITLE = 45
LONGEST_DESCRIPTION = 100
OTHER = "+"
"""After a menu's name, the name of the field for what the menu lacks."""

_LONGEST_NOTICES = 1_000


@dataclass(frozen=True, slots=True)
class Input:
    """A field that is typed into; `tall` has several lines."""

    name: str
    label: str
    description: str
    value: str
    tall: bool
    required: bool
    longest: int


@dataclass(frozen=True, slots=True)
class Picker:
    """A field with a menu; `value` is that of the option that is chosen when it opens, or ""."""

    name: str
    label: str
    description: str
    value: str
    required: bool
    options: tuple[Option, ...]


Part: TypeAlias = Input | Picker


@dataclass(frozen=True, slots=True)
class FormDrawing:
    """One modal.  `notices` are Markdown above its parts, or ""."""

    custom_id: str
    title: str
    notices: str
    parts: tuple[Part, ...]


def draw_form(form: Form) -> FormDrawing:
    """Return the modal for a form."""
    spare = MOST_FIELDS - len(form.fields)
    notices = "\n".join(text for text in (escaped(each, 300) for each in form.notices) if text)
    above = notices if spare and units(notices) <= _LONGEST_NOTICES else ""
    spare -= 1 if above else 0
    fields = form.fields if above or not form.notices else _noticed(form.fields, form.notices[0])
    parts: list[Part] = []
    for field in fields:
        drawn = _parts(field, spare=spare > 0)
        spare -= len(drawn) - 1
        parts += drawn
    return FormDrawing(form_id(form.command) or "", clipped(form.title, LONGEST_TITLE) or "…", above, tuple(parts))


def _noticed(fields: Sequence[FormField], notice: str) -> tuple[FormField, ...]:
    """Say a notice that has no place of its own where the first field's help stands."""
    return (replace(fields[0], help=notice), *fields[1:])


def _parts(field: FormField, *, spare: bool) -> list[Part]:
    options = _options(field)
    if field.kind is not FieldKind.CHOICE or not options:
        return [_input(field)]
    shown = _likeliest(options, field.value)
    chosen = field.value if any(option.value == field.value for option in shown) else ""
    picker = Picker(field.name, _label(field), _help(field), chosen, field.required, shown)
    lacking = len(field.choices) - len(shown)
    if not lacking:
        return [picker]
    if not spare:
        likeliest = _("The {shown} likeliest of {count}.", shown=len(shown), count=len(field.choices))
        return [replace(picker, description=clipped(f"{likeliest} {field.help}", LONGEST_DESCRIPTION))]
    other = Input(
        field.name + OTHER,
        clipped(_("{label}: another", label=field.label), LONGEST_TITLE),
        _("One that the menu above lacks: it has {shown} of {count}.", shown=len(shown), count=len(field.choices)),
        "" if chosen else _value(field),
        tall=False,
        required=False,
        longest=field.limit,
    )
    return [replace(picker, required=False), other]


def _options(field: FormField) -> list[Option]:
    """Return the choices that a menu can hold: each value once, and none that is empty or too long."""
    options: dict[str, Option] = {}
    for value, label in field.choices:
        if value.strip() and units(value) <= LONGEST_OPTION:
            shown = clipped(label, LONGEST_OPTION) or clipped(value, LONGEST_OPTION)
            if shown:
                options.setdefault(value, Option(shown, value))
    return list(options.values())


def _likeliest(options: Sequence[Option], chosen: str) -> tuple[Option, ...]:
    """Return the first options, and the one that is chosen wherever it stands."""
    place = next((at for at, option in enumerate(options) if option.value == chosen), 0)
    if place < MOST_OPTIONS:
        return tuple(options[:MOST_OPTIONS])
    return (options[place], *options[: MOST_OPTIONS - 1])


def _input(field: FormField) -> Input:
    tall = field.kind is FieldKind.TEXT
    return Input(field.name, _label(field), _help(field), _value(field), tall, field.required, field.limit)


def _value(field: FormField) -> str:
    """Return what a field is opened with, cut without an ellipsis: what stands in it is sent back."""
    lines = harmless_lines(field.value[: 2 * field.limit])
    value = "\n".join(lines) if field.kind is FieldKind.TEXT else " ".join(" ".join(lines).split())
    return value.encode("utf-16-le", "replace")[: 2 * field.limit].decode("utf-16-le", "ignore")


def _label(field: FormField) -> str:
    return clipped(field.label, LONGEST_TITLE) or field.name


def _help(field: FormField) -> str:
    return clipped(field.help, LONGEST_DESCRIPTION)
