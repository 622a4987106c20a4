"""The reading list that the people of a server or workspace share; those of a community have one together."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.desk import Desk
from bot.commands.model import Call, Person
from bot.commands.platforms import platform_name
from bot.commands.present import PAGE_SIZE, line_of, page_of, spoken_id, unresolved
from bot.commands.shelf import MOST_NOTE, entries_of, entry_and_note, no_reading_list
from bot.domain.catalog import CatalogEntry
from bot.domain.destinations import Destination
from bot.domain.reading_lists import MOST_ITEMS, ReadingItem, may_remove, together
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import Choice, Message, NothingFound, Reply, Tone
from bot.replies.people import somebody
from bot.replies.typed import typed
from bot.search.results import Resolution

_LONGEST_NAME = 80


async def add(desk: Desk, call: Call) -> Reply:
    """Put an entry on the reading list of this place, with a note if there is one."""
    where = _shared_place(call.person)
    if where is None:
        return no_reading_list()
    text, note = entry_and_note(desk, call)
    resolution = desk.library.engine.resolve(text)
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, text, "reading add")
    if await desk.store.blocks(call.person.key):
        return Message(_("You cannot put anything on the reading list here. Ask a moderator why."), Tone.WARNING)
    there = await desk.store.reading(desk.communities.sharing(where))
    title = entry.entry.name or entry.entry.title
    actions = (
        Choice(_("The reading list"), "/reading list"),
        Choice(_("Remove"), f"/reading remove {spoken_id(desk, entry)}"),
    )
    known = next((each for each in together(there) if each.ref == entry.ref), None)
    if known:
        return Message(_("“{title}” is on the reading list already.", title=title), Tone.INFO, actions[:1])
    if sum(each.workspace == where.workspace_key for each in there) >= MOST_ITEMS:
        full = _("The reading list is full: it has {count} entries. Remove one first.", count=MOST_ITEMS)
        return Message(full, Tone.WARNING, actions[:1])
    name = " ".join(call.person.name.split())[:_LONGEST_NAME]
    item = ReadingItem(
        where.workspace_key, entry.ref, call.person.key, name, " ".join(note.split())[:MOST_NOTE], desk.clock.now()
    )
    await desk.store.add_reading(item)
    community = desk.communities.of(where)
    if community:
        text = _("“{title}” is on the reading list of {community} now.", title=title, community=community.name)
    else:
        text = _("“{title}” is on the reading list now, for everybody here.", title=title)
    return Message(text, Tone.DONE, actions)


async def show(desk: Desk, call: Call) -> Reply:
    """Show the reading list of this place, newest first, with who put each entry there."""
    where = _shared_place(call.person)
    if where is None:
        return no_reading_list()
    items = together(await desk.store.reading(desk.communities.sharing(where)))
    if not items:
        return NothingFound(
            _(
                "The reading list is empty. Anybody here can put an entry on it, for example: {command}",
                command=typed("/reading add poet"),
            )
        )
    last = -(-len(items) // PAGE_SIZE)
    page = Call(call.command, call.person, {**call.arguments, "page": str(min(call.page, last))})
    start = (page.page - 1) * PAGE_SIZE
    shown = items[start : start + PAGE_SIZE]
    entries = await entries_of(desk, [each.ref for each in shown])
    lines = [
        line_of(desk, entry, remark=_remark(desk, each, where)) for entry, each in zip(entries, shown, strict=True)
    ]
    title = ngettext("{count} entry on the reading list", "{count} entries on the reading list", len(items))
    return page_of(page, title, lines, len(items), "/reading list")


async def remove(desk: Desk, call: Call) -> Reply:
    """Take an entry off the reading list of this place."""
    where = _shared_place(call.person)
    if where is None:
        return no_reading_list()
    shared = desk.communities.sharing(where)
    items = await desk.store.reading(shared)
    text = call.text("entry")
    entries = await entries_of(desk, [each.ref for each in together(items)])
    exact = [each for each in entries if text.casefold() in {each.id, "/".join(each.ref)}]
    resolution = Resolution(exact[0]) if exact else _among(desk.library.engine.resolve(text), entries)
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, text, "reading remove")
    title = entry.entry.name or entry.entry.title
    of_it = [each for each in items if each.ref == entry.ref]
    if not of_it:
        to_list = Choice(_("The reading list"), "/reading list")
        return Message(_("“{title}” is not on the reading list.", title=title), Tone.INFO, (to_list,))
    if not may_remove(of_it, call.person.key, manages=call.person.manages):
        text = _(
            "Only who put “{title}” on the reading list, or people who manage this place, can remove it.", title=title
        )
        return Message(text, Tone.WARNING)
    await desk.store.remove_reading(shared, entry.ref)
    undo = Choice(_("Undo"), f"/reading add {spoken_id(desk, entry)}")
    return Message(_("Took “{title}” off the reading list.", title=title), Tone.DONE, (undo,))


def _among(resolution: Resolution, entries: Sequence[CatalogEntry]) -> Resolution:
    """Settle an ambiguous name by what is on the reading list."""
    refs = {each.ref for each in entries}
    candidates = tuple(each for each in resolution.candidates if each.ref in refs)
    return Resolution(candidates[0]) if len(candidates) == 1 else resolution


def _shared_place(person: Person) -> Destination | None:
    """Return where somebody is among others; None where they are alone."""
    return None if person.where is None or person.where.personal else person.where


def _remark(desk: Desk, item: ReadingItem, where: Destination) -> str:
    """Say what somebody noted, who that is, and whether they are on another platform."""
    who = item.name or somebody(item.person)
    platform = item.workspace.partition(":")[0]
    if platform == where.platform or not item.name:
        by = _("added by {who}", who=who)
    else:
        by = _("added by {who} on {platform}", who=who, platform=platform_name(platform))
    gone = "" if desk.library.entry(item.ref) else _("(no longer on the list)")
    said = _("{note} ({by})", note=item.note, by=by) if item.note else by
    return " ".join(filter(None, [said, gone]))
