"""Same problem, other approach: `/approaches`, for one entry or across the list."""

from __future__ import annotations

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.commands.present import line_of_hit, spoken_id, unresolved
from bot.commands.refining import more_like
from bot.domain.catalog import CatalogEntry
from bot.i18n import gettext as _
from bot.replies.model import Choice, EntryLines, NothingFound, Reply

APPROACHES = 5


async def approaches(desk: Desk, call: Call) -> Reply:
    """Show works on an entry's problem that stand in other sections; without an entry, the list's strongest pairs."""
    text = call.text("entry")
    if not text:
        return await _pairs(desk)
    resolution = desk.library.engine.resolve(text)
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, text, "approaches")
    hits = desk.library.engine.approaches(entry.ref, limit=APPROACHES)
    title = entry.entry.name or entry.entry.title
    similar = Choice(_("Similar"), f"/similar {spoken_id(desk, entry)}")
    if not hits:
        return NothingFound(
            _("No other section has anything on the problem of “{title}”.", title=title),
            nearest=(similar,),
            leads=_("Instead:"),
        )
    lines = tuple(line_of_hit(desk, hit) for hit in hits)
    heading = _("On the problem of “{title}”, by other approaches", title=title)
    return EntryLines(heading, lines, len(lines), actions=(similar,))


async def _pairs(desk: Desk) -> Reply:
    hits = [hit for pair in await desk.searching.approach_pairs() for hit in pair]
    if not hits:
        return NothingFound(_("No two sections of the list have works on one problem."))
    notice = _("Two by two: what both works of a pair are about, and the section in which each stands.")
    lines = tuple(more_like(desk, line_of_hit(desk, hit), hit.entry) for hit in hits)
    return EntryLines(_("Same problem, other approach"), lines, len(lines), notices=(notice,))


def approaches_choice(desk: Desk, entry: CatalogEntry) -> Choice:
    """Offer what solves an entry's problem otherwise."""
    return Choice(_("Other approaches"), f"/approaches {spoken_id(desk, entry)}")
