"""How forms look as messages: one that came too late to be opened at once, and one in which something is wrong."""

from __future__ import annotations

from dataclasses import replace

from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import cut_lines, heading, sentence
from bot.frontends.discord.drawing import Block, Mark, Row, Style, Text
from bot.frontends.discord.markup import escaped
from bot.frontends.discord.pad import Pad, rows_of
from bot.i18n import gettext as _
from bot.replies.forms import Form, FormErrors
from bot.replies.presses import Action
from bot.replies.words import as_label

_ROOM = (1_500, 1_100, 800)
_LABEL = (60, 40, 24)


def draw_waiting_form(form: Form, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw a form that is ready to be opened."""
    about = replace(heading(form.title, form.notices, detail), mark=Mark.FORM)
    return (about, *_opening(_("Open the form"), form, pad))


def draw_form_errors(reply: FormErrors, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw what is wrong field by field, what was typed, and the button that opens the form with it again."""
    about = replace(heading(reply.form.title, (), detail), mark=Mark.FORM)
    lines = [f"- {_labelled(label, detail)}{sentence(said, detail)}" for label, said in reply.sentences()]
    wrong = [Text(cut_lines(lines, _ROOM[detail]))] if lines else []
    values = pad.values({field.name: field.value for field in reply.form.fields})
    return (about, *wrong, *values, *_opening(_("Edit"), reply.form, pad))


def _opening(label: str, form: Form, pad: Pad) -> tuple[Row, ...]:
    """Return the button that opens a form; by the command that it completes where no note has room for another."""
    button = pad.button(label, form.opens, Action.FORM, Style.PRIMARY)
    return rows_of([button or pad.button(label, form.command, Action.FORM, Style.PRIMARY)])


def _labelled(label: str, detail: Detail) -> str:
    shown = escaped(label, _LABEL[detail])
    return f"**{as_label(shown).strip()}** " if shown else ""
