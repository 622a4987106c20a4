"""Recommend, and be told what is for somebody: `/recommend`, `/rate`, `/interests`.

What somebody says is kept in the store.  Which works a pick showed stands in its own buttons, so that the same pick
can be shown again, whenever and by whichever process.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.finding import search
from bot.commands.model import Call
from bot.commands.present import line_of_hit, path_text, quoted, spoken_id, unresolved
from bot.commands.refining import LESS, MORE
from bot.domain.catalog import EntryRef
from bot.domain.entries import SectionPath
from bot.errors import StoreReadOnly, UsageError
from bot.i18n import enumeration, run_on
from bot.i18n import gettext as _
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.replies.model import Choice, Clarify, EntryLines, Message, NothingFound, Reply, Tone
from bot.replies.typed import typed
from bot.search.recommend import Taste
from bot.search.results import SearchHit

RECOMMENDED = 5
OPENED = 12
"""How many of the entries that somebody looked at have a say."""

SAVE = "*"
"""What is typed before a number at a prompt, to save what stands there."""

PLACES = ("first", "second", "third", "fourth", "fifth")
"""The parameters that hold the sections which somebody chooses."""

_NONE = "none"

_NAMED = 3
"""How many sections one sentence offers in place of a name that several have."""


async def recommend(desk: Desk, call: Call) -> Reply:
    """Pick a few entries that this person has not been shown: on a topic, to their taste, or across the list.

    What is picked depends only on what is kept about the person, so that who asks twice is not answered by chance.
    """
    topic = call.text("topic")
    person, store, engine = call.person.key, desk.store, desk.library.engine
    taste = await taste_of(desk, person)
    shown = await store.shown(person)
    if topic:
        await desk.searching.prepare(topic)
    else:
        await desk.searching.compare(taste.telling)
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
    new = not (topic or taste)
    if new:
        notices += (_("From different sections to begin with: say what is for you, or choose what to read about."),)
    if call.text("page"):
        notices += (_("Recommendations have no pages: ask again, and there are others."),)
    more = (Choice(_("Others"), f"/recommend {topic}".strip(), turns=True),)
    return _pick(desk, title, hits, notices, (*([_choose_sections()] if new else []), *more))


def _pick(
    desk: Desk,
    title: str,
    hits: Sequence[SearchHit],
    notices: tuple[str, ...],
    actions: tuple[Choice, ...],
    pick: Sequence[EntryRef] = (),
) -> EntryLines:
    """Show a pick, and with each work what may be said of it; *pick* is all that was in it, where some have gone."""
    ids = [_id(desk, ref) for ref in pick] or [spoken_id(desk, hit.entry) for hit in hits]
    said = f"/rate pick:{','.join(ids)}"
    lines = []
    for hit in hits:
        name = spoken_id(desk, hit.entry)
        offers = (
            Choice(_("For me"), f"{said} entry:{name} verdict:yes", turns=True, sign=MORE),
            Choice(_("Not for me"), f"{said} entry:{name} verdict:no", turns=True, sign=LESS),
            Choice(_("Save"), f"/save {name}", sign=SAVE),
        )
        lines.append(replace(line_of_hit(desk, hit), actions=offers))
    return EntryLines(title, tuple(lines), len(lines), notices=notices, actions=actions)


def _id(desk: Desk, ref: EntryRef) -> str:
    entry = desk.library.entry(ref)
    return spoken_id(desk, entry) if entry else ref.id


def _choose_sections() -> Choice:
    return Choice(_("Choose sections"), "/interests")


def _empty() -> NothingFound:
    return NothingFound(_("There is nothing left to recommend: you have saved everything, or the list is empty."))


async def taste_of(desk: Desk, person: str) -> Taste:
    """Return what a person has said and done that tells what they want to read."""
    store = desk.store
    return Taste(
        saved=[item.ref for item in await store.saved(person)],
        opened=await store.opened(person, OPENED),
        refused=await store.refused(person),
        wanted=await store.wanted(person),
        sections=await store.chosen_sections(person),
    )


async def rate(desk: Desk, call: Call) -> Reply:
    """Take down whether an entry is for this person, and show the pick that it was in without it."""
    resolution = desk.library.engine.resolve(call.text("entry"))
    entry = resolution.entry
    if entry is None:
        return unresolved(desk, resolution, call.text("entry"), "rate")
    name, verdict = spoken_id(desk, entry), call.text("verdict")
    title = entry.entry.name or entry.entry.title
    if verdict not in ("yes", "no", "clear"):
        offers = ((_("For me"), "yes"), (_("Not for me"), "no"))
        choices = tuple(Choice(label, f"/rate {name} {word}") for label, word in offers)
        return Clarify(_("Is “{title}” for you?", title=title), choices)
    await _take_down(desk, call.person.key, entry.ref, verdict)
    sentence = {
        "yes": _("“{title}” is for you: what is like it is recommended sooner.", title=title),
        "no": _("“{title}” is not recommended to you any more, and what is like it less.", title=title),
        "clear": _("What you said of “{title}” is forgotten.", title=title),
    }[verdict]
    undo: tuple[Choice, ...] = ()
    pick = call.text("pick")
    if verdict != "clear":
        line = f"/rate pick:{pick} entry:{name} verdict:clear" if pick else f"/rate {name} clear"
        undo = (Choice(_("Undo"), line, turns=bool(pick)),)
    if pick:
        return await _picked_again(desk, call, pick, sentence, undo)
    return Message(sentence, Tone.DONE, (*undo, Choice(_("Recommend"), "/recommend")))


async def _take_down(desk: Desk, person: str, ref: EntryRef, verdict: str) -> None:
    """Keep one verdict on an entry, in place of the one before."""
    store, now = desk.store, desk.clock.now()
    if verdict == "yes":
        await store.take_back_refusal(person, ref)
        await store.want(person, ref, now)
    elif verdict == "no":
        await store.take_back_wish(person, ref)
        await store.refuse(person, ref, now)
    else:
        await store.take_back_wish(person, ref)
        await store.take_back_refusal(person, ref)


async def _picked_again(desk: Desk, call: Call, pick: str, sentence: str, undo: tuple[Choice, ...]) -> Reply:
    """Show what is left of a pick; where nothing is, pick anew."""
    person = call.person.key
    taste = await taste_of(desk, person)
    found = (desk.library.engine.resolve(each).entry for each in pick.split(",")[:RECOMMENDED])
    entries = [entry for entry in found if entry]
    left = [entry for entry in entries if entry.ref not in (*taste.wanted, *taste.refused)]
    if not left:
        anew = await recommend(desk, Call("recommend", call.person))
        return replace(anew, notices=(sentence, *anew.notices)) if isinstance(anew, EntryLines) else anew
    await desk.searching.compare(taste.telling)
    hits = desk.library.engine.explained(left, taste)
    others = Choice(_("Others"), "/recommend", turns=True)
    return _pick(desk, _("Worth reading"), hits, (sentence,), (*undo, others), [entry.ref for entry in entries])


async def interests(desk: Desk, call: Call) -> Reply:
    """Ask for up to five sections, or keep those that were named, in place of the ones before."""
    sections = (await desk.library.contents()).sections
    form = _form(sections, await desk.store.chosen_sections(call.person.key))
    if form is None:
        return NothingFound(_("The list is empty."))
    given = {place: call.text(place) for place in PLACES if place in call.arguments}
    if not given:
        return form
    named = {place: text for place, text in given.items() if text and text.casefold() != _NONE}
    found = {place: desk.library.engine.resolve_section(text) for place, text in named.items()}
    wrong = [place for place, match in found.items() if match.path is None]
    if wrong and len(given) == len(PLACES):
        told = ((place, _no_one_section(named[place], found[place].candidates)) for place in wrong)
        return FormErrors(filled(form, given), tuple(told))
    if wrong:
        told_first = _no_one_section(named[wrong[0]], found[wrong[0]].candidates)
        raise UsageError(run_on([told_first, _("{command} shows all of them.", command=typed("/browse"))]))
    paths = dict.fromkeys(match.path for match in found.values() if match.path)
    chosen = await _choose(desk, call.person.key, list(paths))
    if not (left := call.text("more")):
        return chosen
    sentence = _("Five sections are the most: “{text}” was left out.", text=quoted(left))
    return replace(chosen, text=run_on([chosen.text, sentence]))


def _no_one_section(text: str, candidates: Sequence[SectionPath]) -> str:
    """Say why a text names no section, or not only one."""
    if not candidates:
        return _("There is no section called “{text}”.", text=quoted(text))
    names = enumeration(_("“{title}”", title=path_text(path)) for path in candidates[:_NAMED])
    return _("“{text}” may be any of several sections, such as {sections}.", text=quoted(text), sections=names)


async def _choose(desk: Desk, person: str, sections: Sequence[SectionPath]) -> Message:
    """Keep the sections that somebody chose."""
    await desk.store.choose_sections(person, sections, desk.clock.now())
    ways_on = (Choice(_("Recommend"), "/recommend"),)
    if not sections:
        return Message(_("No section is chosen any more."), Tone.DONE, ways_on)
    names = enumeration(_("“{title}”", title=path[-1]) for path in sections)
    return Message(_("Recommendations now come from {sections} first.", sections=names), Tone.DONE, ways_on)


def _form(sections: Sequence[SectionPath], chosen: Sequence[SectionPath]) -> Form | None:
    """Return the form with the sections that are chosen; None where there are none to choose from."""
    if not sections:
        return None
    choices = tuple((path_text(path), " › ".join(path[-2:])) for path in sections)
    values = [path_text(path) for path in chosen if path in sections]
    labels = (_("Section"), _("And"), _("And"), _("And"), _("And"))
    return Form(
        _("What to read about"),
        "/interests",
        tuple(
            FormField(place, label, values[at] if at < len(values) else "", FieldKind.CHOICE, choices)
            for at, (place, label) in enumerate(zip(PLACES, labels, strict=True))
        ),
        (_("Up to five sections; recommendations come from them first."),),
        _("Choose"),
    )
