"""Keep the bot on Discord until it is told to stop; and the two things that an operator does there by hand.

A wrong token ends it with a sentence; everything else (no network, Discord unwell) is waited out.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import aiohttp
import discord

from bot.commands.desk import Desk
from bot.errors import ConfigError, PlatformError
from bot.frontends.discord.app import DiscordBot
from bot.frontends.discord.syncing import sync_commands
from bot.i18n import gettext as _

_log = logging.getLogger(__name__)

_FIRST_WAIT, _LONGEST_WAIT = 5.0, 300.0  # seconds between attempts to log in
_TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)

_RIGHTS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, attach_files=True
)
"""What the bot asks of a server: to see the channels it is let into, and to post answers and files there."""


async def run_discord(desk: Desk, token: str, record: Path, stop: asyncio.Event) -> None:
    """Answer on Discord until *stop* is set; answers on their way are let through.  Raises `ConfigError`.

    A token that is revoked meanwhile ends this, with a line in the log, and nothing else.
    """
    async with DiscordBot(desk, record) as client:
        serving = asyncio.create_task(_serve(client, token), name="discord")
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
        raise _wrong_token() from None
    except _TROUBLE as error:
        raise PlatformError(_("Discord cannot be reached: {reason}", reason=str(error)[:200])) from error


async def _log_in(client: DiscordBot, token: str) -> None:
    """Log in, however long Discord is out of reach.  Raises `ConfigError` where it does not know the token."""
    wait = _FIRST_WAIT
    while True:
        try:
            await client.login(token)
        except discord.LoginFailure:
            raise _wrong_token() from None
        except _TROUBLE as error:
            _log.warning("discord.unreachable", extra={"reason": str(error)[:200], "again_in": wait})
        else:
            return
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


async def _serve(client: DiscordBot, token: str) -> None:
    """Stay connected; discord.py reconnects by itself.  Return where Discord wants no more of us."""
    await _log_in(client, token)
    try:
        await client.connect()
    except (discord.ConnectionClosed, discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
        _log.error("discord.refused", extra={"reason": str(error)[:200]})


def _wrong_token() -> ConfigError:
    return ConfigError(
        _(
            "Discord does not know this token. Copy it anew from the developer portal, Bot, Reset Token; "
            "it belongs in AWESOME_BOT_DISCORD_TOKEN."
        )
    )
