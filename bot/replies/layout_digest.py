"""How a digest is laid out: what there is in two lines, then the works in their groups, then what happened else."""

from __future__ import annotations

from bot.domain.subscriptions import Style
from bot.i18n import gettext as _
from bot.replies.harmless import safe_url
from bot.replies.layout_entries import line_rows, titled
from bot.replies.model import DigestEntry, DigestPost
from bot.replies.moments import period
from bot.replies.sheet import TITLE, Sheet
from bot.replies.spans import Role, Row, Span

_BLANK: Row = ()
_BULLET = (Span("- ", Role.NUMBER),)


def lay_out_digest(post: DigestPost, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a digest, or a part of one; a quiet one is a single line."""
    when = sheet.span(period(post.since, post.until, post.zone), Role.META)
    title = sheet.span(post.title, Role.META if post.quiet else Role.HEADING)
    if post.quiet:
        return sheet.flow([(title,), (when,)])
    facts = [(when,), (sheet.span(post.counts, Role.META),), (sheet.span(part_words(post), Role.META),)]
    rows = [*sheet.fold([title]), *sheet.flow(facts)]
    for group in post.groups:
        rows += [_BLANK, *sheet.sentences(group.title, Role.LABEL)]
        rows += [row for entry in group.entries for row in _entry(entry, post.style, sheet)]
    rows.append(_BLANK)
    for sentence in post.sentences:
        rows += sheet.fold([*_BULLET, sheet.span(sentence)], 2)
    if post.more:
        rows += [_BLANK, *sheet.ways_on((post.more,))]
    return tuple(rows)


def part_words(post: DigestPost) -> str:
    """Say which part of a digest this is; nothing for a whole one."""
    return _("part {part} of {parts}", part=post.part, parts=post.parts) if post.parts > 1 else ""


def _entry(entry: DigestEntry, style: Style, sheet: Sheet) -> tuple[Row, ...]:
    line = entry.line
    if style is Style.FULL:
        rows = line_rows(line, sheet, _BULLET, 2, several_lists=False)
        remark = sheet.fold([Span("  "), sheet.span(entry.remark)], 2) if entry.remark.strip() else ()
        return (*rows, *remark)
    title = sheet.text(titled(line.title, line.name, line.ref.id), TITLE)
    url = next((url for link in line.links if (url := safe_url(link.url))), None)
    linked = Span(title, Role.TITLE) if url is None or sheet.full_urls else Span(title, Role.LINK, url)
    return sheet.fold([*_BULLET, linked], 2)
