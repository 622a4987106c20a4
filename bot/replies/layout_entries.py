"""How lists of entries, one entry, and an honest "nothing" are laid out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.entries import EntryKind, SectionPath
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.replies.layout_changes import history_rows
from bot.replies.layout_tables import label_rows
from bot.replies.model import Choice, EntryCard, EntryLines, Line, NothingFound
from bot.replies.naming import added_name
from bot.replies.sheet import PHRASE, SENTENCE, TITLE, WORD, Sheet
from bot.replies.spans import Role, Row, Span
from bot.replies.words import day, kind_word, number, reason_phrase, reason_words

_FULL_TITLE = 20_000
_REASON_WORDS = 6
_BLANK: Row = ()


def lay_out_entries(reply: EntryLines, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a page of entries: a heading, numbered titles with their facts beneath, and the way on."""
    alone = reply.total <= 1 and len(reply.lines) == 1
    digits = 0 if alone else len(str(reply.first + len(reply.lines) - 1))
    several_lists = len({line.ref.list_name for line in reply.lines}) > 1
    rows = [*sheet.sentences(reply.title, Role.HEADING), *sheet.sentences(reply.notices, Role.NOTE), _BLANK]
    for rank, line in enumerate(reply.lines, reply.first):
        lead = (Span(f"{rank:>{digits}}. ", Role.NUMBER),) if digits else ()
        rows += line_rows(line, sheet, lead, digits + 2 if digits else 0, several_lists=several_lists)
    return (*rows, _BLANK, *_footer(reply, sheet))


def lay_out_nothing(reply: NothingFound, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a "nothing found" with what comes nearest."""
    rows = [*sheet.sentences(reply.sentence), *sheet.sentences(reply.notices, Role.NOTE), _BLANK]
    if reply.nearest:
        rows += [
            *sheet.sentences(reply.leads or _("The nearest titles:"), Role.LABEL),
            *sheet.choices(reply.nearest),
            _BLANK,
        ]
    if reply.section:
        lead = (Span(sheet.label(_("Perhaps in this section:")), Role.LABEL),)
        rows += sheet.flow(sheet.choice(reply.section), 2, lead)
    return tuple(rows)


def lay_out_card(card: EntryCard, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out everything known about one entry, each fact after its label."""
    title = titled(card.title, card.name, card.ref.id)
    facts: list[tuple[str, Sequence[Row]]] = [
        (_("Kind"), [_meta(sheet, kind_word(card.kind))]),
        (_("Authors"), [_meta(sheet, card.authors or "", SENTENCE)]),
        (_("Venue"), [_meta(sheet, _venue(card.venue, card.year, card.venue_known_as))]),
        (_("Section"), [_path(path, sheet) for path in card.sections]),
        (_("List"), [_meta(sheet, card.list_title)]),
        _since(card, sheet),
        (_("Links"), sheet.links(card.links)),
        (_("In the list"), [sheet.url(card.permalink, _("open"))] if card.permalink else []),
        (_("Saved"), [_meta(sheet, _("yes"))] if card.saved and not card.note else []),
        (_("Your note"), [(sheet.span(card.note, Role.NOTE),)] if card.note else []),
        (_("Id"), [_meta(sheet, card.ref.id)]),
        (_("History"), history_rows(card.history, sheet)),
    ]
    rows = [*sheet.fold([sheet.span(title, Role.HEADING, _FULL_TITLE)]), _BLANK]
    if card.description:
        rows += [*sheet.sentences(card.description), _BLANK]
    rows += [*label_rows(facts, sheet), _BLANK, *_actions(card.actions, sheet)]
    return tuple(rows)


def line_rows(line: Line, sheet: Sheet, lead: Row, indent: int, *, several_lists: bool) -> tuple[Row, ...]:
    """Lay out one entry among others: its title after *lead*, then its facts and links, *indent* cells in."""
    title = titled(line.title, line.name, line.ref.id)
    facts = [
        sheet.span(line.authors or "", Role.META, PHRASE),
        sheet.span(_venue(line.venue, line.year), Role.META, PHRASE),
        sheet.span("" if line.kind is EntryKind.PAPER else kind_word(line.kind), Role.META),
        sheet.span(line.section[-1] if line.section else "", Role.META, PHRASE),
        sheet.span(line.ref.list_name if several_lists else "", Role.META, PHRASE),
        sheet.span(_("added {day}", day=day(line.added_on, sheet.now)) if line.added_on else "", Role.META),
    ]
    links = [sheet.link(link) for link in line.links]
    margin: Row = (Span(" " * indent),) if indent else ()
    rows = [*sheet.fold([*lead, *sheet.marked(title, line.marks, TITLE)], indent)]
    items = [*((fact,) for fact in facts if fact.text), *([] if sheet.full_urls else links)]
    rows += sheet.flow(items, indent, margin) if items else ()
    if sheet.full_urls:
        rows += [row for link in links for row in sheet.fold([*margin, *link], indent)]
    return (*rows, *_reasons(line, sheet, indent, margin), *_note(line, sheet, indent, margin))


def _reasons(line: Line, sheet: Sheet, indent: int, margin: Row) -> tuple[Row, ...]:
    phrases = [
        reason_phrase(reason.kind, enumeration(sheet.text(word, WORD) for word in reason_words(reason)[:_REASON_WORDS]))
        for reason in line.reasons
    ]
    if not phrases:
        return ()
    lead = (*margin, Span(sheet.label(_("why:")), Role.META))
    return sheet.flow([(sheet.span(phrase, Role.META),) for phrase in phrases], indent, lead)


def _note(line: Line, sheet: Sheet, indent: int, margin: Row) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = ()
    if line.remark:
        rows = sheet.fold([*margin, sheet.span(line.remark, Role.NOTE, SENTENCE)], indent)
    if line.note:
        label = Span(sheet.label(_("your note:")), Role.META)
        rows += sheet.fold([*margin, label, sheet.span(line.note, Role.NOTE, SENTENCE)], indent)
    return rows


def _footer(reply: EntryLines, sheet: Sheet) -> tuple[Row, ...]:
    """Say which part of the whole this is and how to see the rest; nothing where this is the whole."""
    items: list[Row] = []
    if reply.total > len(reply.lines) > 0:
        last = reply.first + len(reply.lines) - 1
        shown = _("{first}–{last} of {total}", first=number(reply.first), last=number(last), total=number(reply.total))
        items.append((sheet.span(shown, Role.META),))
    for label, command in ((_("more:"), reply.more), (_("back:"), reply.back)):
        if command:
            items.append((Span(sheet.label(label), Role.META), sheet.command(command)))
    return (*sheet.flow(items, 2), *sheet.ways_on(reply.actions))


def _actions(choices: tuple[Choice, ...], sheet: Sheet) -> tuple[Row, ...]:
    return sheet.flow([(sheet.command(choice.command),) for choice in choices], 2)


def titled(title: str, name: str | None, fallback: str) -> str:
    """Return the title with the short name, where it is not part of it already; the id where there is neither."""
    if added := added_name(name, title):
        return f"{title} ({added})"
    return title if harmless(title) else fallback


def _venue(venue: str | None, year: int | None, known_as: str | None = None) -> str:
    """Return the venue as the list writes it, its established name if that differs, and the year."""
    alias = f"({known_as})" if venue and known_as and known_as.casefold() != venue.casefold() else None
    return " ".join(part for part in (venue, str(year) if year is not None else None, alias) if part)


def _since(card: EntryCard, sheet: Sheet) -> tuple[str, list[Row]]:
    """Return when the entry joined the list, where the list says so, else when it was first seen there."""
    when = card.added_on or card.first_seen
    label = _("Added") if card.added_on else _("First seen")
    if when is None:
        return label, []
    said = day(when, sheet.now)
    return label, [_meta(sheet, _("{day} by {person}", day=said, person=card.added_by) if card.added_by else said)]


def _path(path: SectionPath, sheet: Sheet) -> Row:
    return (sheet.span(" › ".join(path), Role.SECTION),)


def _meta(sheet: Sheet, text: str, limit: int = PHRASE) -> Row:
    return (sheet.span(text, Role.TEXT, limit),) if text.strip() else ()
