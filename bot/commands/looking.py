"""Look around: browse, show, stats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from bot.commands.approaching import approaches_choice
from bot.commands.desk import Desk
from bot.commands.model import Call, Person
from bot.commands.news import history_of
from bot.commands.present import (
    PAGE_SIZE,
    entry_by_id,
    line_of,
    page_from,
    path_text,
    quoted,
    spoken_id,
    unresolved,
)
from bot.domain.catalog import CatalogEntry
from bot.domain.contents import Contents
from bot.domain.entries import SectionPath
from bot.domain.permalinks import permalink
from bot.errors import StoreError
from bot.i18n import enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.model import (
    Choice,
    Clarify,
    CountedBy,
    EntryCard,
    EntryLines,
    NothingFound,
    Reply,
    SectionNode,
    SectionTree,
    Statistics,
    Tally,
)

_TOP_VENUES = 12


async def browse(desk: Desk, call: Call) -> Reply:
    """Show the tree of sections, or the entries of one."""
    text = call.text("section")
    contents = await desk.library.contents()
    if not text:
        return _tree(desk, contents)
    section = section_or_reply(desk, text, "browse")
    if not isinstance(section, tuple):
        return section
    return page_from(desk, call, path_text(section), contents.entries_in(section), f"/browse {path_text(section)}")


def section_or_reply(desk: Desk, text: str, verb: str) -> SectionPath | Reply:
    """Find the section that *text* names, or the reply that asks back."""
    resolution = desk.library.engine.resolve_section(text)
    if resolution.path is not None:
        return resolution.path
    choices = tuple(Choice(path_text(path), f"/{verb} {path_text(path)}") for path in resolution.candidates)
    if choices:
        return Clarify(_("Which section do you mean by “{text}”?", text=quoted(text)), choices)
    return NothingFound(
        _("There is no section called “{text}”.", text=quoted(text)),
        nearest=(Choice(_("All sections"), "/browse"),),
        leads=_("Instead:"),
    )


def section_name(desk: Desk, path: SectionPath) -> str:
    """Return what a person types for a section: its heading where that is enough, else the whole path."""
    return path[-1] if desk.library.engine.resolve_section(path[-1]).path == path else path_text(path)


def _tree(desk: Desk, contents: Contents) -> Reply:
    catalog = contents.catalog
    if not catalog.entries:
        return NothingFound(_("The list is empty."))
    nodes = [
        SectionNode(path[-1], len(path) - 1, contents.counts[path], f"/browse {section_name(desk, path)}")
        for path in contents.sections
    ]
    title = enumeration(each.title for each in catalog.lists)
    return SectionTree(title, tuple(nodes), len(catalog.entries))


async def show(desk: Desk, call: Call) -> Reply:
    """Show everything known about one entry, or in brief those whose ids stand between commas."""
    text = call.text("entry")
    several = _named_by_ids(desk, text)
    if several:
        title = ngettext("{count} entry", "{count} entries", len(several))
        return EntryLines(title, tuple(line_of(desk, each) for each in several), len(several))
    resolution = desk.library.engine.resolve(text)
    if resolution.entry is None:
        return unresolved(desk, resolution, text, "show")
    with suppress(StoreError):  # looking matters more than that it is remembered
        await desk.store.mark_opened(call.person.key, resolution.entry.ref, desk.clock.now())
    return await card_of(desk, resolution.entry, call.person)


def _named_by_ids(desk: Desk, text: str) -> tuple[CatalogEntry, ...]:
    """Return the entries whose ids stand between commas; none where any of them is something else, as in a title."""
    names = [name.strip().casefold() for name in text.split(",")]
    if not 2 <= len(names) <= PAGE_SIZE:
        return ()
    found = [entry_by_id(desk, name) for name in dict.fromkeys(names)]
    known = tuple(filter(None, found))
    return known if len(known) == len(found) else ()


async def card_of(desk: Desk, entry: CatalogEntry, person: Person) -> EntryCard:
    """Draw up the card of an entry for this person."""
    work = entry.entry
    followed = desk.library.followed(entry.ref.list_name)
    item = next((each for each in await desk.store.saved(person.key) if each.ref == entry.ref), None)
    known_as = desk.venues.canonical(work.venue) if work.venue else None
    name = spoken_id(desk, entry)
    saving = Choice(_("Remove from your shelf"), f"/unsave {name}") if item else Choice(_("Save"), f"/save {name}")
    refusing = () if item else (Choice(_("Not for me"), f"/refuse {name}"),)
    return EntryCard(
        ref=entry.ref,
        title=work.title,
        kind=work.kind,
        list_title=followed.title,
        name=work.name,
        authors=work.authors,
        venue=work.venue,
        venue_known_as=known_as if known_as != work.venue else None,
        year=work.year,
        description=work.description,
        links=work.links,
        sections=work.sections,
        added_on=entry.listed_on,
        first_seen=entry.first_seen,
        added_by=entry.added_by,
        history=await history_of(desk, entry.ref),
        permalink=permalink(followed.homepage, work.sections[0]),
        note=item.note or None if item else None,
        saved=item is not None,
        actions=(
            Choice(_("More like this"), f"/similar {name}"),
            approaches_choice(desk, entry),
            saving,
            *refusing,
        ),
        again=f"/show {name}",
    )


async def stats(desk: Desk, call: Call) -> Reply:
    """Count the entries by section, year, venue and kind."""
    del call
    contents = await desk.library.contents()
    count = len(contents.catalog.entries)
    if not count:
        return NothingFound(_("The list is empty."))
    sections = contents.count_to_depth(2)
    years = sorted((str(year), held) for year, held in contents.years.items())
    venues: Counter[str] = Counter()
    for venue, held in contents.venues.items():
        venues[desk.venues.canonical(venue) or venue] += held
    kinds = Counter({kind.value: held for kind, held in contents.kinds.items()})
    return Statistics(
        ngettext("{count} entry", "{count} entries", count),
        (
            Tally(
                _("By section"),
                tuple(zip(_short_names(list(sections)), sections.values(), strict=True)),
                CountedBy.SECTION,
            ),
            Tally(_("By year"), tuple(years), CountedBy.YEAR),
            Tally(_("By venue"), _top(venues), CountedBy.VENUE),
            Tally(_("By kind"), tuple((_kind_in_words(kind), n) for kind, n in kinds.most_common()), CountedBy.KIND),
        ),
    )


def _short_names(paths: Sequence[SectionPath]) -> list[str]:
    """Name each section by its own heading, and by its whole path where two headings are the same."""
    headings = Counter(path[-1] for path in paths)
    return [path[-1] if headings[path[-1]] == 1 else path_text(path) for path in paths]


def _top(venues: Counter[str]) -> tuple[tuple[str, int], ...]:
    shown = venues.most_common(_TOP_VENUES)
    rest = venues.total() - sum(count for _venue, count in shown)
    return (*shown, (_("others"), rest)) if rest else tuple(shown)


def _kind_in_words(kind: str) -> str:
    return {"paper": _("papers"), "project": _("projects"), "resource": _("resources")}[kind]
