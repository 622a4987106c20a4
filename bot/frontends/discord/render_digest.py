"""How a digest looks on Discord: a block a group, titles as links, days in each reader's own zone, a menu to open one.

Titles are others' text: nothing in them acts or mentions anybody.  Whom a manager wants mentioned is the messenger's.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.subscriptions import Style
from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import actions, cut_lines, sentence
from bot.frontends.discord.drawing import MOST_OPTIONS, Block, Text
from bot.frontends.discord.markup import escaped, masked_link, stamp
from bot.frontends.discord.pad import Pad
from bot.frontends.discord.render_entries import facts_of, in_brackets
from bot.frontends.discord.setting import Setting
from bot.replies.layout_digest import part_words
from bot.replies.model import DigestEntry, DigestPost, Line
from bot.replies.naming import added_name
from bot.replies.offers import works_to_open

_TITLE = (240, 140, 60)
_HEADING = (160, 80, 40)
_ROOM = (3_800, 3_300, 1_800)
_MENUS = 2
_LONGEST_LINK = 300


def draw_digest(post: DigestPost, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw a digest, or a part of one."""
    if post.quiet:
        return (Text(f"-# {sentence(post.title, detail) or '…'} · {_period(post)}"),)
    facts = filter(None, (_period(post), sentence(post.counts, detail), part_words(post)))
    head = Text(f"### {sentence(post.title, detail) or '…'}\n-# {' · '.join(facts)}")
    texts = [Text("\n".join(lines)) for lines in _paragraphs(post, detail)]
    if detail is not Detail.FULL and texts:
        texts = [Text(cut_lines([line for text in texts for line in text.content.split("\n")], _ROOM[detail]))]
    more = [pad.button(post.more.label, post.more.command)] if post.more else []
    menus = [menu for each in works_to_open(post, MOST_OPTIONS, _MENUS) if (menu := pad.offer_menu(each))]
    return (head, *texts, *menus, *actions((), pad, setting, turning=more))


def _period(post: DigestPost) -> str:
    """Return the days of the period, or the one day on which it ends."""
    if post.until - post.since < timedelta(days=1):
        return stamp(post.until, "D")
    return f"{stamp(post.since, 'D')} – {stamp(post.until, 'D')}"


def _paragraphs(post: DigestPost, detail: Detail) -> list[list[str]]:
    """Return the lines of each group, and those of the sentences."""
    found = []
    for group in post.groups:
        title = escaped(group.title, _HEADING[detail])
        entries = [line for entry in group.entries for line in _entry(entry, post.style, detail)]
        found.append([f"**{title}**", *entries] if title else entries)
    found.append([f"- {text}" for each in post.sentences if (text := sentence(each, detail))])
    return [lines for lines in found if lines]


def _entry(entry: DigestEntry, style: Style, detail: Detail) -> list[str]:
    line = entry.line
    title, url = _title(line, detail)
    if style is Style.COMPACT:
        return [f"- {title}"]
    others = tuple(link for link in line.links if link.url != url)
    facts = " · ".join(facts_of(line, others, detail))
    remark = sentence(entry.remark, detail) if detail is not Detail.LEAST else ""
    return [f"- **{title}**", *(f"  {text}" for text in (facts, remark) if text)]


def _title(line: Line, detail: Detail) -> tuple[str, str | None]:
    """Return the title, linked where there is something to open, and the URL that it leads to."""
    title = escaped(line.title, _TITLE[detail]) or escaped(line.ref.id, 60) or "…"
    title += in_brackets(added_name(line.name, line.title), _HEADING[detail])
    for link in line.links if detail is not Detail.LEAST else ():
        linked = masked_link(title, link.url)
        if linked and len(linked) - len(title) < _LONGEST_LINK:
            return linked, link.url
    return title, None
