"""Say subscriptions in words: what they want, when they come, how they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.commands.platforms import platform_name
from bot.domain.catalog import CatalogEntry
from bot.domain.outbox import Delivery, DeliveryState
from bot.domain.scheduling import parse_schedule
from bot.domain.subscriptions import USUAL_KINDS, NewsKind, Style, Subscription, Threading
from bot.i18n import N_, enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.model import Choice, FactGroup, Facts
from bot.replies.schedules import due_in_words, schedule_in_words, zone_in_words
from bot.services.news_words import news_kind_words
from bot.services.queueing import quiet_end

ORDERS_A_PAGE = 5

_LOOKS = {Threading.THREAD: N_("in a thread"), Threading.FORUM: N_("as a post in the forum")}


def schedule_words(order: Subscription) -> str:
    """Return `every Monday at 09:00 Europe/Berlin`."""
    return schedule_in_words(parse_schedule(order.schedule, order.zone))


def next_words(order: Subscription, now: datetime) -> str:
    """Say when the next digest comes, or why none does."""
    if order.pause is not None:
        return order.pause.reason
    if order.due_at is None:
        return _("The next comes as soon as something new has settled.")
    return _("Next: {moment}.", moment=due_in_words(comes_at(order, now) or now, order.zone, now))


def comes_at(order: Subscription, now: datetime) -> datetime | None:
    """Return when the next digest comes: when it is due, or when the quiet hours end in which that is."""
    if order.due_at is None:
        return None
    due = max(order.due_at, now)
    return quiet_end(order, due) or due


def describe(order: Subscription) -> str:
    """Return `#papers, every Monday at 09:00 Europe/Berlin`."""
    return enumeration(filter(None, [order.place, schedule_words(order)]))


def how_it_is(desk: Desk, order: Subscription) -> str:
    """Say how many entries the filters let through, where there are filters."""
    if not (order.include or order.exclude):
        return ""
    count = len(matching(desk, order))
    if not count:
        return _("Nothing that is on the list now would pass the filter.")
    return ngettext(
        "Of what is on the list now, {count} entry would pass the filter.",
        "Of what is on the list now, {count} entries would pass the filter.",
        count,
    )


def matching(desk: Desk, order: Subscription) -> list[CatalogEntry]:
    """Return the entries on the lists now that a subscription's filters let through, in document order."""
    return [
        entry
        for entry in desk.library.catalog.entries
        if (not order.lists or entry.ref.list_name in order.lists)
        and (not order.include or any(desk.filters.matches(query, entry) for query in order.include))
        and not any(desk.filters.matches(query, entry) for query in order.exclude)
    ]


async def listing(desk: Desk, call: Call, orders: Sequence[Subscription], *, everything: bool) -> Facts:
    """Show subscriptions with what may be done with each, a page at a time."""
    last = max(1, -(-len(orders) // ORDERS_A_PAGE))
    page = min(call.page, last)
    shown = orders[(page - 1) * ORDERS_A_PAGE : page * ORDERS_A_PAGE]
    here = call.person.where.workspace_key if call.person.where else None
    groups = tuple([await _group(desk, order, here, everything=everything) for order in shown])
    title = ngettext("{count} subscription", "{count} subscriptions", len(orders))
    command = "/digest list all" if everything else "/digest list"
    return Facts(
        title,
        groups,
        more=f"{command} page:{page + 1}" if page < last else None,
        back=f"{command} page:{page - 1}" if page > 1 else None,
    )


async def _group(desk: Desk, order: Subscription, here: str | None, *, everything: bool) -> FactGroup:
    """Show a subscription; of one in a workspace that is linked with this one also where, and no more."""
    elsewhere = here is not None and order.destination.workspace_key != here and everything
    rows: list[tuple[str, str | datetime]] = [(_("when"), schedule_words(order))]
    if order.pause is not None:
        rows.append((_("paused"), order.pause.reason))
        rows += [(_("until"), order.pause.until)] if order.pause.until else []
    elif order.due_at is not None:
        rows.append((_("next"), comes_at(order, desk.clock.now()) or order.due_at))
    rows += [(label, text) for label, text in _wishes(order) if text]
    last = await desk.store.deliveries(subscription_id=order.id, states=(DeliveryState.SENT,), limit=1)
    rows.append((_("last sent"), last[0].sent_at or _("never") if last else _("never")))
    waiting = await desk.store.deliveries(
        subscription_id=order.id, states=(DeliveryState.QUEUED, DeliveryState.SENDING)
    )
    if waiting:
        rows.append((_("waiting to be sent"), _waiting(waiting)))
    if everything and order.creator:
        rows.append((_("set up by"), order.creator))
    place = order.place if everything else ""
    platform = platform_name(order.destination.platform) if elsewhere else ""
    title = enumeration(filter(None, [order.id, place, platform]))
    return FactGroup(title, tuple(rows), actions=() if elsewhere else actions(order))


def actions(order: Subscription) -> tuple[Choice, ...]:
    """Return what may be done with a subscription."""
    turn, word = ("resume", _("Resume")) if order.pause else ("pause", _("Pause"))
    return (
        Choice(_("Preview"), f"/digest preview {order.id}"),
        Choice(_("Send now"), f"/digest now {order.id}"),
        Choice(_("Change"), f"/digest edit {order.id}"),
        Choice(word, f"/digest {turn} {order.id}"),
        Choice(_("Remove"), f"/digest remove {order.id}"),
    )


def _wishes(order: Subscription) -> list[tuple[str, str]]:
    kinds = [news_kind_words(kind) for kind in NewsKind if kind in order.kinds]
    looks = [_("titles only")] if order.style is Style.COMPACT else []
    looks += [_(_LOOKS[order.threading])] if order.threading in _LOOKS else []
    return [
        (_("which lists"), enumeration(order.lists)),
        (_("filter"), "; ".join(order.include)),
        (_("without"), "; ".join(order.exclude)),
        (_("tells"), enumeration(kinds) if order.kinds != USUAL_KINDS else ""),
        (_("style"), enumeration(looks)),
        (_("at most"), str(order.most)),
        (_("quiet"), _quiet(order)),
        (_("mentions"), _("the role {id}", id=order.mention) if order.mention else ""),
    ]


def _quiet(order: Subscription) -> str:
    """Return `22:00–07:00 Europe/Berlin`; with its dash it is no emoji's name anywhere."""
    return f"{order.quiet.replace('-', '–')} {zone_in_words(order.zone)}" if order.quiet else ""


def _waiting(waiting: Sequence[Delivery]) -> str:
    count = ngettext("{count} message", "{count} messages", len(waiting))
    failure = next((each.failure for each in waiting if each.failure), "")
    return _("{count}: {reason}", count=count, reason=failure) if failure else count
