"""How labelled facts look on Discord: as one text, or a card each with its buttons and what it shows as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import actions, cut_lines, heading, sentence
from bot.frontends.discord.drawing import MOST_COMPONENTS, Block, Row, Style, Text, characters_in, components_in
from bot.frontends.discord.markup import code_block, escaped, mention, stamp, web_url
from bot.frontends.discord.pad import Pad, rows_of
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.clipping import clipped, units
from bot.replies.harmless import harmless_lines
from bot.replies.model import Choice, FactGroup, Facts, Named
from bot.replies.paging import more_items
from bot.replies.people import around, somebody
from bot.replies.presses import Action
from bot.replies.words import as_label

_ROOM = (100_000, 100_000, 3_300)
"""Values and code become shorter before anything is left out."""

_ROOM_FOR_NOTES = 900
_SHORT = 70  # characters of a command that surely needs no note
_TITLE = (160, 120, 80)
_LABEL = (60, 40, 24)
_CODE = (1_500, 500, 320)
_LONGEST_LINE = (600, 300, 200)
_LEAST_ROOM = 200  # that a card is worth beginning in
_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class _Card:
    """What stands together: lines, code beneath them, buttons beneath that; `groups` says how many it was made of."""

    lines: tuple[str, ...]
    code: str = ""
    actions: tuple[Choice, ...] = ()
    groups: int = 1


def draw_facts(reply: Facts, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw groups of facts, each with its buttons; those that a message has no room for are counted."""
    top = heading(reply.title, reply.notices, detail)
    buttons = (
        pad.button(_("Previous"), reply.back or "", Action.TURN),
        pad.button(_("Next"), reply.more or "", Action.TURN, Style.PRIMARY),
    )
    turning = actions((), pad, turning=buttons)
    short = _has_short_commands(reply)
    room = _ROOM[detail] - (0 if short else _ROOM_FOR_NOTES)
    places = MOST_COMPONENTS - components_in([top, *turning]) - (0 if short else 1)
    blocks: list[Block] = []
    left = len(reply.groups)
    for card in _cards(reply.groups, detail):
        sentence_on_rest = 1 if left > card.groups else 0
        if room < _LEAST_ROOM or _cost(card) + sentence_on_rest > places:
            break
        drawn = _draw(card, pad, detail, room)
        room -= characters_in(drawn)
        places -= _cost(card)
        left -= card.groups
        blocks += drawn
    more = more_items(left)
    return (top, *blocks, *([Text(f"-# {more}")] if left else []), *turning)


def _cost(card: _Card) -> int:
    """Return how many components a card takes at most."""
    return 1 + (1 + min(len(card.actions), _IN_A_ROW) if card.actions else 0)


def _has_short_commands(reply: Facts) -> bool:
    commands = [reply.more or "", reply.back or "", *(action.command for action in reply.actions)]
    return all(len(command) <= _SHORT and command.isascii() for command in commands)


def _cards(groups: Sequence[FactGroup], detail: Detail) -> Iterator[_Card]:
    """Yield a card for each group that has buttons or code; neighbours that have neither are one."""
    plain = _Card((), groups=0)
    for group in groups:
        lines = tuple(_lines(group, detail))
        code = group.code if group.code.strip() else ""
        if not group.actions and not code:
            plain = replace(plain, lines=(*plain.lines, *lines), groups=plain.groups + 1)
            continue
        if plain.groups:
            yield plain
        plain = _Card((), groups=0)
        yield _Card(lines, code, group.actions)
    if plain.groups:
        yield plain


def _lines(group: FactGroup, detail: Detail) -> list[str]:
    title = escaped(group.title, _TITLE[detail])
    rows = [f"{as_label(escaped(label, _LABEL[detail]))}{_value(value, detail)}" for label, value in group.rows]
    return [f"**{title}**", *rows] if title else rows


def _draw(card: _Card, pad: Pad, detail: Detail, room: int) -> list[Block]:
    code = _code(card.code, min(_CODE[detail], room // 2), _LONGEST_LINE[detail]) if card.code else ""
    lines = cut_lines(card.lines, room - units(code))
    text = "\n".join(part for part in (lines, code) if part)
    buttons: tuple[Row, ...] = rows_of(pad.buttons(card.actions, _IN_A_ROW))
    return [*([Text(text)] if text else []), *buttons]


def _code(code: str, room: int, longest: int) -> str:
    """Return code in a block, coloured as a diff is; lines that it has no room for are counted beneath it."""
    lines = code.strip("\r\n").split("\n")
    kept: list[str] = []
    used = 100  # the block's own marks, and the sentence
    for line in lines:
        shown = _line(line, longest)
        used += units(shown) + 1
        if used > room and kept:
            break
        kept.append(shown)
    left = len(lines) - len(kept)
    more = ["-# " + ngettext("and {count} more line", "and {count} more lines", left)] if left else []
    return "\n".join([code_block("\n".join(kept), "diff"), *more])


def _line(line: str, longest: int) -> str:
    """Return one line, harmless, with its indentation, at most *longest* UTF-16 units long."""
    shown = " ".join(harmless_lines(line[: 4 * longest])).rstrip()
    body = shown.lstrip()
    indent = shown[: len(shown) - len(body)][: longest // 2]
    return indent + clipped(body, longest - len(indent))


def _value(value: str | datetime | Named, detail: Detail) -> str:
    """Return a fact's value; a moment both as how long ago, and as day and time in the reader's own zone."""
    if isinstance(value, datetime):
        return f"{stamp(value, 'R')} · {stamp(value, 'f')}"
    if isinstance(value, Named):
        who = mention(value.person) or sentence(somebody(value.person), detail)
        return around(value, lambda text: sentence(text, detail), who)
    url = web_url(value)
    return f"<{url}>" if url else sentence(value, detail)
