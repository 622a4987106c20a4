"""How lists of entries, one entry, and an honest "nothing" look on Slack."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from bot.domain.entries import EntryKind, Link
from bot.frontends.detail import Detail
from bot.frontends.slack.blocks import Block, ButtonStyle, Element, actions, context, divider, section
from bot.frontends.slack.blocks import fields as in_columns
from bot.frontends.slack.mrkdwn import bold, escape, escaped, link, stamp
from bot.frontends.slack.pad import Pad
from bot.frontends.slack.parts import choices, foot, heading, joined, packed, sentence, small
from bot.frontends.slack.setting import Setting
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.clipping import units
from bot.replies.harmless import harmless
from bot.replies.model import ChangeDay, Choice, EntryCard, EntryLines, Line, NothingFound
from bot.replies.naming import added_name, link_label
from bot.replies.offers import offers_of
from bot.replies.paging import place_of
from bot.replies.presses import Action
from bot.replies.sheet import Sheet
from bot.replies.spans import Role, Span
from bot.replies.words import as_label, kind_word, number, reason_phrase, reason_words

_LINES = 10
_BUTTONED = 5
_TITLE = (800, 300, 160)
_PHRASE = (300, 160, 60)
_FACTS = (800, 300, 160)
_LINKS = (900, 300, 0)
_NOTE = (1_500, 240, 120)
_WHY = (600, 0, 0)
_CARD_TITLE = (1_500, 600, 160)
_DESCRIPTION = (2_900, 900, 240)
_CARD_FIELD = (1_200, 400, 160)
_CARD_LINKS = 20
_CARD_SECTIONS = 6
_HISTORY = (12, 4, 0)


def draw_entries(reply: EntryLines, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a paragraph an entry, why it is one in small print, then where one is, the way on, and menus.

    Few entries have buttons of their own; what may be done with many is in a menu, where that has room for it.
    """
    several = len({line.ref.list_name for line in reply.lines}) > 1
    lines = [(rank, line) for rank, line in enumerate(reply.lines[:_LINES], reply.first)]
    menus = _menus(lines, pad) if len(lines) > _BUTTONED else []
    blocks = heading(reply.title, reply.notices, detail)
    for rank, line in lines:
        blocks += _line(line, rank, pad, detail, several=several)
        if line.actions and not menus:
            made = (pad.choice(each, line.title) for each in line.actions)
            buttons = [each for each in made if each]
            blocks += [actions(buttons)] if buttons else []
    place = place_of(reply, _LINES)
    blocks += [context(place)] if place else []
    turning = (
        pad.button(_("Previous"), reply.back or "", Action.TURN),
        pad.button(_("Next"), reply.more or "", Action.TURN, ButtonStyle.PRIMARY),
    )
    offers = setting.filters if setting.asked and reply.lines else ()
    asked = setting.asked.partition(" page:")[0]
    filters = [Choice(each.label, asked + each.command) for each in offers]
    narrowing = pad.menu_or_buttons(_("Narrow it down"), filters, Action.TURN) if filters else []
    own = setting if reply.lines else None
    return [*blocks, *foot(pad, [*pad.buttons(reply.actions, 3), *turning, *menus, *narrowing], own)]


def _menus(lines: Sequence[tuple[int, Line]], pad: Pad) -> list[Element]:
    """Return menus of what may be done with entries; none where one has no room for all of its commands."""
    menus: list[Element] = []
    for offers in offers_of(lines):
        action = Action.TURN if offers.turns else Action.OPEN
        menu = pad.menu(offers.title, offers.choices, action) if pad.fit_a_menu(offers.choices, action) else None
        if menu is None:
            return []
        menus.append(menu)
    return menus


def _line(line: Line, rank: int, pad: Pad, detail: Detail, *, several: bool) -> list[Block]:
    name = added_name(line.name, line.title)
    named = f" ({escaped(name, _PHRASE[detail])})" if name else ""
    title = _marked(line, pad, detail) or escaped(line.ref.id, 120) or "…"
    links = joined(links_of(line.links), _LINKS[detail])
    facts = joined(facts_of(line, detail, several=several), _FACTS[detail])
    rows = [bold(f"{number(rank)}. {title}{named}"), facts, links]
    button = pad.button(_("Show"), line.command, about=line.title)
    blocks = [section("\n".join(filter(None, rows)), button)]
    own = _("Your note: {note}", note=escaped(line.note, _NOTE[detail])) if line.note else ""
    why = joined(_reasons(line), _WHY[detail])
    remark = escaped(line.remark, _NOTE[detail]) if line.remark else ""
    beneath = [own, remark, as_label(_("why:")) + why if why else ""]
    return [*blocks, context("\n".join(filter(None, beneath)))] if any(beneath) else blocks


def facts_of(line: Line, detail: Detail, *, several: bool = False) -> list[str]:
    """Return what is said of an entry beneath its title, its links aside."""
    facts = [
        _phrase(line.authors, detail),
        _phrase(" ".join(str(part) for part in (line.venue, line.year) if part), detail),
        "" if line.kind is EntryKind.PAPER else kind_word(line.kind),
        _phrase(line.section[-1] if line.section and detail is not Detail.LEAST else "", detail),
        _phrase(line.ref.list_name if several else "", detail),
        _("added {day}", day=stamp(line.added_on)) if line.added_on else "",
    ]
    return [fact for fact in facts if fact]


def links_of(links: Sequence[Link]) -> list[str]:
    """Return links under what they lead to, but for those that must not be clicked."""
    return [made for each in links if (made := link(escaped(link_label(each), 60), each.url))]


def titled(line: Line, limit: int) -> str:
    """Return the title with the short name, where it is not part of it already; the id where there is neither."""
    title = escaped(line.title, limit) or escaped(line.ref.id, 120) or "…"
    name = added_name(line.name, line.title)
    return f"{title} ({escaped(name, limit // 2)})" if name else title


def _marked(line: Line, pad: Pad, detail: Detail) -> str:
    """Return the title, what matched in it in italics where whole words did: mrkdwn knows no other."""
    spans = Sheet(now=pad.now).marked(line.title, line.marks, _TITLE[detail] // 3)
    pieces = [(_can_be_marked(spans, place), span.text) for place, span in enumerate(spans)]
    said = ""
    for marked, group in groupby(pieces, key=itemgetter(0)):
        text = escape("".join(each for _marked, each in group))
        said += f"_{text}_" if marked else text
    return said if units(said) <= _TITLE[detail] else escaped(line.title, _TITLE[detail])


def _can_be_marked(spans: Sequence[Span], place: int) -> bool:
    span = spans[place]
    before = spans[place - 1].text[-1:] if place else " "
    after = spans[place + 1].text[:1] if place + 1 < len(spans) else " "
    alone = before in (" ", "") and after in (" ", "", ",")
    return span.role is Role.MARK and alone and span.text == span.text.strip() != ""


def _reasons(line: Line) -> list[str]:
    phrases = (reason_phrase(each.kind, enumeration(reason_words(each))) for each in line.reasons)
    return [escaped(phrase, 300) for phrase in phrases]


def _phrase(text: str | None, detail: Detail) -> str:
    return escaped(text or "", _PHRASE[detail])


def draw_nothing(reply: NothingFound, pad: Pad, detail: Detail) -> list[Block]:
    """Draw a "nothing found" with what comes nearest as offers."""
    blocks = [section(sentence(reply.sentence, detail) or "…"), *small(reply.notices, detail)]
    nearest = choices(reply.nearest, pad, detail)
    blocks += [context(sentence(reply.leads, detail) or _("The nearest titles:")), *nearest] if nearest else []
    if reply.section and (button := pad.button(_("Open"), reply.section.command, about=reply.section.label)):
        place = escaped(reply.section.label, _TITLE[detail]) or "…"
        blocks.append(section(as_label(_("Perhaps in this section:")) + bold(place), button))
    return blocks


def draw_card(card: EntryCard, setting: Setting, pad: Pad, detail: Detail) -> list[Block]:
    """Draw everything known about one entry."""
    title = harmless(card.title, _CARD_TITLE[detail]) or harmless(card.ref.id, 120) or "…"
    name = added_name(card.name, card.title)
    blocks = heading(f"{title} ({harmless(name, 120)})" if name else title, (), detail)
    description = escaped(card.description or "", _DESCRIPTION[detail])
    blocks += [section(description)] if description else []
    blocks.append(in_columns([f"{bold(label)}\n{value}" for label, value in _facts(card, detail) if value]))
    if card.note or card.saved:
        own = _("Your note: {note}", note=escaped(card.note, _NOTE[detail])) if card.note else _("It is on your shelf.")
        blocks.append(section(own))
    leading = [pad.link_button(link_label(each), each.url) for each in card.links[:_CARD_LINKS]]
    buttons = [each for each in leading if each]
    blocks += [actions(buttons)] if buttons else []
    history = [f"{stamp(day.day)} {sentence(text, detail)}" for day, text in _happened(card.history, detail)]
    blocks += [divider(), *packed(history, 4_000)] if history else []
    return [*blocks, *foot(pad, pad.buttons(card.actions, 5), setting, card.again)]


def _facts(card: EntryCard, detail: Detail) -> list[tuple[str, str]]:
    limit = _CARD_FIELD[detail]
    venue = " ".join(str(part) for part in (card.venue, card.year) if part)
    known_as = card.venue_known_as if card.venue and card.venue_known_as != card.venue else None
    places = [escaped(" › ".join(path), limit // 4) for path in card.sections[:_CARD_SECTIONS]]
    return [
        (_("Kind"), kind_word(card.kind)),
        (_("Authors"), escaped(card.authors or "", limit)),
        (_("Venue"), escaped(f"{venue} ({known_as})" if known_as else venue, limit)),
        (_("Section"), "\n".join(filter(None, places))),
        (_("List"), _list(card, limit)),
        _since(card),
        (_("Id"), escaped(card.ref.id, 240)),
    ]


def _list(card: EntryCard, limit: int) -> str:
    title = escaped(card.list_title, limit // 2)
    return (link(title, card.permalink, 600) if card.permalink and title else None) or title


def _since(card: EntryCard) -> tuple[str, str]:
    """Say when the entry joined the list, where that is known, else when it was first seen there."""
    when = card.added_on or card.first_seen
    if when is None:
        return "", ""
    who = escaped(card.added_by or "", 240)
    label = _("Added") if card.added_on else _("First seen")
    return label, _("{day} by {person}", day=stamp(when), person=who) if who else stamp(when)


def _happened(history: Sequence[ChangeDay], detail: Detail) -> list[tuple[ChangeDay, str]]:
    return [(day, text) for day in history for text in day.sentences if harmless(text)][: _HISTORY[detail]]
