"""Keep the bot on Discord until it is told to stop; and the two things that an operator does there by hand.

A wrong token ends it with a sentence; everything else (no network, Discord unwell) is waited out.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

import discord

from bot.commands.desk import Desk
from bot.errors import ConfigError, PlatformError
from bot.frontends.discord.app import DiscordBot
from bot.frontends.discord.attending import attend
from bot.frontends.discord.people import PLATFORM
from bot.frontends.discord.syncing import sync_commands
from bot.frontends.discord.troubles import TROUBLES
from bot.i18n import gettext as _
from bot.services.attendance import Presence
from bot.services.dispatching import Deliver

_log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""Seconds until Discord is tried again; twice as long each time."""

_OUT_OF_REACH = (discord.GatewayNotFound, *TROUBLES)
_REFUSAL = (discord.LoginFailure, discord.ConnectionClosed, discord.PrivilegedIntentsRequired)
_UNAUTHENTICATED = 4004  # the code with which the gateway closes on a token that is not valid (any more)

_RIGHTS = discord.Permissions(
    view_channel=True,
    read_message_history=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
)
"""What the bot asks of a server: to see the channels it is let into, and to post answers, digests and files there.

It reads a channel's history only after a crash, to see whether a digest of its own has arrived.
"""


async def run_discord(
    desk: Desk, token: str, record: Path, stop: asyncio.Event, deliver: Deliver | None = None
) -> None:
    """Answer on Discord until *stop* is set; answers on their way are let through.

    Raises `ConfigError` for a wrong token, and `PlatformError` where Discord no longer takes one that was right.

    Meanwhile *deliver* sends what is to be posted unasked.

    Where Discord is out of reach, or a connection breaks that discord.py cannot mend, it is tried again and again.
    """
    known, wait = False, FIRST_WAIT

    def note(presence: Presence) -> None:
        desk.attendance.note(PLATFORM, presence, desk.clock.now())

    while not stop.is_set():
        note(Presence.CONNECTING)
        async with DiscordBot(desk, record, deliver) as client:
            attend(client, desk)
            try:
                await _serve(client, token, stop)
            except _REFUSAL as error:
                note(Presence.REFUSED)
                if isinstance(error, discord.LoginFailure) and not known:
                    raise ConfigError(_wrong_token()) from None
                _log.error("discord.refused", extra={"reason": str(error)[:200]})
                raise _refusal(error) from None
            except _OUT_OF_REACH as error:
                _log.warning("discord.unreachable", extra={"reason": str(error)[:200], "again_in": wait})
            except Exception:  # noqa: BLE001 - whatever it is, it must not end the other platforms; it is logged
                _log.exception("discord.broken", extra={"again_in": wait})
            else:
                break
            if client.is_ready():
                known, wait = True, FIRST_WAIT
        note(Presence.UNREACHABLE)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(wait * 2, LONGEST_WAIT)
    note(Presence.STOPPED)


async def _serve(client: DiscordBot, token: str, stop: asyncio.Event) -> None:
    """Log in and stay connected until *stop* is set; discord.py reconnects by itself, as long as that helps."""
    serving = asyncio.create_task(client.start(token), name="discord")
    stopping = asyncio.create_task(stop.wait(), name="discord-stop")
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        else:
            await client.finish()
    finally:
        serving.cancel()
        stopping.cancel()
        await asyncio.gather(serving, stopping, return_exceptions=True)


async def sync_by_hand(desk: Desk, token: str, record: Path, *, guild_id: int | None, force: bool) -> bool:
    """Tell Discord the commands if they have changed, or by force.  Raises `ConfigError` and `PlatformError`."""
    async with DiscordBot(desk) as client:
        await _reach(client, token)
        return await sync_commands(client.tree, record, guild_id=guild_id, force=force)


async def invite_links(desk: Desk, token: str) -> tuple[str, str]:
    """Return the links that add the bot to a server and to a person.  Raises `ConfigError` and `PlatformError`."""
    async with DiscordBot(desk) as client:
        await _reach(client, token)
        number = client.application_id or 0
    server = discord.utils.oauth_url(number, permissions=_RIGHTS, scopes=("bot", "applications.commands"))
    person = discord.utils.oauth_url(number, scopes=("applications.commands",))
    return f"{server}&integration_type=0", f"{person}&integration_type=1"


async def _reach(client: DiscordBot, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure:
        raise ConfigError(_wrong_token()) from None
    except _OUT_OF_REACH as error:
        raise PlatformError(_("Discord cannot be reached: {reason}", reason=str(error)[:200])) from error


def _refusal(
    error: discord.LoginFailure | discord.ConnectionClosed | discord.PrivilegedIntentsRequired,
) -> PlatformError:
    if isinstance(error, discord.LoginFailure) or (
        isinstance(error, discord.ConnectionClosed) and error.code == _UNAUTHENTICATED
    ):
        return PlatformError(_wrong_token())
    return PlatformError(_("Discord does not let the bot connect: {reason}", reason=str(error)[:200]))


def _wrong_token() -> str:
    return _(
        "Discord does not know this token. Copy it anew from the developer portal, Bot, Reset Token; "
        "it belongs in AWESOME_BOT_DISCORD_TOKEN."
    )
