"""Draw every reply for Slack: `render(reply, setting)` is pure and always within Slack's limits.

What does not fit is said in fewer words, then cut with a sentence that says so; nothing here raises on any text.
How families of replies look is in the `render_…` modules next to this one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import (
    LONGEST_TEXT,
    MOST_BLOCKS,
    MOST_CHARACTERS,
    Block,
    characters_in,
)
from bot.frontends.slack.drawing import SlackFile, SlackMessage
from bot.frontends.slack.mrkdwn import escape
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import more_lines
from bot.frontends.slack.render_digest import draw_digest
from bot.frontends.slack.render_entries import draw_card, draw_entries, draw_nothing
from bot.frontends.slack.render_forms import draw_form_errors, draw_waiting_form
from bot.frontends.slack.render_messages import (
    draw_clarify,
    draw_document,
    draw_failure,
    draw_help_index,
    draw_help_page,
    draw_message,
    file_of,
)
from bot.frontends.slack.render_tables import draw_changes, draw_facts, draw_statistics, draw_tree
from bot.frontends.slack.setting import Setting
from bot.replies import model as m
from bot.replies.clipping import units
from bot.replies.forms import Form, FormErrors
from bot.replies.layout import lay_out
from bot.replies.plain import to_plain

_FOR_A_MENTION = 100  # characters, and one block
_TAKES_OFF_THE_SHELF = "/unsave "


def render(reply: m.Reply, setting: Setting) -> SlackMessage:
    """Return the message for a reply, in the language in force; in as much detail as fits."""
    shown = _for_everybody(reply) if setting.public else reply
    return SlackMessage(fallback(shown, setting), tuple(draw(shown, setting)), _files(shown, setting))


def draw(
    reply: m.Reply, setting: Setting, pad: Pad | None = None, places: int = MOST_BLOCKS, room: int = MOST_CHARACTERS
) -> list[Block]:
    """Return the blocks of a reply in as much detail as *places* and *room* (in characters) allow.

    The least detail always fits into a message, but not into less.
    """
    blocks: list[Block] = []
    for detail in Detail:
        blocks = _blocks(reply, setting, pad or Pad(setting.now), detail)
        if len(blocks) <= places and characters_in(blocks) <= room:
            break
    return blocks


def fits_whole(reply: m.Reply, setting: Setting) -> bool:
    """Say whether a reply goes into one message in every detail, with room left for a line that mentions people."""
    blocks = _blocks(reply, setting, Pad(setting.now), Detail.FULL)
    return len(blocks) < MOST_BLOCKS and characters_in(blocks) + _FOR_A_MENTION <= MOST_CHARACTERS


def fallback(reply: m.Reply, setting: Setting) -> str:
    """Return all that a reply says as plain text, for notifications and screen readers; cut with a sentence."""
    lines = [escape(line) for line in to_plain(lay_out(reply, now=setting.now)).rstrip("\n").split("\n")]
    kept: list[str] = []
    used = 100  # the sentence at the end
    for line in lines:
        used += units(line) + 1
        if used > LONGEST_TEXT:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    return "\n".join([*kept, *([more_lines(left)] if left else [])]) or "…"


def _files(reply: m.Reply, setting: Setting) -> tuple[SlackFile, ...]:
    if isinstance(reply, m.Document):
        return (file_of(reply),)
    picture = setting.picture if isinstance(reply, m.Statistics) else None
    return (SlackFile(picture.filename, picture.png, picture.alt),) if picture else ()


def _for_everybody(reply: m.Reply) -> m.Reply:
    """Return a reply without what is its reader's own."""
    if isinstance(reply, m.EntryCard):
        actions = tuple(each for each in reply.actions if not each.command.startswith(_TAKES_OFF_THE_SHELF))
        return replace(reply, note=None, saved=False, actions=actions)
    if isinstance(reply, m.EntryLines):
        return replace(reply, lines=tuple(replace(line, note=None) for line in reply.lines))
    return reply


def _blocks(reply: m.Reply, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    match reply:
        case m.EntryLines():
            return draw_entries(reply, setting, pad, detail)
        case m.EntryCard():
            return draw_card(reply, setting, pad, detail)
        case m.NothingFound():
            return draw_nothing(reply, pad, detail)
        case m.DigestPost():
            return draw_digest(reply, setting, pad, detail)
        case m.ChangeLog() | m.SectionTree() | m.Statistics() | m.Facts():
            return _table(reply, setting, pad, detail)
        case Form() | FormErrors():
            return _form(reply, pad, detail)
        case _:
            return _words(reply, pad, detail)


def _form(reply: Form | FormErrors, pad: Pad, detail: Detail) -> list[Block]:
    if isinstance(reply, FormErrors):
        return draw_form_errors(reply, pad, detail)
    return draw_waiting_form(reply, pad, detail)


def _table(
    reply: m.ChangeLog | m.SectionTree | m.Statistics | m.Facts, setting: Setting, pad: Pad, detail: Detail
) -> list[Block]:
    match reply:
        case m.ChangeLog():
            return draw_changes(reply, setting, pad, detail)
        case m.SectionTree():
            return draw_tree(reply, setting, pad, detail)
        case m.Statistics():
            return draw_statistics(reply, setting, pad, detail)
        case m.Facts():
            return draw_facts(reply, setting, pad, detail)
        case _:
            assert_never(reply)


def _words(
    reply: m.Clarify | m.Document | m.HelpIndex | m.HelpPage | m.Message | m.Failure, pad: Pad, detail: Detail
) -> list[Block]:
    match reply:
        case m.Clarify():
            return draw_clarify(reply, pad, detail)
        case m.Document():
            return draw_document(reply, detail)
        case m.HelpIndex():
            return draw_help_index(reply, pad, detail)
        case m.HelpPage():
            return draw_help_page(reply, pad, detail)
        case m.Message():
            return draw_message(reply, pad, detail)
        case m.Failure():
            return draw_failure(reply, pad, detail)
        case _:
            assert_never(reply)
