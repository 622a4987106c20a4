"""What several kinds of reply are drawn with: headings, notices, paragraphs cut with a sentence, choices, actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import (
    LONGEST_HEADER,
    LONGEST_SECTION,
    MOST_IN_ACTIONS,
    Block,
    Element,
    actions,
    context,
    header,
    section,
)
from bot.frontends.slack.mrkdwn import bold, escaped
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.setting import Setting
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.clipping import units
from bot.replies.harmless import harmless
from bot.replies.model import Choice
from bot.replies.paging import more_items
from bot.replies.presses import Action
from bot.replies.words import as_label

SENTENCE = (2_400, 600, 160)
"""How long a heading or a sentence may be, by detail."""

_NOTICES = (8, 3, 1)
_NOTICE = (600, 400, 160)
_CHOICES = (12, 8, 5)
_TITLE = (600, 300, 120)


def heading(title: str, notices: Sequence[str] = (), detail: Detail = Detail.FULL) -> list[Block]:
    """Return a heading with the sentences that belong to it in small print."""
    said = harmless(title, SENTENCE[detail])
    top = header(said) if units(said) <= LONGEST_HEADER else section(bold(sentence(title, detail)))
    return [top, *small(notices, detail)]


def sentence(text: str, detail: Detail) -> str:
    """Return a sentence of ours, which may hold what others wrote."""
    return escaped(text, SENTENCE[detail])


def labelled(label: str, limit: int) -> str:
    """Return a label as it stands before its value; escaped with its colon, which might end an emoji's name."""
    said = as_label(harmless(label, limit))
    return escaped(said, limit) + said[len(said.rstrip()) :]


def small(texts: Iterable[str], detail: Detail) -> list[Block]:
    """Return sentences in small print, a line each, the first few of them."""
    lines = [line for text in texts if (line := escaped(text, _NOTICE[detail]))][: _NOTICES[detail]]
    return [context(text) for text in _paragraphs(lines)]


def packed(lines: Sequence[str], room: int) -> list[Block]:
    """Set lines in as few paragraphs as possible, as many as *room* holds, and say how many are left out."""
    kept = list(_kept(lines, room))
    left = len(lines) - len(kept)
    blocks = [section(text) for text in _paragraphs(kept)]
    return [*blocks, context(more_lines(left))] if left else blocks


def more_lines(count: int) -> str:
    """Say how many lines are left out."""
    return ngettext("and {count} more line", "and {count} more lines", count)


def joined(items: Iterable[str], room: int) -> str:
    """Set items side by side with dots between them, as many as *room* has place for."""
    said = ""
    for item in items:
        longer = f"{said} · {item}" if said else item
        if units(longer) <= room:
            said = longer
    return said


def choices(offers: Sequence[Choice], pad: Pad, detail: Detail) -> list[Block]:
    """Return an offer a paragraph: its name in full, and the button that takes it."""
    blocks: list[Block] = []
    for offer in offers[: _CHOICES[detail]]:
        button = pad.button(_("Choose"), offer.command, about=offer.label)
        label = escaped(offer.label, _TITLE[detail]) or escaped(offer.command, _TITLE[detail])
        if button and label:
            blocks.append(section(bold(label), button))
    left = len(offers) - _CHOICES[detail]
    return [*blocks, context(more_items(left))] if left > 0 else blocks


def foot(pad: Pad, elements: Iterable[Element | None], setting: Setting | None = None, again: str = "") -> list[Block]:
    """Return what may be done next, *Share* last where the answer may be shared.

    What was shown to one person alone cannot be read again: *again* is the command that gives the same answer.
    """
    made = [each for each in elements if each]
    line = again or (setting.asked if setting else "")
    share = pad.button(_("Share"), line, Action.SHARE) if setting and setting.shareable and line else None
    every = [*made[: MOST_IN_ACTIONS - 1], *([share] if share else [])]
    return [actions(every)] if every else []


def _paragraphs(lines: Sequence[str]) -> list[str]:
    texts: list[str] = []
    for line in lines:
        longer = f"{texts[-1]}\n{line}" if texts else line
        if texts and units(longer) <= LONGEST_SECTION:
            texts[-1] = longer
        else:
            texts.append(line)
    return texts


def _kept(lines: Sequence[str], room: int) -> Iterable[str]:
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            return
        yield line
