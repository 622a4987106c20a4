"""Find the subscription that somebody means, and refuse what is not theirs to see or to change."""

from __future__ import annotations

from bot.commands.desk import Desk
from bot.commands.digest_words import schedule_words
from bot.commands.model import Call
from bot.domain.subscriptions import Subscription
from bot.errors import UsageError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.replies.typed import typed


async def asked_for(desk: Desk, call: Call, *, change: bool = False) -> Subscription:
    """Return the subscription that a call names, or the only one of this place.

    Raises `UsageError` where there is none such, or the person may not see it; to *change* it takes more.
    """
    order, _rest = await asked_with(desk, call, "", change=change)
    return order


async def asked_with(desk: Desk, call: Call, name: str, *, change: bool = False) -> tuple[Subscription, str]:
    """Return the subscription, and the text of the parameter *name*, to which a first word that is no id belongs."""
    person, number, rest = call.person, call.text("id").casefold(), call.text(name)
    here = await desk.store.subscriptions(destination=person.where) if person.where else ()
    found = await desk.store.subscription(number) if number else None
    if found is not None and _is_theirs(call, found):
        order = found
    elif len(here) == 1 and (not number or name):
        order, rest = here[0], " ".join(filter(None, [call.text("id"), rest]))
    elif number and not (name and here):
        listing = typed("/digest list")
        sentence = _(
            "There is no subscription “{id}” here; {command} shows those that are.", id=number[:20], command=listing
        )
        raise UsageError(sentence)
    elif here:
        raise UsageError(_("Say which one by its id: {orders}.", orders=enumeration(map(_by_id, here))))
    else:
        raise UsageError(_("No digest comes here yet."))
    if change and not (order.destination.personal or person.manages):
        raise UsageError(_("Only people who manage this place can change its subscriptions."))
    return order, rest


def changed_meanwhile() -> UsageError:
    """Say that somebody else has changed a subscription since it was looked at."""
    sentence = _("This subscription has just changed; look at it again with {command}.", command=typed("/digest list"))
    return UsageError(sentence)


def _by_id(order: Subscription) -> str:
    return _("{id} ({schedule})", id=order.id, schedule=schedule_words(order))


def _is_theirs(call: Call, order: Subscription) -> bool:
    where = call.person.where
    return order.creator == call.person.key or (
        where is not None and where.workspace_key == order.destination.workspace_key
    )
