"""Forms at the prompt: field by field, then sent; what was wrong is asked for again.

What an answer to a field means is decided here, without a terminal; how a line is typed is in `prompt`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.frontends.terminal.completion import Candidate, LocalCandidate
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.replies.harmless import harmless, harmless_lines
from bot.replies.model import Choice, Clarify, Facts, Failure, Message, Reply
from bot.replies.words import as_label


@dataclass(frozen=True, slots=True)
class Question:
    """One field as it is asked: what stands before the cursor and what is typed there already.

    `lines`: whether several may be typed.  `hints` are as at the prompt.  `candidates` complete what is typed.
    """

    label: str
    typed: str = ""
    lines: bool = False
    hints: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class AskingFields(Protocol):
    """Asks a person for one field at a time."""

    async def ask_field(self, question: Question) -> str:
        """Return what was typed.  Raises EOFError or KeyboardInterrupt where the person does not want to go on."""
        ...


class Refused(Exception):
    """Say why what was typed into a field cannot be taken."""


async def fill_in(reply: Form | FormErrors, asking: AskingFields, show: Callable[[Reply], None]) -> Form | None:
    """Ask for the fields of a form, of one with errors for those that are wrong; None where the person stops."""
    form, fields = (reply.form, reply.wrong) if isinstance(reply, FormErrors) else (reply, reply.fields)
    show(_opening(reply))
    values: dict[str, str] = {}
    try:
        known: object = ()
        for field in fields:
            last = field is fields[-1]
            told = _silent if field.choices and field.choices == known else show  # five menus alike are shown once
            known = field.choices
            values[field.name] = await _ask(field, asking, told, show, form.submit if last else _("next field"))
    except (EOFError, KeyboardInterrupt):
        return None
    return filled(form, values)


def not_sent(reply: Form | FormErrors) -> Reply:
    """Say that the person stopped, and how to go on."""
    form = reply.form if isinstance(reply, FormErrors) else reply
    again = (Choice(_("to fill it in after all"), form.opens),)
    return Message(_("Stopped. Nothing was sent."), actions=again)


def taken(field: FormField, typed: str) -> str:
    """Return the value that typed words mean for a field.  Raises `Refused`."""
    typed = typed.strip()
    if not typed:
        if field.required:
            raise Refused(_("{field} is needed.", field=field.label))
        return ""
    if field.kind is FieldKind.CHOICE and field.choices:
        return field.value if typed == _shown(field).strip() else _chosen(field, typed)
    if len(typed) > field.limit:
        raise Refused(
            ngettext(
                "{field} takes at most {count} character; this has {given}.",
                "{field} takes at most {count} characters; this has {given}.",
                field.limit,
                field=field.label,
                given=len(typed),
            )
        )
    return typed if field.kind is FieldKind.TEXT else " ".join(typed.split())


def _chosen(field: FormField, typed: str) -> str:
    """Return the choice that a number, a label, a value, or the beginning of just one of them stands for."""
    if typed.isdecimal() and 0 < int(typed[:6]) <= len(field.choices):
        return field.choices[int(typed[:6]) - 1][0]
    words = typed.casefold()
    named = {value: (value.casefold(), harmless(label).casefold()) for value, label in field.choices}
    exact = [value for value, names in named.items() if words in names]
    begun = [value for value, names in named.items() if any(name.startswith(words) for name in names)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    count = len(field.choices)
    raise Refused(_("There is no such choice; type its name, or a number from 1 to {count}.", count=count))


def _silent(reply: Reply) -> None:
    del reply


async def _ask(
    field: FormField, asking: AskingFields, tell: Callable[[Reply], None], show: Callable[[Reply], None], after: str
) -> str:
    """Return what is taken for a field; *tell* shows what it is about, *show* what is wrong with what was typed."""
    if field.kind is FieldKind.CHOICE and field.choices:
        tell(Clarify(field.help or field.label, tuple(Choice(label, "") for _value, label in field.choices)))
    elif field.help:
        tell(Message(field.help))
    question = _question(field, after)
    while True:
        typed = await asking.ask_field(question)
        try:
            return taken(field, typed)
        except Refused as refused:
            show(Failure("field", str(refused)))
            question = replace(question, typed=typed)


def _question(field: FormField, after: str) -> Question:
    enter = _("Enter: {what}", what=after or _("send"))
    hints = (enter, _("Alt-Enter: new line")) if field.kind is FieldKind.TEXT else (enter,)
    return Question(
        label=as_label(field.label + ("*" if field.required else "")),
        typed=_shown(field),
        lines=field.kind is FieldKind.TEXT,
        hints=(*hints, _("Ctrl-C: stop")),
        candidates=tuple(LocalCandidate(harmless(label), harmless(label), "") for _value, label in field.choices),
    )


def _shown(field: FormField) -> str:
    """Return what stands in a field when it is asked: of what was chosen, its label, harmless as all that is shown."""
    if field.kind is FieldKind.CHOICE:
        return next((harmless(label) for value, label in field.choices if value == field.value), "")
    lines = harmless_lines(field.value)
    return "\n".join(lines) if field.kind is FieldKind.TEXT else " ".join(" ".join(lines).split())


def _opening(reply: Form | FormErrors) -> Reply:
    """Return what is said before the first field: what the form is for, or what is wrong in it."""
    if isinstance(reply, Form):
        return Facts(reply.title, (), reply.notices)
    said = reply.sentences()
    return Failure("form", "\n".join(f"{as_label(label)}{sentence}" if label else sentence for label, sentence in said))


@dataclass(frozen=True, slots=True)
class FieldCompleter:
    """Completes one field from its candidates: those that begin as what was typed does, then those that hold it."""

    candidates: Sequence[Candidate]

    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        """See `bot.frontends.terminal.completion.Completer`."""
        typed = line[:cursor].strip().casefold()
        begun = [each for each in self.candidates if each.text.casefold().startswith(typed)]
        holding = [each for each in self.candidates if typed in each.text.casefold() and each not in begun]
        return [*begun, *holding]


def values_of(form: Form) -> Mapping[str, str]:
    """Return what a form is filled in with, by name."""
    return {field.name: field.value for field in form.fields}
