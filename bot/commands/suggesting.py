"""Suggest something for the list: offer, look it over, change it, hand it in, see what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.model import Call, Person
from bot.commands.present import show_choice
from bot.commands.suggest_forms import (
    credit_from,
    details_form,
    details_from,
    first_form,
    proposal_from,
    refused,
)
from bot.domain.catalog import EntryRef
from bot.domain.entries import SectionPath
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.errors import SuggestionRefused, UsageError
from bot.i18n import gettext as _
from bot.replies.model import Choice, Clarify, FactGroup, Facts, Message, Reply, Tone
from bot.services.suggesting.cards import Reader, card
from bot.services.suggesting.deciding import decide
from bot.services.suggesting.findings import CheckKind, Inspection
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.offering import check_guest, draft, edit, hand_in
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.prefilling import Prefilled, likely_sections, prefill

_FIELDS = ("link", "title", "authors", "published", "section")
_DETAILS = ("kind", "code", "description", "note", "credit")


def office_of(desk: Desk) -> Office:
    """Return what suggesting works with.  Raises `UsageError` where this process cannot suggest."""
    if desk.suggesting is None:
        raise UsageError(_("Nothing can be suggested here. Start the bot with: awesome-bot run"))
    return desk.suggesting()


def guest_of(person: Person) -> Guest:
    """Return a person as suggesting knows them."""
    return Guest(person.key, person.where, person.locale, person.manages, person.operates)


async def suggest(desk: Desk, call: Call) -> Reply:
    """Open the form for a link, or take what was filled into it."""
    office, guest = office_of(desk), guest_of(call.person)
    name = _list_name(desk, call)
    if isinstance(name, Clarify):
        return name
    await check_guest(office, guest)
    if "title" in call.arguments:
        return await _offered(office, guest, name, call)
    return await open_form(desk, office, call.text("link"), name)


def _list_name(desk: Desk, call: Call) -> str | Clarify:
    """Return which list is meant, or ask."""
    names = [each.name for each in desk.library.catalog.lists]
    asked = call.text("list").casefold()
    if asked and asked not in names:
        raise UsageError(_("No list called {name} is followed.", name=asked[:40]))
    if asked or len(names) == 1:
        return asked or names[0]
    rest = call.text("link")
    choices = (Choice(each.title, f"/suggest list:{each.name} {rest}".strip()) for each in desk.library.catalog.lists)
    return Clarify(_("For which list?"), tuple(choices))


async def open_form(desk: Desk, office: Office, text: str, list_name: str) -> Reply:
    """Return the form with what is known of a link, unless the list has it."""
    found = await prefill(office, text, list_name)
    if found.listed:
        actions = tuple(show_choice(desk, entry) for entry in found.listed[:3])
        return Message(_("The list has that already."), Tone.INFO, actions)
    command = f"/suggest list:{list_name}"
    again = f"{command} {text}".strip() if len(text) < 60 else command
    return first_form(command, found.proposal, found.sections, again=again, note=found.note)


async def _offered(office: Office, guest: Guest, list_name: str, call: Call) -> Reply:
    """Take what was filled in: a draft and its card, or the form again with what is wrong."""
    values = {name: call.text(name) for name in _FIELDS}
    found = await _known(office, values, list_name)
    form = first_form(f"/suggest list:{list_name}", found.proposal, found.sections)
    try:
        proposal = proposal_from(values, found.proposal, found.sections)
        new = await draft(office, guest, list_name, proposal)
    except SuggestionRefused as error:
        return refused(form, values, error)
    return await preview(office, guest, new)


async def _known(office: Office, values: dict[str, str], list_name: str) -> Prefilled:
    """Return what is known of the link that was filled in; what was looked up a moment ago is still there."""
    if values["link"]:
        found = await prefill(office, values["link"], list_name)
        if not found.listed:
            return replace(found, sections=await _sections(office, found.sections, list_name))
    return Prefilled(Proposal("", ()), await _sections(office, (), list_name))


async def _sections(office: Office, first: Sequence[SectionPath], list_name: str) -> tuple[SectionPath, ...]:
    """Return all sections of a list, some of them first."""
    contents = await office.library.contents()
    return tuple(dict.fromkeys((*first, *contents.sections_of(list_name))))


async def preview(office: Office, guest: Guest, suggestion: Suggestion) -> Reply:
    """Show a suggestion with its diff, and what was found of it."""
    inspection = await inspect(office, suggestion, links=True)
    return await shown(office, guest, suggestion, inspection)


async def shown(
    office: Office, guest: Guest, suggestion: Suggestion, inspection: Inspection, notices: tuple[str, ...] = ()
) -> Facts:
    """Draw the card of a suggestion for whoever looks, with the ways to what it is like."""
    events = await office.store.suggestion_events(suggestion.id)
    reader = Reader(guest.key == suggestion.author, office.actor(guest, suggestion).moderates)
    drawn = card(suggestion, reader, inspection, events if len(events) > 1 else (), notices)
    ways = tuple(_ways(inspection))
    return replace(drawn, groups=(*drawn.groups, FactGroup("", (), ways))) if ways else drawn


def _ways(inspection: Inspection) -> list[Choice]:
    listed = inspection.found(CheckKind.LISTED)
    other = inspection.found(CheckKind.SUGGESTED)
    ways = []
    if listed and listed.ref:
        ways.append(Choice(_("What the list has"), _show(listed.ref)))
    if other and other.suggestion_id:
        ways.append(Choice(_("The other suggestion"), f"/suggestions show {other.suggestion_id}"))
    return ways


def _show(ref: EntryRef) -> str:
    return f"/show {ref.list_name}/{ref.id}"


async def change(desk: Desk, call: Call) -> Reply:
    """Open the first form of a suggestion again, or take what was filled in."""
    office, guest, suggestion = await seen(desk, call)
    sections = await likely_sections(office, suggestion.proposal, suggestion.list_name)
    sections = await _sections(office, (suggestion.proposal.section, *sections), suggestion.list_name)
    form = first_form(f"/suggestions edit {suggestion.id}", suggestion.proposal, sections)
    if not any(name in call.arguments for name in _FIELDS):
        return form
    before = {field.name: field.value for field in form.fields}
    values = before | {name: call.text(name) for name in _FIELDS if name in call.arguments}
    try:
        proposal = proposal_from(values, suggestion.proposal, sections)
        return await preview(office, guest, await edit(office, guest, suggestion, proposal))
    except SuggestionRefused as error:
        return refused(form, values, error)


async def details(desk: Desk, call: Call) -> Reply:
    """Open the form of a suggestion's details, or take what was filled in."""
    office, guest, suggestion = await seen(desk, call)
    form = details_form(suggestion)
    values = {name: call.text(name) for name in _DETAILS if name in call.arguments}
    if not values:
        return form
    note, credit = values.get("note"), values.get("credit")
    try:
        proposal = details_from(values, suggestion.proposal)
        credited = None if credit is None else credit_from(credit)
        changed = await edit(office, guest, suggestion, proposal, note=note, credit=credited)
    except SuggestionRefused as error:
        return refused(form, values, error)
    return await preview(office, guest, changed)


async def send(desk: Desk, call: Call) -> Reply:
    """Hand a draft in to those who decide."""
    office, guest, suggestion = await seen(desk, call)
    if suggestion.state is not SuggestionState.DRAFT:
        text = _("“{title}” was handed in already.", title=suggestion.title)
        return Message(text, Tone.INFO, (_show_suggestion(suggestion),))
    offered = await hand_in(office, guest, suggestion)
    if offered.joined:
        other = offered.joined
        text = _("“{title}” was suggested already; now you are one of those who want it.", title=other.title)
        return Message(text, Tone.DONE, (_show_suggestion(other),))
    text = _("“{title}” is with the moderators now. You will hear what becomes of it.", title=offered.suggestion.title)
    return Message(text, Tone.DONE, (_show_suggestion(offered.suggestion),))


async def withdraw(desk: Desk, call: Call) -> Reply:
    """Take a suggestion back."""
    office, guest, suggestion = await seen(desk, call)
    step = await decide(office, guest, suggestion, SuggestionAction.WITHDRAW)
    text = _("“{title}” is withdrawn.", title=step.suggestion.title)
    return Message(text, Tone.DONE, (Choice(_("Your suggestions"), "/suggestions mine"),))


async def seen(desk: Desk, call: Call) -> tuple[Office, Guest, Suggestion]:
    """Return the suggestion that is meant.  Raises `SuggestionRefused` where this person may not see it."""
    office, guest = office_of(desk), guest_of(call.person)
    suggestion = await office.find(call.text("id"))
    if not office.may_see(guest, suggestion):
        raise SuggestionRefused(_("There is no suggestion called {id}.", id=call.text("id")[:40]))
    return office, guest, suggestion


def _show_suggestion(suggestion: Suggestion) -> Choice:
    return Choice(_("Show it"), f"/suggestions show {suggestion.id}")
