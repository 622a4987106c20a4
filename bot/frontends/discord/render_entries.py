"""How lists of entries, one entry, and an honest "nothing" look on Discord."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.entries import EntryKind, Link
from bot.frontends.detail import Detail
from bot.frontends.discord.blocks import actions, choices, heading, sentence, small
from bot.frontends.discord.drawing import (
    LONGEST_LABEL,
    MOST_COMPONENTS,
    Block,
    Button,
    Mark,
    Section,
    Style,
    Text,
    components_in,
)
from bot.frontends.discord.markup import escape, escaped, masked_link, stamp, web_url
from bot.frontends.discord.pad import Pad, rows_of
from bot.frontends.discord.setting import Setting
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.clipping import clipped
from bot.replies.harmless import harmless
from bot.replies.model import ChangeDay, EntryCard, EntryLines, Line, NothingFound
from bot.replies.naming import added_name, link_label
from bot.replies.offers import offers_of
from bot.replies.paging import place_of
from bot.replies.presses import Action
from bot.replies.sheet import Sheet
from bot.replies.spans import Role
from bot.replies.words import as_label, kind_word, number, reason_phrase, reason_words

_LINES = 10
_BUTTONED = 5
_ACTIONS = 3
_TITLE = (240, 140, 40)
_PHRASE = (120, 60, 20)
_LINKS = (4, 2, 0)
_REASON_WORDS = 6
_CARD_LINKS = 10
_CARD_TITLE = (500, 240, 100)
_DESCRIPTION = (900, 400, 150)
_CARD_SECTIONS = 6
_HISTORY = (6, 3, 0)


def draw_entries(reply: EntryLines, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw the entries, then where one is, the way on, and menus: of what may be done with entries, and of filters.

    Few entries have buttons of their own; of many, that would be more than a message holds.
    """
    several = len({line.ref.list_name for line in reply.lines}) > 1
    lines = [(rank, line) for rank, line in enumerate(reply.lines[:_LINES], reply.first)]
    few = len(lines) <= _BUTTONED
    sections = [
        block for rank, line in lines for block in _line(line, rank, pad, detail, several=several, buttoned=few)
    ]
    menus = [] if few else [menu for each in offers_of(lines) if (menu := pad.offer_menu(each))]
    place = place_of(reply, _LINES)
    turning = (
        pad.button(_("Previous"), reply.back or "", Action.TURN),
        pad.button(_("Next"), reply.more or "", Action.TURN, Style.PRIMARY),
    )
    top = heading(reply.title, reply.notices, detail)
    if place and menus:  # a part less, for the menus
        top, place = Text(f"{top.content}\n-# {place}"), ""
    blocks: list[Block] = [top, *sections, *([Text(f"-# {place}")] if place else [])]
    blocks += actions(reply.actions, pad, setting if reply.lines else None, turning=turning)
    if setting.filters and setting.asked and reply.lines:
        menu = pad.menu(_("Narrow it down"), setting.filters, setting.asked)
        menus += [menu] if menu else []
    for each in menus:
        blocks += [each] if components_in([*blocks, each, *pad.notes()]) <= MOST_COMPONENTS else []
    return tuple(blocks)


def _line(line: Line, rank: int, pad: Pad, detail: Detail, *, several: bool, buttoned: bool) -> tuple[Block, ...]:
    name = in_brackets(added_name(line.name, line.title), _PHRASE[detail])
    title = _marked(line, pad, detail) or escaped(line.ref.id, 60) or "…"
    facts = facts_of(line, line.links, detail, several=several)
    rows = [f"**{number(rank)}. {title}{name}**", " · ".join(facts)]
    if line.note:
        rows.append(_("Your note: {note}", note=escaped(line.note, _TITLE[detail])))
    if line.remark:
        rows.append(escaped(line.remark, _TITLE[detail]))
    if line.reasons and detail is Detail.FULL:
        rows.append("-# " + as_label(_("why:")) + " · ".join(_reasons(line)))
    content = "\n".join(filter(None, rows))
    button = pad.button(_("Show"), line.command)
    if buttoned and line.actions:
        return (Text(content), *rows_of([button, *map(pad.choice, line.actions[:_ACTIONS])]))
    return (Section(content, button) if button else Text(content),)


def facts_of(line: Line, links: Sequence[Link], detail: Detail, *, several: bool = False) -> list[str]:
    """Return what is said of an entry beneath its title, with the *links* that are not said elsewhere."""
    facts = [
        _phrase(line.authors, detail),
        _phrase(" ".join(str(part) for part in (line.venue, line.year) if part), detail),
        "" if line.kind is EntryKind.PAPER else kind_word(line.kind),
        _phrase(line.section[-1] if line.section and detail is not Detail.LEAST else "", detail),
        _phrase(line.ref.list_name if several else "", detail),
        _("added {day}", day=stamp(line.added_on, "D")) if line.added_on else "",
        *_links(links, detail),
    ]
    return [fact for fact in facts if fact]


def _marked(line: Line, pad: Pad, detail: Detail) -> str:
    """Return the title, what matched in it underlined."""
    marks = line.marks if detail is not Detail.LEAST else ()
    spans = Sheet(now=pad.now).marked(line.title, marks, _TITLE[detail])
    return "".join(f"__{escape(span.text)}__" if span.role is Role.MARK else escape(span.text) for span in spans)


def _reasons(line: Line) -> list[str]:
    phrases = (reason_phrase(each.kind, enumeration(reason_words(each)[:_REASON_WORDS])) for each in line.reasons)
    return [escaped(phrase, 160) for phrase in phrases]


def _links(links: Sequence[Link], detail: Detail) -> list[str]:
    made = [masked_link(escaped(link_label(link), 30), link.url) for link in links[: _LINKS[detail]]]
    return [link for link in made if link and len(link) < 300]


def in_brackets(name: str, limit: int) -> str:
    """Return a name as it follows a title; nothing where there is none."""
    return f" \\({escaped(name, limit)}\\)" if name else ""


def _phrase(text: str | None, detail: Detail) -> str:
    return escaped(text or "", _PHRASE[detail])


def draw_nothing(reply: NothingFound, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw a "nothing found" with what comes nearest as offers."""
    lines = [sentence(reply.sentence, detail) or "…", *small(reply.notices, detail)]
    nearest = choices(reply.nearest, pad, detail)
    if nearest:
        lines += ["", sentence(reply.leads, detail) or _("The nearest titles:")]
    blocks: list[Block] = [Text("\n".join(lines)), *nearest]
    if reply.section and (button := pad.button(_("Open"), reply.section.command)):
        section = escaped(reply.section.label, _TITLE[detail]) or "…"
        blocks.append(Section(as_label(_("Perhaps in this section:")) + f"**{section}**", button))
    return tuple(blocks)


def draw_card(card: EntryCard, setting: Setting, pad: Pad, detail: Detail) -> tuple[Block, ...]:
    """Draw everything known about one entry; what is the reader's own is marked private."""
    title = escaped(card.title, _CARD_TITLE[detail]) or escaped(card.ref.id, 60) or "…"
    name = in_brackets(added_name(card.name, card.title), 60)
    facts = [f"**{label}** {value}" for label, value in _facts(card, detail) if value]
    blocks: list[Block] = [Text("\n".join(filter(None, [f"### {title}{name}", _description(card, detail), *facts])))]
    if card.note or card.saved:
        own = _("Your note: {note}", note=escaped(card.note, 500)) if card.note else _("It is on your shelf.")
        blocks.append(Text(own, Mark.PRIVATE))
    blocks += rows_of(_link_buttons(card))
    history = [f"-# {stamp(day.day, 'D')} {sentence(text, detail)}" for day, text in _happened(card.history, detail)]
    if history:
        blocks.append(Text("\n".join(history)))
    own_actions = [pad.choice(each, _mark(each.command)) for each in card.actions[:4]]
    blocks += actions((), pad, setting, turning=own_actions)
    return tuple(blocks)


def _mark(command: str) -> Mark:
    """Keep to the reader what tells that an entry is on their shelf."""
    return Mark.PRIVATE if command.startswith("/unsave ") else Mark.PLAIN


def _description(card: EntryCard, detail: Detail) -> str:
    return escaped(card.description or "", _DESCRIPTION[detail])


def _facts(card: EntryCard, detail: Detail) -> list[tuple[str, str]]:
    venue = " ".join(str(part) for part in (card.venue, card.year) if part)
    known_as = card.venue_known_as if card.venue and card.venue_known_as != card.venue else None
    places = [" › ".join(path) for path in card.sections[:_CARD_SECTIONS]]
    return [
        (_("Kind"), kind_word(card.kind)),
        (_("Authors"), escaped(card.authors or "", _CARD_TITLE[detail])),
        (_("Venue"), escaped(f"{venue} ({known_as})" if known_as else venue, 160)),
        *((_("Section"), escaped(place, 160)) for place in places),
        (_("List"), _list(card)),
        _since(card),
        (_("Id"), escaped(card.ref.id, 60)),
    ]


def _list(card: EntryCard) -> str:
    title = escaped(card.list_title, 120)
    return (masked_link(title, card.permalink) if card.permalink and title else None) or title


def _since(card: EntryCard) -> tuple[str, str]:
    """Say when the entry joined the list, where that is known, else when it was first seen there."""
    when = card.added_on or card.first_seen
    if when is None:
        return "", ""
    said = stamp(when, "D" if card.added_on else "R")
    who = escaped(card.added_by or "", 60)
    label = _("Added") if card.added_on else _("First seen")
    return label, _("{day} by {person}", day=said, person=who) if who else said


def _link_buttons(card: EntryCard) -> list[Button]:
    """Return a button a link, but for those that must not be clicked."""
    made = ((clipped(link_label(link), LONGEST_LABEL), web_url(link.url)) for link in card.links[:_CARD_LINKS])
    return [Button(label, url=url) for label, url in made if label and url]


def _happened(history: Sequence[ChangeDay], detail: Detail) -> list[tuple[ChangeDay, str]]:
    return [(day, text) for day in history for text in day.sentences if harmless(text)][: _HISTORY[detail]]
