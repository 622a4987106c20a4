"""Forms: what a person fills in, and what was wrong with it.  Every front-end asks for it in its own manner.

A form completes a command: what is filled in are parameters of the same names (`bot.commands.answer.answer_form`).
Nothing about a form is kept: its command says all, so a form that was opened before a restart can still be sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.replies.harmless import harmless
from bot.replies.presses import Action, Press, Words, encode_press

MOST_FIELDS = 5
"""As many as Discord's forms have, the smallest of all."""

LONGEST_VALUE = 4_000
"""Characters that may be filled into a field."""

_NAME = re.compile(r"[^\W\d][\w-]{0,39}")
_LONGEST_SHOWN = 120
_QUOTES = str.maketrans('"“”', "'''")


class FieldKind(StrEnum):
    """How a field is filled in: one line, several lines, or one of its choices."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field.

    - `name` is the parameter of the command; `label` is what people see, `help` a few words on it.
    - `value` is what the field is opened with.
    - `choices` are (value, label), the likeliest first: not every platform has room for all of a long list.
    - `longest` is in characters; no platform takes more than `LONGEST_VALUE`.
    """

    name: str
    label: str
    value: str = ""
    kind: FieldKind = FieldKind.LINE
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    help: str = ""
    longest: int = LONGEST_VALUE

    @property
    def limit(self) -> int:
        """How many characters the field takes."""
        return max(1, min(self.longest, LONGEST_VALUE))


@dataclass(frozen=True, slots=True)
class Form:
    """What is to be filled in to complete `command` (`/suggest edit s7k2`).

    `submit` is what sending it is called; `again` is the command that opens the form again, `command` where it is "".
    Raises `ValueError` for a form that some platform cannot show: without a field or with more than `MOST_FIELDS`,
    with a name twice, or with a command too long for a form's id (about 90 characters of plain ASCII; whoever makes
    a form with a longer one keeps what it says as a draft, and names the draft).
    """

    title: str
    command: str
    fields: tuple[FormField, ...]
    notices: tuple[str, ...] = ()
    submit: str = ""
    again: str = ""

    def __post_init__(self) -> None:
        names = [field.name for field in self.fields]
        if not 1 <= len(names) <= MOST_FIELDS or len(set(names)) < len(names):
            message = f"a form has one to {MOST_FIELDS} fields, each of its own name: {names}"
            raise ValueError(message)
        if not all(map(_NAME.fullmatch, names)):
            message = f"a field is called as a parameter is: {names}"
            raise ValueError(message)
        if not self.command or form_id(self.command) is None:
            message = f"no command for a form: {self.command[:200]!r}"
            raise ValueError(message)

    @property
    def opens(self) -> str:
        """The command that opens the form again."""
        return self.again or self.command

    def field(self, name: str) -> FormField | None:
        """Return the field of this name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class FormErrors:
    """A form as it was filled in, and what is wrong with it: (a field's name, a sentence)."""

    form: Form
    errors: tuple[tuple[str, str], ...]

    @property
    def wrong(self) -> tuple[FormField, ...]:
        """The fields that are to be filled in anew: those that an error names, or all where none is named."""
        named = {name for name, _sentence in self.errors}
        return tuple(field for field in self.form.fields if field.name in named) or self.form.fields

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Return what is wrong: (a field's label, a sentence); the label is "" where no field is meant."""
        fields = ((self.form.field(name), sentence) for name, sentence in self.errors)
        return tuple((field.label if field else "", sentence) for field, sentence in fields)


def form_id(command: str) -> str | None:
    """Return the id of a form that completes *command*; None where it would be too long."""
    return encode_press(Press(Action.SUBMIT, Words(command)))


def filled(form: Form, values: Mapping[str, str]) -> Form:
    """Return the form opened with *values* instead of its own, by name; names that it does not have are ignored."""
    fields = (replace(field, value=values.get(field.name, field.value)) for field in form.fields)
    return replace(form, fields=tuple(fields))


def typed_line(form: Form) -> str:
    """Return the line that may be typed instead of filling the form in; what is long or empty is left to be typed."""
    return " ".join([form.command, *(f'{field.name}:"{_shown(field.value)}"' for field in form.fields)])


def _shown(value: str) -> str:
    shown = harmless(value, LONGEST_VALUE).translate(_QUOTES)
    return shown if 0 < len(shown) <= _LONGEST_SHOWN else "…"
