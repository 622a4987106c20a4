"""The home tab: what somebody keeps and gets, one answer under another, within what a view takes.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.frontends.slack.blocks import (
    MOST_CHARACTERS,
    MOST_IN_VIEW,
    Block,
    ButtonStyle,
    View,
    actions,
    context,
    divider,
)
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.render import draw
from bot.frontends.slack.setting import Setting
from bot.i18n import gettext as _
from bot.replies.model import Facts, Reply

_LEAST_PLACES = 4
_AROUND = 2  # blocks above the first part, and one across before each


def draw_home(replies: Sequence[Reply], setting: Setting) -> View:
    """Return the home tab: what may be asked, then each reply in as much detail as its share of the tab takes."""
    pad = Pad(setting.now)
    blocks: list[Block] = [_ways(pad)]
    kept = replies[: (MOST_IN_VIEW - _AROUND) // (_LEAST_PLACES + 1)]
    for at, reply in enumerate(kept):
        left = len(kept) - at
        places = (MOST_IN_VIEW - _AROUND - len(blocks)) // left - 1
        blocks += [divider(), *_part(reply, setting, pad, places, MOST_CHARACTERS // len(kept))]
    return {"type": "home", "blocks": blocks}


def titled(reply: Reply, title: str) -> Reply:
    """Return a list of facts under another title, since the tab holds several; anything else as it is."""
    return replace(reply, title=title) if isinstance(reply, Facts) else reply


def _ways(pad: Pad) -> Block:
    search = pad.button(_("Search the list"), "/search", style=ButtonStyle.PRIMARY)
    browse = pad.button(_("Browse"), "/browse")
    return actions([each for each in (search, browse) if each])


def _part(reply: Reply, setting: Setting, pad: Pad, places: int, room: int) -> list[Block]:
    """Return the blocks of a reply; those for which there is no place are said to be left out."""
    blocks = draw(reply, setting, pad, places, room)
    if len(blocks) <= places:
        return blocks
    return [*blocks[: places - 1], context(_("There is more; ask for it with the slash command."))]
