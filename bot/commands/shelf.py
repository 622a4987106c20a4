"""The personal shelf: save, saved, unsave, export, and forget."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.commands.desk import Desk
from bot.commands.finding import notices_of
from bot.commands.model import Call
from bot.commands.present import PAGE_SIZE, entry_by_id, line_of, page_of, quoted, show_choice, spoken_id, unresolved
from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.reading_lists import together
from bot.domain.titles import normal_title
from bot.errors import UsageError
from bot.i18n import enumeration, ngettext
from bot.i18n import gettext as _
from bot.ports import SavedItem
from bot.replies.model import Choice, Clarify, Message, NothingFound, Reply, Tone
from bot.replies.typed import typed
from bot.search.results import Resolution
from bot.services.export import ExportFormat, export_entries

MOST_NOTE = 500
"""So many characters a note may have."""

_WHOLES = frozenset({"saved", "shelf", "all", "everything"})
_OF_ALL = frozenset({"reading", "reading list"})


async def save(desk: Desk, call: Call) -> Reply:
    """Put an entry on the shelf, with a note if there is one."""
    text, note = entry_and_note(desk, call)
    resolution = desk.library.engine.resolve(text)
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, text, "save")
    new = await desk.store.save(call.person.key, entry.ref, note[:MOST_NOTE] or None, desk.clock.now())
    title = entry.entry.name or entry.entry.title
    if new:
        sentence = _("Saved “{title}” to your shelf.", title=title)
    elif note:
        sentence = _("“{title}” was on your shelf; the note is new.", title=title)
    else:
        sentence = _("“{title}” is on your shelf already.", title=title)
    actions = (Choice(_("Your shelf"), "/saved"), Choice(_("Remove"), f"/unsave {spoken_id(desk, entry)}"))
    return Message(sentence, Tone.DONE, actions)


def entry_and_note(desk: Desk, call: Call) -> tuple[str, str]:
    """Tell the entry's words from the note's: `/save poet for Thursday` names `poet`, then notes."""
    text, note = call.text("entry"), call.text("note")
    first, space, rest = text.partition(" ")
    if note or not space:
        return text, note
    known = desk.library.engine.resolve(first).entry
    if known is None or first.casefold() not in {known.id, "/".join(known.ref)}:
        return text, note
    goes_on = normal_title(known.entry.title).startswith(normal_title(text))
    return (text, note) if goes_on else (first, rest.strip())


async def saved(desk: Desk, call: Call) -> Reply:
    """Show the shelf, newest first, or what on it has these words in its entry or its note."""
    items = await desk.store.saved(call.person.key)
    if not items:
        sentence = _(
            "Your shelf is empty. {command} puts an entry on it, for example: {example}",
            command=typed("/save"),
            example=typed("/save poet"),
        )
        return NothingFound(sentence)
    words = call.text("words")
    notices: tuple[str, ...] = ()
    if words:
        answer = await desk.searching.search(words, limit=len(desk.library.catalog.entries))
        found = {hit.entry.ref for hit in answer.hits}
        notices = notices_of(answer)
        items = tuple(i for i in items if i.ref in found or words.casefold() in i.note.casefold())
        if not items:
            return NothingFound(_("Nothing on your shelf is about “{words}”.", words=words), notices)
    title = ngettext("{count} entry on your shelf", "{count} entries on your shelf", len(items))
    start = (call.page - 1) * PAGE_SIZE
    shown = items[start : start + PAGE_SIZE]
    entries = await entries_of(desk, [item.ref for item in shown])
    lines = [line_of(desk, entry, note=_note_of(desk, item)) for entry, item in zip(entries, shown, strict=True)]
    return page_of(call, title, lines, len(items), f"/saved {words}".strip(), notices)


async def entries_of(desk: Desk, refs: Sequence[EntryRef]) -> list[CatalogEntry]:
    """Return saved entries, also those that have left their list; each such list is looked through once."""
    gone = {ref.list_name for ref in refs if desk.library.entry(ref) is None}
    kept = {entry.ref: entry for name in gone for entry in await desk.store.known_entries(name)}
    return [desk.library.entry(ref) or kept[ref] for ref in refs]


def _note_of(desk: Desk, item: SavedItem) -> str | None:
    gone = "" if desk.library.entry(item.ref) else _("(no longer on the list)")
    return " ".join(filter(None, [item.note, gone])) or None


async def unsave(desk: Desk, call: Call) -> Reply:
    """Take an entry off the shelf."""
    text = call.text("entry")
    items = await desk.store.saved(call.person.key)
    ref = next((item.ref for item in items if text.casefold() in {item.ref.id, "/".join(item.ref)}), None)
    if ref is None:
        resolution = _among(desk.library.engine.resolve(text), {item.ref for item in items})
        if resolution.entry is None:
            return unresolved(desk, resolution, text, "unsave")
        ref = resolution.entry.ref
    (entry,) = await entries_of(desk, [ref])
    title = entry.entry.name or entry.entry.title
    if await desk.store.unsave(call.person.key, ref):
        undo = Choice(_("Undo"), f"/save {ref.id}")
        return Message(_("Took “{title}” off your shelf.", title=title), Tone.DONE, (undo,))
    return Message(_("“{title}” is not on your shelf.", title=title), Tone.INFO, (Choice(_("Your shelf"), "/saved"),))


def _among(resolution: Resolution, saved_refs: set[EntryRef]) -> Resolution:
    """Settle an ambiguous name by what is on the shelf."""
    candidates = tuple(entry for entry in resolution.candidates if entry.ref in saved_refs)
    return Resolution(candidates[0]) if len(candidates) == 1 else resolution


async def refuse(desk: Desk, call: Call) -> Reply:
    """Never recommend an entry to this person again."""
    resolution = desk.library.engine.resolve(call.text("entry"))
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, call.text("entry"), "refuse")
    await desk.store.refuse(call.person.key, entry.ref, desk.clock.now())
    title = entry.entry.name or entry.entry.title
    sentence = _("“{title}” is not recommended to you any more, and what is like it less.", title=title)
    undo = Choice(_("Undo"), f"/unrefuse {spoken_id(desk, entry)}")
    return Message(sentence, Tone.DONE, (undo, Choice(_("Recommend"), "/recommend")))


async def unrefuse(desk: Desk, call: Call) -> Reply:
    """Let an entry be recommended to this person again."""
    resolution = desk.library.engine.resolve(call.text("entry"))
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, call.text("entry"), "unrefuse")
    title = entry.entry.name or entry.entry.title
    if await desk.store.take_back_refusal(call.person.key, entry.ref):
        return Message(_("“{title}” may be recommended to you again.", title=title), Tone.DONE)
    return Message(_("You have not refused “{title}”.", title=title), Tone.INFO)


async def export(desk: Desk, call: Call) -> Reply:
    """Write the shelf, a section, one entry or a search's results as a file for a reference manager."""
    what = call.text("what")
    chosen = ExportFormat(call.text("format") or ExportFormat.BIBTEX)
    notes: dict[EntryRef, str] = {}
    if what.casefold() in {"saved", "shelf"}:
        items = await desk.store.saved(call.person.key)
        entries: Sequence[CatalogEntry] = await entries_of(desk, [item.ref for item in items])
        notes = {item.ref: item.note for item in items if item.note}
    elif what.casefold() in _OF_ALL:
        if call.person.where is None or call.person.where.personal:
            return no_reading_list()
        shared = await desk.store.reading(desk.communities.sharing(call.person.where))
        entries = await entries_of(desk, [item.ref for item in together(shared)])
    else:
        entries = await _chosen(desk, what)
    if not entries:
        return _nothing_to_export(desk, what)
    lists = {entry.ref.list_name for entry in entries}
    titles = ", ".join(each.title for each in desk.library.catalog.lists if each.name in lists)
    title = f"{titles}: {what}" if titles else what
    write = partial(export_entries, entries, chosen, notes=notes, title=title, venues=desk.venues)
    return await asyncio.to_thread(write)  # a large section takes a second


def no_reading_list() -> Message:
    """Say to somebody who is alone that reading lists are for several."""
    text = _(
        "A reading list belongs to a server or a workspace: use this in one of its channels. Alone you have a shelf."
    )
    return Message(text, Tone.INFO, (Choice(_("Your shelf"), "/saved"),))


async def _chosen(desk: Desk, what: str) -> Sequence[CatalogEntry]:
    catalog, engine = desk.library.catalog, desk.library.engine
    if what.casefold() in {"all", "everything"}:
        return catalog.entries
    if exact := entry_by_id(desk, what):
        return [exact]
    section = engine.resolve_section(what).path
    if section:
        return (await desk.library.contents()).entries_in(section)
    return [hit.entry for hit in (await desk.searching.search(what, limit=len(catalog.entries))).hits]


def _nothing_to_export(desk: Desk, what: str) -> NothingFound:
    first, _space, form = what.partition(" ")
    if form and first.casefold() in _WHOLES:
        formats = enumeration(ExportFormat)
        raise UsageError(_("There is no format “{format}”; there are {formats}.", format=quoted(form), formats=formats))
    nearest = desk.library.engine.search(what, limit=1).nearest
    return NothingFound(
        _("There is nothing to export for “{what}”.", what=quoted(what)),
        nearest=tuple(show_choice(desk, entry, "export") for entry in nearest),
    )


async def forget(desk: Desk, call: Call) -> Reply:
    """Delete all that is kept about this person, once they say yes."""
    if call.text("confirm") != "yes":
        return Clarify(
            _(
                "This deletes your shelf with its notes, what was recommended to you, what you opened, refused and "
                "called yours, and the sections you chose, for good, and takes your name off what you suggested and "
                "off reading lists. Sure?"
            ),
            (Choice(_("Yes, forget me"), "/forget yes"), Choice(_("No, keep it"), "/saved")),
        )
    count = await desk.store.forget(call.person.key)
    sentence = ngettext(
        "Done: {count} record about you is deleted.", "Done: {count} records about you are deleted.", count
    )
    return Message(sentence, Tone.DONE)
