"""Blocks that several kinds of reply are drawn with: headings, notices, cut lists, choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.frontends.detail import Detail
from bot.frontends.discord.drawing import Block, Button, Section, Text
from bot.frontends.discord.markup import escaped
from bot.frontends.discord.pad import Pad, rows_of
from bot.frontends.discord.setting import Setting
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.clipping import units
from bot.replies.model import Choice

SENTENCE = (600, 400, 100)
"""How long a heading or a sentence may be, by detail."""

NOTICES = (4, 3, 1)
_CHOICES = (8, 6, 5)
_TITLE = (240, 160, 60)
_IN_A_ROW = 5


def heading(title: str, notices: Sequence[str], detail: Detail) -> Text:
    """Return a heading with the sentences that belong to it in small print."""
    return Text("\n".join([f"### {sentence(title, detail) or '…'}", *small(notices, detail)]))


def sentence(text: str, detail: Detail) -> str:
    """Return a sentence of ours, which may hold what others wrote."""
    return escaped(text, SENTENCE[detail])


def small(texts: Iterable[str], detail: Detail) -> list[str]:
    """Return sentences in small print, a line each, the first few of them."""
    lines = [sentence(text, detail) for text in texts]
    return [f"-# {line}" for line in lines if line][: NOTICES[detail]]


def cut_lines(lines: Sequence[str], room: int, lead: str = "-# ") -> str:
    """Join as many lines as *room* (in UTF-16 units) holds, and say after *lead* how many are left out."""
    kept: list[str] = []
    used = 80  # for the sentence at the end
    for line in lines:
        used += units(line) + 1
        if used > room:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    more = [lead + ngettext("and {count} more line", "and {count} more lines", left)] if left else []
    return "\n".join([*kept, *more])


def choices(offers: Sequence[Choice], pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Return an offer a section: its name in full, and the button that takes it."""
    blocks: list[Block] = []
    for offer in offers[: _CHOICES[detail]]:
        button = pad.button(_("Choose"), offer.command)
        label = escaped(offer.label, _TITLE[detail]) or escaped(offer.command, _TITLE[detail])
        if button and label:
            blocks.append(Section(f"**{label}**", button))
    return tuple(blocks)


def actions(
    offers: Sequence[Choice], pad: Pad, setting: Setting | None = None, *, turning: Sequence[Button | None] = ()
) -> tuple[Block, ...]:
    """Return what may be done next as one row of buttons, *Share* last where the answer may be shared.

    A picture that only its reader sees cannot be posted again: an answer that has one is made anew to be shared.
    """
    anew = setting.asked if setting and setting.picture else ""
    share = [pad.share_button(_("Share"), anew)] if setting and setting.shareable else []
    room = _IN_A_ROW - len(share) - sum(button is not None for button in turning)
    return rows_of([*turning, *pad.buttons(offers, room), *share])
