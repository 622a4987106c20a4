"""How forms look as messages: one that came too late to be opened at once, and one in which something is wrong."""

from __future__ import annotations

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import Block, ButtonStyle
from bot.frontends.slack.mrkdwn import bold, escaped
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import foot, heading, labelled, packed, sentence
from bot.i18n import gettext as _
from bot.replies.forms import Form, FormErrors
from bot.replies.harmless import harmless
from bot.replies.presses import Action

_ROOM = (100_000, 100_000, 6_000)
_LABEL = (200, 120, 60)


def draw_waiting_form(form: Form, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a form that is ready to be opened, with what it holds already."""
    lines = _values(form, detail)
    return [
        *heading(form.title, form.notices, detail),
        *packed(lines, _ROOM[detail] // 2),
        *_opening(_("Open the form"), form, pad),
    ]


def draw_form_errors(reply: FormErrors, pad: Pad, detail: Detail) -> list[Block]:
    """Draw what is wrong field by field, what was typed, and the button that opens the form again."""
    wrong = [f"• {_labelled(label, detail)}{sentence(said, detail)}" for label, said in reply.sentences()]
    return [
        *heading(reply.form.title, (), detail),
        *packed(wrong, _ROOM[detail] // 2),
        *packed(_values(reply.form, detail), _ROOM[detail] // 2),
        *_opening(_("Edit"), reply.form, pad),
    ]


def _values(form: Form, detail: Detail) -> list[str]:
    """Return what stands in the form: a message that only one person sees cannot be read again, but by them."""
    said = ((field.label, escaped(_chosen(field.value, field.choices), 2_000)) for field in form.fields)
    return [f"{_labelled(label, detail)}{value}" for label, value in said if value]


def _chosen(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    return next((label for each, label in choices if each == value), value)


def _labelled(label: str, detail: Detail) -> str:
    return f"{bold(labelled(label, _LABEL[detail]).strip())} " if harmless(label) else ""


def _opening(label: str, form: Form, pad: Pad) -> list[Block]:
    button = pad.button(label, form.opens, Action.FORM, ButtonStyle.PRIMARY)
    return foot(pad, [button or pad.button(label, form.command, Action.FORM, ButtonStyle.PRIMARY)])
