"""How trees, counts and what has changed look on Discord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import actions, cut_lines, heading, sentence
from bot.frontends.discord.drawing import MOST_OPTIONS, Block, Gallery, Style, Text
from bot.frontends.discord.markup import code_block, escaped, stamp
from bot.frontends.discord.pad import Pad
from bot.frontends.discord.setting import Setting
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.pictures.stats import Picture
from bot.replies.clipping import units
from bot.replies.layout import lay_out
from bot.replies.model import ChangeLog, SectionTree, Statistics, Tally
from bot.replies.offers import sections_to_open
from bot.replies.paging import more_items
from bot.replies.presses import Action
from bot.replies.spans import row_text
from bot.replies.words import as_label, number

_ROOM = (2_200, 1_600, 1_000)
_LABEL = (60, 40, 16)
_ROOM_FOR_FIGURES = (100_000, 100_000, 3_200)
"""Labels become shorter before anything is left out."""

_MENUS = 4
_WIDTH = 46  # of a code block's line, in characters, on a phone held upright
_DEEPEST = 4


def draw_tree(tree: SectionTree, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw the sections as a nested list with counts, and menus that open them."""
    total = ngettext("{count} entry", "{count} entries", tree.total)
    lines = [
        f"{'  ' * min(max(node.depth, 0), _DEEPEST)}- {escaped(node.title, 100) or '…'} ({number(node.count)})"
        for node in tree.nodes
    ]
    menus = [pad.offer_menu(each) for each in sections_to_open(tree, MOST_OPTIONS, _MENUS)]
    text = Text(cut_lines(lines, _ROOM[detail])) if lines else None
    blocks = (heading(tree.title, [total], detail), text, *menus)
    return (*(block for block in blocks if block), *actions((), pad, setting))


def draw_statistics(reply: Statistics, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw counts as a picture and every figure in words, or as bars in the one layout that every front-end has."""
    drawn = [Gallery(setting.picture), *_figures(reply, setting.picture, detail)] if setting.picture else []
    return (heading(reply.title, (), detail), *(drawn or _bars(reply, setting, detail)), *actions((), pad, setting))


def _bars(reply: Statistics, setting: Setting, detail: Detail) -> list[Block]:
    layout = lay_out(replace(reply, title=""), now=setting.now, width=_WIDTH)
    bars = cut_lines([row_text(row) for row in layout.rows], _ROOM[detail], lead="")
    return [Text(code_block(bars))] if layout.rows else []


def _figures(reply: Statistics, picture: Picture, detail: Detail) -> list[Block]:
    """Say every count, those that are not in the picture first; rows with the numbers that they bear in the picture."""
    tallies = sorted((tally for tally in reply.tallies if tally.rows), key=lambda tally: tally.by in picture.shows)
    lines: list[str] = []
    room = _ROOM_FOR_FIGURES[detail]
    for tally in tallies:
        small = "-# " if tally.by in picture.shows else ""
        lead = small + as_label(escaped(tally.title, 100))
        rows = _counted(tally, detail, numbered=tally.by in picture.numbered)
        lines.append(lead + _run_on(rows, room - units(lead) - 1))
        room -= units(lines[-1]) + 1
    return [Text("\n".join(lines))] if lines else []


def _counted(tally: Tally, detail: Detail, *, numbered: bool) -> list[str]:
    places = (f"#{place} " if numbered else "" for place in range(1, len(tally.rows) + 1))
    labels = (escaped(label, _LABEL[detail]) or "…" for label, _count in tally.rows)
    counts = (number(count) for _label, count in tally.rows)
    return [f"{place}{label} **{count}**" for place, label, count in zip(places, labels, counts, strict=True)]


def _run_on(items: Sequence[str], room: int) -> str:
    """Set items side by side, as many as there is room for, and say how many are left out."""
    used, kept = 60, 0  # the sentence at the end
    for item in items:
        used += units(item) + 3
        if used > room:
            break
        kept += 1
    left = len(items) - kept
    more = [more_items(left)] if left else []
    return " · ".join([*items[:kept], *more])


def draw_changes(reply: ChangeLog, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw a page of days, the newest first, and the way to those before and after."""
    lines: list[str] = []
    for each in reply.days:
        lines.append(f"**{stamp(each.day, 'D')}**")
        lines += [f"- {sentence(text, detail)}" for text in each.sentences]
    text = [Text(cut_lines(lines, _ROOM[detail]))] if lines else []
    turning = (
        pad.button(_("Later"), reply.back or "", Action.TURN),
        pad.button(_("Earlier"), reply.more or "", Action.TURN, Style.PRIMARY),
    )
    share = setting if reply.days else None
    return (heading(reply.title, reply.notices, detail), *text, *actions((), pad, share, turning=turning))
