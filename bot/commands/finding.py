"""Answer questions: search, similar, recommend, random, recent."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.looking import card_of, section_or_reply
from bot.commands.model import Call
from bot.commands.present import (
    PAGE_SIZE,
    line_of_hit,
    page_of,
    path_text,
    show_choice,
    spoken_id,
    stands_in,
    suggest_choice,
    unresolved,
)
from bot.commands.refining import Refining, notices_on, refinable_lines, refining_of, start_over
from bot.domain.catalog import EntryRef
from bot.errors import StoreReadOnly
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import Choice, EntryLines, Message, NothingFound, Reply
from bot.search.recommend import Taste
from bot.search.results import SearchAnswer, SearchHit

RECOMMENDED = 5
SIMILAR = 5
PEOPLE = 3
"""From so many people on, what they saved together may be told: of fewer it could be guessed who they are."""

OPENED = 12
"""How many of the entries that somebody looked at have a say."""

_FACETS = ("author", "venue", "year", "section", "kind", "has", "list", "sort", "like", "unlike")


async def search(desk: Desk, call: Call) -> Reply:
    """Find what the words ask for, best first."""
    query = query_text(call)
    answer = desk.library.engine.search(query, limit=PAGE_SIZE, offset=(call.page - 1) * PAGE_SIZE)
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
        text = _("The list has nothing on “{query}”.", query=query)
        return Message(text, actions=(suggest_choice(query), *offers))
    section = None
    if answer.nearest_section:
        path = path_text(answer.nearest_section)
        section = Choice(path, f"/browse {path}")
    return NothingFound(
        _("The list has nothing on “{query}”.", query=query),
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
    return EntryLines(_("Like “{title}”", title=title), tuple(line_of_hit(desk, hit) for hit in hits), len(hits))


async def recommend(desk: Desk, call: Call) -> Reply:
    """Pick a few entries that this person has not been shown: on a topic, to their taste, or across the list.

    What is picked depends only on what is kept about the person, so that who asks twice is not answered by chance.
    """
    topic = call.text("topic")
    person, store, engine = call.person.key, desk.store, desk.library.engine
    taste = await _taste(desk, person)
    shown = await store.shown(person)
    notices: tuple[str, ...] = ()

    def pick(shown: frozenset[EntryRef]) -> tuple[SearchHit, ...]:
        rng = random.Random(f"{person} {topic} {sorted(shown)} {taste}")  # noqa: S311 - a pick for reading
        return engine.recommend(topic or None, taste=taste, shown=shown, rng=rng, limit=RECOMMENDED)

    hits = pick(shown)
    if not hits and shown:
        await store.forget_shown(person)
        hits = pick(frozenset())
        notices = (_("You have seen everything there is on this; starting over."),) if hits else ()
    if not hits:
        return await search(desk, Call("search", call.person, {"words": topic})) if topic else _empty()
    with suppress(StoreReadOnly):  # a pick that is forgotten is better than none
        await store.mark_shown(person, [hit.entry.ref for hit in hits], desk.clock.now())
    title = _("Worth reading on “{topic}”", topic=topic) if topic else _("Worth reading")
    if not (topic or taste.saved or taste.opened):
        begin = _("From different sections to begin with: open or save what you like, and the next ones are like it.")
        notices += (begin,)
    example = spoken_id(desk, hits[-1].entry)
    notices += (
        _("What is not for you never comes again after, for example, {command}.", command=f"/refuse {example}"),
    )
    return EntryLines(title, tuple(line_of_hit(desk, hit) for hit in hits), len(hits), notices=notices)


async def _taste(desk: Desk, person: str) -> Taste:
    return Taste(
        saved=[item.ref for item in await desk.store.saved(person)],
        opened=await desk.store.opened(person, OPENED),
        refused=await desk.store.refused(person),
    )


def _empty() -> NothingFound:
    return NothingFound(_("There is nothing left to recommend: you have saved everything, or the list is empty."))


async def random_entry(desk: Desk, call: Call) -> Reply:
    """Pick one entry, anywhere or in a section."""
    entries = list(desk.library.catalog.entries)
    if call.text("section"):
        section = section_or_reply(desk, call.text("section"), "random")
        if not isinstance(section, tuple):
            return section
        entries = [entry for entry in entries if stands_in(entry.entry, section)]
    if not entries:
        return NothingFound(_("The list is empty."))
    return await card_of(desk, desk.rng.choice(entries), call.person)
