"""Read a YAML list: all that is right in it, and everything that is wrong, at once.  Never raises on text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Reading, SectionPath
from bot.domain.yaml_format import lists, values
from bot.domain.yaml_format.mistakes import Mistakes, Scope
from bot.domain.yaml_format.nodes import Node, Pairs, Refused, Scalar
from bot.domain.yaml_format.placing import positions
from bot.domain.yaml_format.salvage import salvage
from bot.domain.yaml_format.text import is_visible, one_line, shortened
from bot.i18n import gettext as _

FORMAT = "1"
LIST_KEYS = ("format", "title", "homepage", "sections", "entries")
ENTRY_KEYS = ("title", "kind", "name", "authors", "venue", "year", "sections", "links", "description", "added")


def read_yaml(text: str) -> Reading:
    """Read a list in the project's YAML form, of any quality whatsoever.

    Problems come in the order of their lines.  An entry without sections stands directly below the title;
    one without a kind is a paper if it has a venue, a year or a link to a paper, else a project if it has
    a link to code or to a project, else a resource.
    """
    mistakes = Mistakes()
    root = salvage(text, mistakes)
    reading = Reading("", ())
    if isinstance(root, Pairs):
        reading = _read_list(root, Scope(mistakes))
    elif isinstance(root, Refused):
        mistakes.note(root.line, root.why)
    elif not mistakes:
        mistakes.note(1, _("this is not a list yet; it needs “format: 1”, a title and entries"))
    return replace(reading, problems=mistakes.problems())


def _read_list(root: Pairs, scope: Scope) -> Reading:
    found = values.keyed(root, LIST_KEYS, scope)
    title = values.text(found.get("title"), "title", scope)
    if "title" not in found:
        scope.note(1, _("the list has no title; add “title: …” at the top"))
    homepage = lists.url(found.get("homepage"), "homepage", scope)
    order = lists.sections(found.get("sections"), scope)
    entries: tuple[Entry, ...] = ()
    if _format_is_known(found.get("format"), scope):
        entries = _placed(tuple(_read_entries(found.get("entries"), scope)), order)
    return Reading(title or "", entries, homepage=homepage)


def _format_is_known(node: Node | None, scope: Scope) -> bool:
    """Check the format; a number that is not known may mean anything, so that nothing is read then."""
    found = values.scalar(node, "format", scope)
    if found is None:
        scope.note(node.line if node else 1, _("the list does not say its format; add “format: 1” at the top"))
        return True
    if one_line(found.text) == FORMAT:
        return True
    shown = shortened(one_line(found.text))
    scope.note(found.line, _("format must be 1, not “{value}”; none of the entries was read", value=shown))
    return False


def _read_entries(node: Node | None, scope: Scope) -> Iterator[Entry]:
    if node is None:
        scope.note(1, _("the list has no entries; add “entries:” and one “- title: …” for each"))
    for number, item in enumerate(lists.items(node, "entries", "- title: …", scope), 1):
        entry = _read_entry(item, scope.mistakes, number)
        if entry:
            yield entry


def _read_entry(node: Node, mistakes: Mistakes, number: int) -> Entry | None:
    wanted = _("an entry must look like “- title: …”, with its other keys below")
    given = values.pairs(node, wanted, Scope(mistakes, number))
    if given is None:
        return None
    scope = Scope(mistakes, number, _title_at_a_glance(given))
    found = values.keyed(given, ENTRY_KEYS, scope)
    title = _title(given, found, scope)
    links = lists.links(found.get("links"), scope)
    venue = values.text(found.get("venue"), "venue", scope)
    year = values.number(found.get("year"), "year", scope)
    kind = values.choice(found.get("kind"), EntryKind, "kind", scope) or _likely_kind(links, venue, year)
    sections = lists.sections(found.get("sections"), scope) or ((),)
    entry = Entry(
        title=title or "",
        kind=kind,
        placements=tuple(Placement(section, line=node.line) for section in sections),
        name=values.text(found.get("name"), "name", scope),
        authors=values.text(found.get("authors"), "authors", scope),
        venue=venue,
        year=year,
        links=links,
        description=values.text(found.get("description"), "description", scope),
        added=values.day(found.get("added"), "added", scope),
    )
    return entry if title else None


def _title_at_a_glance(node: Pairs) -> str:
    """Return the title for use in sentences about the entry, before anything in it is checked."""
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.text == "title" and isinstance(value, Scalar):
            title = one_line(value.text[:200])
            return title if is_visible(title) else ""
    return ""


def _title(node: Pairs, found: dict[str, Node], scope: Scope) -> str | None:
    if "title" not in found:
        scope.note(node.line, _("the title is missing"))
        return None
    value = found["title"]
    if isinstance(value, Scalar):  # `null` is as good a title as `NO`
        return values.plain_text(value, "title", scope)
    return values.text(value, "title", scope)


def _likely_kind(links: Sequence[Link], venue: str | None, year: int | None) -> EntryKind:
    kinds = {link.kind for link in links}
    if venue or year or LinkKind.PAPER in kinds:
        return EntryKind.PAPER
    return EntryKind.PROJECT if kinds & {LinkKind.CODE, LinkKind.PROJECT} else EntryKind.RESOURCE


def _placed(entries: Sequence[Entry], order: Sequence[SectionPath]) -> tuple[Entry, ...]:
    ranks = positions([entry.sections for entry in entries], order)
    return tuple(
        replace(
            entry,
            placements=tuple(
                replace(place, position=rank) for place, rank in zip(entry.placements, ranked, strict=True)
            ),
        )
        for entry, ranked in zip(entries, ranks, strict=True)
    )
