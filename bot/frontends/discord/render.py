"""Draw every reply for Discord: `render(reply, setting)` is pure and always within Discord's limits.

What does not fit is said in fewer words, then cut with a sentence that says so; nothing here raises on any text.
How families of replies look is in the `render_…` modules next to this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bot.frontends.detail import Detail
from bot.frontends.discord.drawing import (
    MOST_CHARACTERS,
    MOST_COMPONENTS,
    Block,
    Drawing,
    characters_in,
    components_in,
    fits,
)
from bot.frontends.discord.forms import draw_form
from bot.frontends.discord.pad import Pad
from bot.frontends.discord.render_digest import draw_digest
from bot.frontends.discord.render_entries import draw_card, draw_entries, draw_nothing
from bot.frontends.discord.render_facts import draw_facts
from bot.frontends.discord.render_forms import draw_form_errors, draw_waiting_form
from bot.frontends.discord.render_messages import (
    draw_clarify,
    draw_document,
    draw_failure,
    draw_help_index,
    draw_help_page,
    draw_message,
)
from bot.frontends.discord.render_tables import draw_changes, draw_statistics, draw_tree
from bot.frontends.discord.setting import Setting
from bot.replies import model as m
from bot.replies.forms import Form, FormErrors

_BLURPLE, _GREEN, _AMBER, _RED, _GREY = 0x5865F2, 0x2D7D46, 0xD9A400, 0xC03537, 0x80848E
_ACCENTS: dict[type, int] = {
    m.NothingFound: _AMBER,
    m.Clarify: _AMBER,
    m.Failure: _RED,
    m.HelpIndex: _GREY,
    m.HelpPage: _GREY,
    m.Facts: _GREY,
    m.Document: _GREEN,
    FormErrors: _AMBER,
}
_FOR_A_MENTION = 60  # characters, and one component
_TONES = {m.Tone.DONE: _GREEN, m.Tone.INFO: _GREY, m.Tone.WARNING: _AMBER}


def render(reply: m.Reply, setting: Setting) -> Drawing:
    """Return the message for a reply, in the language in force; in as much detail as fits."""
    accent = _TONES[reply.tone] if isinstance(reply, m.Message) else _ACCENTS.get(type(reply), _BLURPLE)
    blocks: tuple[Block, ...] = ()
    for blocks in _drafts(reply, setting):
        if fits(blocks):
            break
    return Drawing(accent, blocks, draw_form(reply) if isinstance(reply, Form) else None)


def fits_whole(reply: m.Reply, setting: Setting) -> bool:
    """Say whether a reply goes into one message in every detail, with room left for a line that mentions a role."""
    pad = Pad(setting.now)
    blocks = _blocks(reply, setting, pad, Detail.FULL)
    every = (*blocks, *pad.notes())
    room = characters_in(every) + _FOR_A_MENTION <= MOST_CHARACTERS
    return room and components_in(every) + 1 <= MOST_COMPONENTS


def _drafts(reply: m.Reply, setting: Setting) -> Iterator[tuple[Block, ...]]:
    """Yield the reply in less and less detail; the last draft always fits."""
    for detail in Detail:
        pad = Pad(setting.now)
        blocks = _blocks(reply, setting, pad, detail)
        yield (*blocks, *pad.notes())


def _blocks(reply: m.Reply, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
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
        case Form():
            return draw_waiting_form(reply, pad, detail)
        case FormErrors():
            return draw_form_errors(reply, pad, detail)
        case m.Failure():
            return (*draw_failure(reply, pad, detail), *pad.values(setting.typed))
        case _:
            return _words(reply, pad, detail)


def _table(
    reply: m.ChangeLog | m.SectionTree | m.Statistics | m.Facts, setting: Setting, pad: Pad, detail: Detail
) -> tuple[Block, ...]:
    match reply:
        case m.ChangeLog():
            return draw_changes(reply, setting, pad, detail)
        case m.SectionTree():
            return draw_tree(reply, setting, pad, detail)
        case m.Statistics():
            return draw_statistics(reply, setting, pad, detail)
        case m.Facts():
            return draw_facts(reply, pad, detail)
        case _:
            assert_never(reply)


def _words(
    reply: m.Clarify | m.Document | m.HelpIndex | m.HelpPage | m.Message, pad: Pad, detail: Detail
) -> tuple[Block, ...]:
    match reply:
        case m.Clarify():
            return draw_clarify(reply, pad, detail)
        case m.Document():
            return draw_document(reply)
        case m.HelpIndex():
            return draw_help_index(reply, pad, detail)
        case m.HelpPage():
            return draw_help_page(reply, pad, detail)
        case m.Message():
            return draw_message(reply, pad)
        case _:
            assert_never(reply)
