"""How sentences, questions back, files and help look on Discord."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import actions, choices, cut_lines, heading, sentence
from bot.frontends.discord.drawing import Attachment, Block, Text
from bot.frontends.discord.markup import code, escaped
from bot.frontends.discord.pad import Pad
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import Choice, Clarify, Document, Failure, HelpIndex, HelpPage, Message, Tone

_ROOM = (2_400, 1_800, 1_200)
_SIGNS = {Tone.DONE: "✅ ", Tone.INFO: "", Tone.WARNING: "⚠️ "}
_UNFIT_FOR_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def draw_clarify(reply: Clarify, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw a question and its answers."""
    return (Text(f"**{sentence(reply.question, detail) or '…'}**"), *choices(reply.choices, pad, detail))


def draw_message(reply: Message, pad: Pad) -> tuple[Block, ...]:
    """Draw a sentence or two in their tone, and what may be done next."""
    lines = [escaped(line, 600) for line in reply.text.split("\n")]
    text = cut_lines([line for line in lines if line], _ROOM[Detail.LEAST])
    return (Text(f"{_SIGNS[reply.tone]}{text or '…'}"), *actions(reply.actions, pad))


def draw_failure(reply: Failure, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw what went wrong, and the ways on."""
    return (Text(sentence(reply.sentence, detail) or "…"), *choices(reply.choices, pad, detail))


def draw_document(reply: Document) -> tuple[Block, ...]:
    """Draw a file with its name, and attach it."""
    name = _UNFIT_FOR_A_NAME.sub("-", reply.filename)[-60:].strip(".-") or "answer.txt"
    lines = ngettext("{count} line", "{count} lines", len(reply.text.splitlines()))
    return (Text(f"### {escaped(reply.title, 300) or '…'}\n-# {lines}"), Attachment(name, reply.text))


def draw_help_index(reply: HelpIndex, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw the commands, and a menu of examples to start from."""
    lines: list[str] = []
    for title, under in groupby(reply.commands, key=lambda each: each.heading):
        lines += [f"**{sentence(title, detail)}**"] if title else []
        lines += _pairs([(each.usage, each.help) for each in under], detail)
    footer = Text(f"-# {sentence(reply.footer, detail)}") if sentence(reply.footer, detail) else None
    return _page(heading(reply.title, (), detail), lines, _try(reply.examples, pad), footer)


def draw_help_page(reply: HelpPage, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw one command: what it does, its options, and a menu of examples."""
    title = Text(f"### {code(reply.usage)}\n{sentence(reply.help, detail)}".strip())
    return _page(title, _pairs(reply.parameters, detail), _try(reply.examples, pad), None)


def _page(title: Text, lines: Sequence[str], menu: Block | None, footer: Text | None) -> tuple[Block, ...]:
    text = Text(cut_lines(lines, _ROOM[Detail.FULL])) if lines else None
    return tuple(block for block in (title, text, menu, footer) if block)


def _pairs(pairs: Sequence[tuple[str, str]], detail: Detail) -> list[str]:
    return [f"{code(name)} {sentence(meaning, detail)}".rstrip() for name, meaning in pairs]


def _try(examples: Sequence[Choice], pad: Pad) -> Block | None:
    """Return a menu of examples, each with what it is for."""
    named = [
        Choice(each.command if each.label == each.command else f"{each.command}: {each.label}", each.command)
        for each in examples
    ]
    return pad.menu(_("Try one"), named)
