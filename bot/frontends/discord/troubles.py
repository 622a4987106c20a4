"""What can go wrong with Discord, told apart: a key for the operator's log, and a sentence where somebody can be told.

Pure: `diagnose` reads an exception and nothing else.  What is not Discord's doing has no diagnosis: it is a bug.
"""

from __future__ import annotations

import aiohttp
import discord

from bot.frontends.guarding import Diagnosis
from bot.i18n import gettext as _

TROUBLES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""All that comes of talking to Discord; a timeout is an `OSError`."""

ANSWERED_ALREADY = 40060
_TOO_LATE = frozenset({10062, 10015, 50027, ANSWERED_ALREADY})
"""Unknown interaction, unknown webhook, invalid webhook token: the time for an answer is over."""


def diagnose(error: Exception) -> Diagnosis | None:
    """Say what an exception means that came of talking to Discord; None for one that did not."""
    match error:
        case discord.HTTPException():
            return _refusal(error)
        case discord.RateLimited():
            return Diagnosis("discord.rate_limited", {"again_in": round(error.retry_after)}, _slow_down())
        case TimeoutError():
            return Diagnosis("discord.gave_up", {}, _slow_down())
        case aiohttp.ClientError() | ConnectionError():
            return Diagnosis("discord.unreachable", {"reason": str(error)[:200]}, _unwell())
        case _:
            return None


def _refusal(error: discord.HTTPException) -> Diagnosis | None:
    """Read an answer of Discord's that is no success; None where what we sent was wrong."""
    fields: dict[str, object] = {"status": error.status, "code": error.code}
    if error.code in _TOO_LATE:
        return Diagnosis("discord.too_late", fields)
    if error.status == 404:
        return Diagnosis("discord.gone", fields)
    if error.status == 403:
        return Diagnosis("discord.forbidden", fields, _forbidden())
    if error.status == 401:
        return Diagnosis("discord.unauthorized", fields)
    if error.status == 429:  # not Discord's own, which is waited for, but that of the wall before it
        return Diagnosis("discord.rate_limited", fields, _slow_down())
    return Diagnosis("discord.unwell", fields, _unwell()) if error.status >= 500 else None


def _forbidden() -> str:
    return _("Discord does not let me post here. Ask a moderator to allow this app in this channel.")


def _slow_down() -> str:
    return _("Discord wants to hear less from me at the moment. Try again in a few minutes.")


def _unwell() -> str:
    return _("Discord has trouble at the moment. Try again in a minute.")
