"""How a digest looks on Slack: a paragraph a group, titles as links, each reader's own days, a menu to open one.

Titles are others' text: nothing in them acts or mentions anybody.  Whom a manager wants mentioned is the messenger's.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.subscriptions import Style
from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import LONGEST_OPTION, MOST_OPTIONS, Block, context
from bot.frontends.slack.mrkdwn import bold, day_stamp, escaped, link
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import foot, heading, joined, packed, sentence
from bot.frontends.slack.render_entries import facts_of, links_of, titled
from bot.frontends.slack.setting import Setting
from bot.replies.clipping import units
from bot.replies.layout_digest import part_words
from bot.replies.model import DigestEntry, DigestPost, Line
from bot.replies.offers import works_to_open

_TITLE = (800, 300, 120)
_LONGEST_LINK = (900, 300, 0)
_FACTS = (900, 300, 120)
_GROUP = (500, 160, 80)
_ROOM = (100_000, 100_000, 7_000)
_OPTION = (LONGEST_OPTION, 40, 20)
_MENUS = 2


def draw_digest(post: DigestPost, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a digest, or a part of one."""
    title = sentence(post.title, detail) or "…"
    if post.quiet:
        return [context(f"{title} · {_period(post)}")]
    facts = filter(None, (_period(post), sentence(post.counts, detail), part_words(post)))
    head = [*heading(post.title, (), detail), context(" · ".join(facts))]
    more = [pad.button(post.more.label, post.more.command)] if post.more else []
    offers = works_to_open(post, MOST_OPTIONS, _MENUS)
    menus = [pad.menu(each.title, each.choices, longest=_OPTION[detail]) for each in offers]
    return [*head, *_body(post, detail), *foot(pad, [*menus, *more], setting)]


def _period(post: DigestPost) -> str:
    """Return the days of the period, or the one day on which it ends."""
    if post.until - post.since < timedelta(days=1):
        return day_stamp(post.until)
    return f"{day_stamp(post.since)} – {day_stamp(post.until)}"


def _body(post: DigestPost, detail: Detail) -> list[Block]:
    """Return a paragraph for each group, and one for the sentences; all of them in one where words are few."""
    found = []
    for group in post.groups:
        title = escaped(group.title, _GROUP[detail])
        entries = [line for entry in group.entries for line in _entry(entry, post.style, detail)]
        found.append([bold(title), *entries] if title else entries)
    found.append([f"• {text}" for each in post.sentences if (text := sentence(each, detail))])
    if detail is Detail.FULL:
        return [block for lines in found for block in packed(lines, _ROOM[detail])]
    return packed([line for lines in found for line in lines], _ROOM[detail])


def _entry(entry: DigestEntry, style: Style, detail: Detail) -> list[str]:
    line = entry.line
    title, url = _title(line, detail)
    if style is Style.COMPACT:
        return [f"• {title}"]
    others = tuple(each for each in line.links if each.url != url)
    leading = [*facts_of(line, detail), *(links_of(others) if detail is not Detail.LEAST else [])]
    facts = joined(leading, _FACTS[detail])
    remark = sentence(entry.remark, detail) if detail is not Detail.LEAST else ""
    return [f"• {bold(title)}", *(f"\u2003{text}" for text in (facts, remark) if text)]


def _title(line: Line, detail: Detail) -> tuple[str, str | None]:
    """Return the title, linked where there is something to open, and the URL that it leads to."""
    title = titled(line, _TITLE[detail])
    for each in line.links:
        linked = link(title, each.url)
        if linked and units(linked) - units(title) <= _LONGEST_LINK[detail]:
            return linked, each.url
    return title, None
