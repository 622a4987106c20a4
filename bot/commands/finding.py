"""Answer questions: search, similar, random."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.approaching import approaches_choice
from bot.commands.desk import Desk
from bot.commands.looking import card_of, section_or_reply
from bot.commands.model import Call
from bot.commands.present import (
    PAGE_SIZE,
    line_of_hit,
    page_of,
    path_text,
    quoted,
    show_choice,
    suggest_choice,
    unresolved,
)
from bot.commands.refining import Refining, notices_on, refinable_lines, refining_of, start_over
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import Choice, EntryLines, Message, NothingFound, Reply
from bot.search.results import SearchAnswer

SIMILAR = 5
PEOPLE = 3
"""From so many people on, what they saved together may be told: of fewer it could be guessed who they are."""

_FACETS = ("author", "venue", "year", "section", "kind", "has", "list", "sort", "like", "unlike")


async def search(desk: Desk, call: Call) -> Reply:
    """Find what the words ask for, best first."""
    query = query_text(call)
    answer = await desk.searching.search(query, limit=PAGE_SIZE, offset=(call.page - 1) * PAGE_SIZE)
    refining = refining_of(desk, query, answer)
    if not answer.total:
        return _nothing_left(refining, answer) if answer.unliked else _nothing(desk, query, answer)
    if not answer.hits:
        return EntryLines(
            _("There is no page {page}: “{query}” has fewer results.", page=call.page, query=query),
            (),
            answer.total,
            back=f"/search {query}",
        )
    asked = refining.words or query
    title = ngettext("{count} result for “{query}”", "{count} results for “{query}”", answer.total, query=asked)
    lines = refinable_lines(desk, answer, refining)
    notices = (*notices_of(answer), *notices_on(answer))
    page = page_of(call, title, lines, answer.total, f"/search {query}", notices)
    return replace(page, actions=start_over(refining))


def _nothing_left(refining: Refining, answer: SearchAnswer) -> Reply:
    title = _("Nothing else is left of “{query}”.", query=refining.words or refining.query)
    return EntryLines(title, (), 0, notices=notices_on(answer), actions=start_over(refining))


def is_web_address(query: str) -> bool:
    """Say whether what was asked for is one link."""
    return " " not in query and query.lower().startswith(("https://", "http://"))


def query_text(call: Call) -> str:
    """Put typed options into the query language: `venue=MobiSys 2022` becomes `venue:"MobiSys 2022"`."""
    facets = [f'{name}:"{call.text(name).replace(chr(34), "")}"' for name in _FACETS if call.text(name)]
    return " ".join([call.text("words"), *facets]).strip()


def notices_of(answer: SearchAnswer) -> tuple[str, ...]:
    """Say which words were read as others, and which parts of the query made no sense."""
    read_as = tuple(_("Read “{typed}” as “{used}”.", typed=c.typed, used=c.used) for c in answer.corrections)
    return read_as + answer.problems


def _nothing(desk: Desk, query: str, answer: SearchAnswer) -> Reply:
    if is_web_address(query):
        offers = tuple(show_choice(desk, entry) for entry in answer.nearest)
        text = _("The list has nothing on “{query}”.", query=quoted(query))
        return Message(text, actions=(suggest_choice(query), *offers))
    section = None
    if answer.nearest_section:
        path = path_text(answer.nearest_section)
        section = Choice(path, f"/browse {path}")
    return NothingFound(
        _("The list has nothing on “{query}”.", query=quoted(query)),
        notices_of(answer),
        tuple(show_choice(desk, entry) for entry in answer.nearest),
        section,
    )


async def similar(desk: Desk, call: Call) -> Reply:
    """Show an entry's neighbours, each with its reason."""
    text = call.text("entry")
    resolution = desk.library.engine.resolve(text)
    if resolution.entry is None:
        return unresolved(desk, resolution, text, "similar")
    ref = resolution.entry.ref
    together = await desk.store.saved_with(ref, PEOPLE)
    refused = await desk.store.refused(call.person.key)
    hits = desk.library.engine.similar(ref, limit=SIMILAR, together=together, unwanted=refused)
    title = resolution.entry.entry.name or resolution.entry.entry.title
    if not hits:
        return NothingFound(_("Nothing else on the list is like “{title}”.", title=title))
    lines = tuple(line_of_hit(desk, hit) for hit in hits)
    approaches = approaches_choice(desk, resolution.entry)
    return EntryLines(_("Like “{title}”", title=title), lines, len(hits), actions=(approaches,))


async def random_entry(desk: Desk, call: Call) -> Reply:
    """Pick one entry, anywhere or in a section."""
    entries = desk.library.catalog.entries
    if call.text("section"):
        section = section_or_reply(desk, call.text("section"), "random")
        if not isinstance(section, tuple):
            return section
        entries = tuple((await desk.library.contents()).entries_in(section))
    if not entries:
        return NothingFound(_("The list is empty."))
    return await card_of(desk, desk.rng.choice(entries), call.person)
