"""`discord sync` and `discord invite`: what an operator does for the bot on Discord by hand."""

from __future__ import annotations

import typer

from bot.bootstrap import desk_for, discord_record, opened_store
from bot.config import Settings
from bot.errors import ConfigError
from bot.i18n import gettext as _


async def run_discord_sync(settings: Settings, *, guild_id: int | None, force: bool) -> None:
    """Tell Discord the commands, and say whether that was needed.  Raises `ConfigError` and `PlatformError`."""
    from bot.frontends.discord.running import sync_by_hand

    token = _token(settings)
    async with opened_store(settings) as store:
        told = await sync_by_hand(desk_for(store), token, discord_record(settings), guild_id=guild_id, force=force)
    typer.echo(_("Discord has the commands now.") if told else _("Discord has them already; --force tells it again."))


async def run_discord_invite(settings: Settings) -> None:
    """Print the links that add the bot to a server and to a person.  Raises `ConfigError` and `PlatformError`."""
    from bot.frontends.discord.running import invite_links

    token = _token(settings)
    async with opened_store(settings) as store:
        server, person = await invite_links(desk_for(store), token)
    typer.echo(_("To a server: {link}", link=server))
    typer.echo(_("To yourself, wherever you are: {link}", link=person))


def _token(settings: Settings) -> str:
    if settings.discord_token is None:
        raise ConfigError(_("There is no token for Discord: set AWESOME_BOT_DISCORD_TOKEN in the environment."))
    return settings.discord_token.get_secret_value()
