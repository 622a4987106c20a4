"""How trees, counts, facts and what has changed look on Slack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import (
    LONGEST_OPTION,
    MOST_BLOCKS,
    MOST_CHARACTERS,
    MOST_OPTIONS,
    Block,
    ButtonStyle,
    actions,
    characters_in,
    context,
    preformatted,
)
from bot.frontends.slack.mrkdwn import bold, entities, escaped, mention, stamp, web_url
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import foot, heading, labelled, more_lines, packed, sentence
from bot.frontends.slack.setting import Setting
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.pictures.stats import Picture
from bot.replies.clipping import clipped, units
from bot.replies.harmless import harmless_lines
from bot.replies.layout import lay_out
from bot.replies.model import ChangeLog, FactGroup, Facts, Named, SectionTree, Statistics, Tally
from bot.replies.offers import sections_to_open
from bot.replies.paging import more_items
from bot.replies.people import around, somebody
from bot.replies.presses import Action
from bot.replies.spans import row_text
from bot.replies.words import number

_ROOM = (100_000, 100_000, 8_000)
_ROOM_FOR_TREE = (100_000, 100_000, 3_500)
"""Texts become shorter before anything is left out."""

_LABEL = (300, 120, 40)
_TITLE = (600, 300, 120)
_CODE = (8_000, 3_000, 600)
_OPTION = (LONGEST_OPTION, 40, 20)
_MENUS = (5, 4, 3)
_WIDTH = 58  # of a line in which columns stay columns, in characters, on a phone held upright
_DEEPEST = 4
_INDENT = "\u2003\u2002"  # spaces that are not taken for nothing
_BUTTONS_OF_A_GROUP = 10
_FOOT_ROOM = 700


def draw_tree(tree: SectionTree, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw the sections as a nested list with counts, and menus that open them."""
    total = ngettext("{count} entry", "{count} entries", tree.total)
    lines = [
        f"{_INDENT * min(max(node.depth, 0), _DEEPEST)}• {escaped(node.title, _LABEL[detail]) or '…'} "
        f"({number(node.count)})"
        for node in tree.nodes
    ]
    offers = sections_to_open(tree, MOST_OPTIONS, _MENUS[detail])
    menus = [pad.menu(each.title, each.choices, longest=_OPTION[detail]) for each in offers]
    return [
        *heading(tree.title, [total], detail),
        *packed(lines, _ROOM_FOR_TREE[detail]),
        *foot(pad, menus, setting),
    ]


def draw_statistics(reply: Statistics, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw every figure in words beside a picture, which is uploaded; or bars, in the layout of every front-end."""
    figures = _figures(reply, setting.picture, detail) if setting.picture else _bars(reply, setting, detail)
    return [*heading(reply.title, (), detail), *figures, *foot(pad, (), setting)]


def _bars(reply: Statistics, setting: Setting, detail: Detail) -> list[Block]:
    layout = lay_out(replace(reply, title=""), now=setting.now, width=_WIDTH)
    return _as_it_stands("\n".join(row_text(row) for row in layout.rows), _ROOM[detail])


def _figures(reply: Statistics, picture: Picture, detail: Detail) -> list[Block]:
    """Say every count, those that are not in the picture first; rows with the numbers that they bear in the picture."""
    tallies = sorted((tally for tally in reply.tallies if tally.rows), key=lambda tally: tally.by in picture.shows)
    lines: list[str] = []
    for tally in tallies:
        rows = _counted(tally, detail, numbered=tally.by in picture.numbered)
        lines += [bold(escaped(tally.title, _TITLE[detail])), *_side_by_side(rows)]
    return packed(lines, _ROOM[detail])


def _counted(tally: Tally, detail: Detail, *, numbered: bool) -> list[str]:
    places = (f"#{place} " if numbered else "" for place in range(1, len(tally.rows) + 1))
    labels = (escaped(label, _LABEL[detail]) or "…" for label, _count in tally.rows)
    counts = (number(count) for _label, count in tally.rows)
    return [f"{place}{label} {bold(count)}" for place, label, count in zip(places, labels, counts, strict=True)]


def _side_by_side(items: Sequence[str]) -> Iterator[str]:
    """Set items side by side, a few on each line."""
    line = ""
    for item in items:
        if line and units(line) + units(item) > 200:
            yield line
            line = ""
        line = f"{line} · {item}" if line else item
    if line:
        yield line


def draw_changes(reply: ChangeLog, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a page of days, the newest first, and the way to those before and after."""
    lines: list[str] = []
    for each in reply.days:
        lines.append(bold(stamp(each.day)))
        lines += [f"• {sentence(text, detail)}" for text in each.sentences]
    turning = (
        pad.button(_("Later"), reply.back or "", Action.TURN),
        pad.button(_("Earlier"), reply.more or "", Action.TURN, ButtonStyle.PRIMARY),
    )
    share = setting if reply.days else None
    return [
        *heading(reply.title, reply.notices, detail),
        *packed(lines, _ROOM[detail]),
        *foot(pad, turning, share),
    ]


def draw_facts(reply: Facts, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw groups of facts, each with its buttons; those that a message has no room for are counted at last."""
    blocks = heading(reply.title, reply.notices, detail)
    left = len(reply.groups)
    for group in reply.groups:
        drawn = [*blocks, *_group(group, setting, pad, detail)]
        full = len(drawn) > MOST_BLOCKS - 2 or characters_in(drawn) > MOST_CHARACTERS - _FOOT_ROOM
        if full and detail is Detail.LEAST:
            break
        blocks = drawn
        left -= 1
    turning = (
        pad.button(_("Previous"), reply.back or "", Action.TURN),
        pad.button(_("Next"), reply.more or "", Action.TURN, ButtonStyle.PRIMARY),
    )
    rest = [context(more_items(left))] if left else []
    return [*blocks, *rest, *foot(pad, turning)]


def _group(group: FactGroup, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    title = escaped(group.title, _TITLE[detail])
    rows = [f"{labelled(label, _LABEL[detail])}{_value(value, setting.team, detail)}" for label, value in group.rows]
    blocks = packed([bold(title), *rows] if title else rows, _ROOM[detail])
    code = group.code.strip("\r\n")
    blocks += _as_it_stands(_code(code, detail), _CODE[detail]) if code.strip() else []
    buttons = pad.buttons(group.actions, _BUTTONS_OF_A_GROUP)
    return [*blocks, actions(buttons)] if buttons else blocks


def _code(code: str, detail: Detail) -> str:
    longest = _CODE[detail] // 4
    return "\n".join(line if units(line) <= longest else clipped(line, longest) for line in harmless_lines(code))


def _value(value: str | datetime | Named, team: str, detail: Detail) -> str:
    """Return a fact's value; a moment is told in the reader's own zone, people of the workspace by their names."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Named):
        who = mention(value.person, team) or sentence(somebody(value.person), detail)
        return around(value, lambda text: sentence(text, detail), who)
    url = web_url(value, 1_000)
    return f"<{entities(url)}>" if url else sentence(value, detail)


def _as_it_stands(text: str, room: int) -> list[Block]:
    """Return lines in which columns stay columns, as many as there is room for."""
    lines = text.split("\n")
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    blocks = [preformatted("\n".join(kept))] if any(line.strip() for line in kept) else []
    return [*blocks, context(more_lines(left))] if left else blocks
