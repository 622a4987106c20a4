"""How sentences, questions back, files and help look on Slack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import Block, context, section
from bot.frontends.slack.drawing import SlackFile
from bot.frontends.slack.mrkdwn import bold, code, escaped
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import choices, foot, heading, packed, sentence
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import Choice, Clarify, Document, Failure, HelpIndex, HelpPage, Message, Tone
from bot.replies.typed import typed

_ROOM = (100_000, 100_000, 8_000)
_LINE = (2_400, 1_200, 600)
_SIGNS = {Tone.DONE: "✅ ", Tone.INFO: "", Tone.WARNING: "⚠️ "}
_UNFIT_FOR_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_BUTTONS = 10


def draw_clarify(reply: Clarify, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a question and its answers."""
    return [section(bold(sentence(reply.question, detail)) or "…"), *choices(reply.choices, pad, detail)]


def draw_message(reply: Message, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a sentence or two in their tone, and what may be done next."""
    lines = [line for each in reply.text.split("\n") if (line := escaped(each, _LINE[detail]))]
    first = _SIGNS[reply.tone] + (lines[0] if lines else "…")
    return [*packed([first, *lines[1:]], _ROOM[detail]), *foot(pad, pad.buttons(reply.actions, _BUTTONS))]


def draw_failure(reply: Failure, pad: Pad, detail: Detail) -> list[Block]:
    """Draw what went wrong, and the ways on."""
    return [section(sentence(reply.sentence, detail) or "…"), *choices(reply.choices, pad, detail)]


def draw_document(reply: Document, detail: Detail) -> list[Block]:
    """Draw the title of a file that goes with the message."""
    lines = ngettext("{count} line", "{count} lines", len(reply.text.splitlines()))
    return [*heading(reply.title, (), detail), context(f"{escaped(file_of(reply).name)} · {lines}")]


def file_of(reply: Document) -> SlackFile:
    """Return the file itself, under a name that is harmless everywhere."""
    name = _UNFIT_FOR_A_NAME.sub("-", reply.filename)[-60:].strip(".-") or "answer.txt"
    return SlackFile(name, reply.text.encode("utf-8", "replace"), escaped(reply.title, 300))


def draw_help_index(reply: HelpIndex, pad: Pad, detail: Detail) -> list[Block]:
    """Draw the commands, and a menu of examples to start from."""
    lines: list[str] = []
    for title, under in groupby(reply.commands, key=lambda each: each.heading):
        lines += [bold(sentence(title, detail))] if title else []
        lines += _pairs([(typed(each.usage), each.help) for each in under], detail)
    footer = sentence(reply.footer, detail)
    return [
        *heading(reply.title, (), detail),
        *packed(lines, _ROOM[detail]),
        *_try(reply.examples, pad),
        *([context(footer)] if footer else []),
    ]


def draw_help_page(reply: HelpPage, pad: Pad, detail: Detail) -> list[Block]:
    """Draw one command: what it does, its options, and a menu of examples."""
    lines = [bold(code(typed(reply.usage))), sentence(reply.help, detail), *_pairs(reply.parameters, detail)]
    return [*packed([line for line in lines if line], _ROOM[detail]), *_try(reply.examples, pad)]


def _pairs(pairs: Sequence[tuple[str, str]], detail: Detail) -> list[str]:
    return [f"{code(name)} {sentence(meaning, detail)}".rstrip() for name, meaning in pairs]


def _try(examples: Sequence[Choice], pad: Pad) -> list[Block]:
    """Return a menu of examples, each with what it is for."""
    said = [(typed(each.command), each) for each in examples]
    named = [
        Choice(line if each.label == each.command else f"{line}: {each.label}", each.command) for line, each in said
    ]
    return foot(pad, [pad.menu(_("Try one"), named)])
