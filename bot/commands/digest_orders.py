"""Subscribe a channel or oneself to digests, and change, pause or end that: `/digest subscribe` and its kin.

What a subscription holds is read in `bot.services.subscribing`, when it is due in `bot.domain.scheduling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.digest_choosing import asked_for, asked_with, changed_meanwhile
from bot.commands.digest_settings import settings_form
from bot.commands.digest_words import describe, how_it_is, listing, next_words, schedule_words
from bot.commands.model import Call
from bot.commands.written import write_line
from bot.domain.destinations import Destination
from bot.domain.scheduling import (
    OnChange,
    Schedule,
    canonical,
    complete_zone,
    find_zone,
    next_due,
    parse_schedule,
    parse_until,
    reschedule,
)
from bot.domain.subscriptions import ASKED, Pause, Subscription
from bot.errors import UnclearZone, UsageError
from bot.i18n import gettext as _
from bot.i18n import run_on
from bot.replies.model import Choice, Clarify, Message, Reply, Tone
from bot.replies.schedules import due_in_words
from bot.services.subscribing import with_options

USUAL_SCHEDULE = "weekly"
MOST_OF_ONE_PLACE = 20
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else when read aloud
_ATTEMPTS = 20
_ZONES_OFFERED = 5


async def subscribe(desk: Desk, call: Call) -> Reply:
    """Begin to send digests to where this is asked."""
    where = _my_place(call)
    there = await desk.store.subscriptions(destination=where)
    if len(there) >= MOST_OF_ONE_PLACE:
        raise UsageError(_("There are {count} subscriptions here already; remove one first.", count=MOST_OF_ONE_PLACE))
    schedule = await _schedule(desk, call, call.text("when") or USUAL_SCHEDULE)
    if isinstance(schedule, Clarify):
        return schedule
    now = desk.clock.now()
    order = Subscription(
        id="",
        destination=where,
        creator=call.person.key,
        created_at=now,
        schedule=canonical(schedule),
        zone=schedule.zone,
        cursor=await desk.store.last_news(),
        covered=now,
        due_at=next_due(schedule, now),
        place=call.text("channel_name") or call.person.place,
        locale=call.person.locale,
    )
    order = with_options(order, call.arguments, _list_names(desk))
    _refuse_twin(order, there)
    order = await _kept(desk, order)
    await _remember_zone(desk, call, order)
    sentences = [
        _("Subscribed: {schedule}.", schedule=schedule_words(order)),
        next_words(order, now),
        how_it_is(desk, order),
        _("It begins now: what the list has already is not told."),
    ]
    actions = (
        Choice(_("The latest 5"), f"/digest latest {order.id}"),
        Choice(_("Preview"), f"/digest preview {order.id}"),
        Choice(_("Pause"), f"/digest pause {order.id}"),
        Choice(_("Remove"), f"/digest remove {order.id}"),
    )
    return Message(run_on(filter(None, sentences)), Tone.DONE, actions)


async def _kept(desk: Desk, order: Subscription) -> Subscription:
    """Store a new subscription under an id that nobody has."""
    for _attempt in range(_ATTEMPTS):
        named = replace(order, id="".join(desk.rng.choices(_ALPHABET, k=4)))
        if await desk.store.put_subscription(named):
            return named
    message = "no free id for a subscription"
    raise RuntimeError(message)


def _refuse_twin(order: Subscription, there: Iterable[Subscription]) -> None:
    """Refuse what would tell a place everything twice, at the same times."""
    for each in there:
        state = {name: getattr(each, name) for name in _STATE}
        if replace(order, **state) == each:
            raise UsageError(
                _("The same comes here already: {id}, {schedule}.", id=each.id, schedule=schedule_words(each))
            )


_STATE = ("id", "creator", "created_at", "cursor", "covered", "due_at", "place", "locale", "pause")
"""What two subscriptions that ask for the same may differ in."""


def _my_place(call: Call) -> Destination:
    """Return where digests are to go.  Raises `UsageError` where we cannot write, or the person may not ask for it."""
    person = call.person
    if person.where is None:
        raise UsageError(
            _(
                "I cannot write here by myself. Add me to this channel, and let me see it and send messages in it, "
                "or write to me directly; then ask again."
            )
        )
    if person.where.personal and call.text("channel"):
        raise UsageError(_("A digest of your own comes to you alone; ask for a channel's in that channel."))
    if person.where.personal:
        return person.where
    if not person.manages:
        raise UsageError(
            _(
                "Only people who manage this place can subscribe a channel. "
                "Write to me directly to get a digest of your own."
            )
        )
    channel = call.text("channel")
    return replace(person.where, channel=channel) if channel else person.where


async def _schedule(desk: Desk, call: Call, text: str) -> Schedule | Clarify:
    """Read the schedule, in the zone that is said or known; ask for the zone where it is neither."""
    try:
        zone = find_zone(call.text("zone")) if call.text("zone") else await _known_zone(desk, call)
        return parse_schedule(text, zone)
    except UnclearZone as error:
        if not (call.text("zone") or error.zones or call.text("quiet")) and isinstance(
            parse_schedule(text, "UTC"), OnChange
        ):
            return OnChange("UTC")  # waits for news, not for a time of day
        command = desk.table[call.command]
        without = replace(call, arguments={name: value for name, value in call.arguments.items() if name != "zone"})
        line = write_line(command, without)
        zones = error.zones or tuple(complete_zone("", _ZONES_OFFERED))
        question = (
            str(error)
            if error.zones or call.text("zone")
            else _("In which time zone? Choose one, or add zone:Europe/Berlin.")
        )
        return Clarify(question, tuple(Choice(each, f"{line} zone:{each}") for each in zones[:_ZONES_OFFERED]))


async def _known_zone(desk: Desk, call: Call) -> str | None:
    person = call.person
    own = person.zone or await desk.store.zone_of(person.key)
    if own or person.where is None:
        return own
    return await desk.store.zone_of(person.where.workspace_key)


async def _remember_zone(desk: Desk, call: Call, order: Subscription) -> None:
    """Keep a zone that was said, so that it is asked once."""
    if order.zone == "UTC" and not call.text("zone"):
        return
    keys = {call.person.key, order.destination.workspace_key}
    for key in sorted(keys):
        if key == call.person.key or not await desk.store.zone_of(key):
            await desk.store.put_zone(key, order.zone)


async def list_orders(desk: Desk, call: Call) -> Reply:
    """Show the subscriptions of this place; for its managers, of the whole workspace and what is linked to it."""
    person = call.person
    orders: Sequence[Subscription]
    everything = call.text("which") == "all"
    if everything and not (person.manages or (person.where and person.where.personal)):
        raise UsageError(_("Only people who manage this place can see all its subscriptions."))
    if person.where is None:
        orders = await desk.store.subscriptions(creator=person.key)
    elif everything:
        shared = desk.communities.sharing(person.where)
        orders = [order for each in shared for order in await desk.store.subscriptions(workspace=each)]
    else:
        orders = await desk.store.subscriptions(destination=person.where)
    if not orders:
        begin = Choice(_("Get one every Monday"), f"/digest subscribe {USUAL_SCHEDULE}")
        return Message(_("No digest comes here yet."), actions=(begin,))
    return await listing(desk, call, orders, everything=everything)


async def edit(desk: Desk, call: Call) -> Reply:
    """Change what a subscription wants, and say what it is now."""
    before, when = await asked_with(desk, call, "when", change=True)
    now = desk.clock.now()
    after = with_options(before, call.arguments, _list_names(desk))
    if when or call.text("zone"):
        zone = find_zone(call.text("zone")) if call.text("zone") else before.zone
        new = parse_schedule(when or before.schedule, zone)
        due = reschedule(parse_schedule(before.schedule, before.zone), new, now, before.covered)
        after = replace(after, schedule=canonical(new), zone=new.zone, due_at=due)
    if after == before and not set(call.arguments) - {"id"}:
        return settings_form(before)
    if after == before:
        return await listing(desk, call, (before,), everything=False)
    await _replaced(desk, before, after)
    sentences = (_("Changed: {order}.", order=describe(after)), next_words(after, now), how_it_is(desk, after))
    preview = Choice(_("Preview"), f"/digest preview {after.id}")
    return Message(run_on(filter(None, sentences)), Tone.DONE, (preview,))


async def pause(desk: Desk, call: Call) -> Reply:
    """Send nothing for a while, or until somebody resumes it."""
    before, text = await asked_with(desk, call, "until", change=True)
    now = desk.clock.now()
    until = parse_until(text, now, before.zone) if text else None
    reason = _("Paused by a person.")
    await _replaced(desk, before, replace(before, pause=Pause(ASKED, reason, now, until)))
    resume_it = Choice(_("Resume"), f"/digest resume {before.id}")
    if until is None:
        return Message(
            _("Paused. What happens meanwhile comes in one digest when you resume it."), Tone.DONE, (resume_it,)
        )
    sentence = _(
        "Paused until {moment}. What happens meanwhile comes in one digest then.",
        moment=due_in_words(until, before.zone, now),
    )
    return Message(sentence, Tone.DONE, (resume_it,))


async def resume(desk: Desk, call: Call) -> Reply:
    """Send again, whatever the pause was for."""
    before = await asked_for(desk, call, change=True)
    if before.pause is None:
        return Message(_("It is not paused. {next}", next=next_words(before, desk.clock.now())), Tone.INFO)
    after = replace(before, pause=None)
    await _replaced(desk, before, after)
    return Message(_("Resumed. {next}", next=next_words(after, desk.clock.now())), Tone.DONE)


async def remove(desk: Desk, call: Call) -> Reply:
    """End a subscription, and drop what was still to be sent for it."""
    order = await asked_for(desk, call, change=True)
    await desk.store.remove_subscription(order.id, desk.clock.now())
    return Message(_("Removed: {order}.", order=describe(order)), Tone.DONE)


async def _replaced(desk: Desk, before: Subscription, after: Subscription) -> None:
    if not await desk.store.put_subscription(after, based_on=before):
        raise changed_meanwhile()


def _list_names(desk: Desk) -> tuple[str, ...]:
    return tuple(each.name for each in desk.library.catalog.lists)
