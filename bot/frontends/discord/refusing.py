"""What Discord's errors mean to a delivery: it will not go, it may go later, or nobody knows whether it went.

One table of Discord's error codes, and what stands in for a code that is not in it.  Pure.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import aiohttp
import discord

from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.i18n import N_
from bot.i18n import gettext as _

UNKNOWN_CHANNEL = 10003
WRONG_KIND_OF_CHANNEL = 50024
CROSSPOSTED_ALREADY = 40033
HAS_A_THREAD = 160004

_GONE = ("channel_gone", N_("That place is gone from Discord. Subscribe somewhere else."))
_CLOSED = ("closed_to_us", N_("I cannot see that channel any more. Allow me to view it, or invite me again."))
_FORBIDDEN = (
    "missing_permission",
    N_(
        "Discord does not let me post there. Allow me View Channel, Send Messages and, for threads, "
        "Create Public Threads and Send Messages in Threads."
    ),
)
_SILENCED = (
    "closed_to_us",
    N_("You take no direct messages from me. Allow them in the privacy settings of a server that we share."),
)
_ARCHIVED = ("archived", N_("That thread is closed. Open it again, or subscribe somewhere else."))
_UNFIT = ("unfit", N_("Such a message cannot be posted there. Choose another place, or how it is threaded."))
_BLOCKED = ("closed_to_us", N_("The server's automatic moderation blocked the message. Make an exception for me."))
_TOO_LARGE = ("too_large", N_("Discord does not accept the message as it is."))

_REFUSALS = {
    UNKNOWN_CHANNEL: _GONE,
    10004: _GONE,  # unknown guild
    10013: _GONE,  # unknown user
    40005: _TOO_LARGE,
    40067: ("unfit", N_("This forum wants a tag on every post. Choose one that I may use.")),
    50001: _CLOSED,
    50006: _TOO_LARGE,  # an empty message
    50007: _SILENCED,
    50008: _UNFIT,  # no text channel
    50013: _FORBIDDEN,
    WRONG_KIND_OF_CHANNEL: _UNFIT,
    50035: _TOO_LARGE,  # an invalid form
    50083: _ARCHIVED,
    50278: _SILENCED,  # no server in common
    160005: _ARCHIVED,  # locked
    200000: _BLOCKED,
    200001: _BLOCKED,  # by its title
}
_LATER = {
    20016: timedelta(minutes=1),  # slow mode
    20028: timedelta(minutes=1),  # the channel's write limit
    20029: timedelta(minutes=1),  # the server's
    40062: timedelta(minutes=1),  # the service is being rate limited
    160006: timedelta(hours=1),  # the most active threads
    160007: timedelta(hours=1),  # and of announcements
}
_BY_STATUS = {400: _TOO_LARGE, 403: _FORBIDDEN, 404: _GONE, 413: _TOO_LARGE}
_LOCKED_OUT = timedelta(minutes=10)
"""How long to leave Discord alone once it knows the token no more, or its wall has had enough of our address."""

Foreign = discord.HTTPException | discord.RateLimited | aiohttp.ClientError | OSError | TimeoutError
FOREIGN = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""What a call of Discord's API may raise."""


def told_by(error: Foreign, now: datetime) -> DeliveryRefused | DeliveryLater | DeliveryUnknown:
    """Return what an error means to the delivery that it befell."""
    match error:
        case discord.RateLimited():
            return later(now + timedelta(seconds=error.retry_after))
        case discord.HTTPException():
            return _by_code(error, now)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return DeliveryLater(_("Discord cannot be reached."))
        case _:
            return unknown(str(error) or type(error).__name__)


def later(at: datetime) -> DeliveryLater:
    """Return that Discord wants to be asked again at a time."""
    return DeliveryLater(_("Discord asks us to wait."), at)


def unknown(reason: str) -> DeliveryUnknown:
    """Return that Discord's answer did not come."""
    return DeliveryUnknown(_("Discord's answer did not come: {reason}", reason=reason[:200]))


def unfit(sentence: str) -> DeliveryRefused:
    """Return that a place does not take such a message."""
    return DeliveryRefused(sentence, "unfit")


def _by_code(error: discord.HTTPException, now: datetime) -> DeliveryRefused | DeliveryLater | DeliveryUnknown:
    if error.code in _LATER:
        return later(now + _LATER[error.code])
    if error.status in (401, 429):
        return later(now + _LOCKED_OUT)
    refusal = _REFUSALS.get(error.code) or _BY_STATUS.get(error.status)
    if refusal is None:
        return unknown(str(error))
    reason, sentence = refusal
    return DeliveryRefused(_(sentence), reason, code=error.code, status=error.status)
