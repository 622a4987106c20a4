"""`db …` and `discord …`: what operators look after by hand, each a few lines: parse, call.

The work is in `operate` and in `discord`, imported by the commands that need it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

db = typer.Typer(help="Look after the database.", no_args_is_help=True)
discord = typer.Typer(help="Look after the bot on Discord.", no_args_is_help=True)


@db.command("check", short_help="Check that the database is well.")
def db_check(context: typer.Context) -> None:
    """Check that the database is whole and of this version."""
    from bot.cli.operate import run_db_check

    context.obj.run(run_db_check)


@db.command("backup")
def db_backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Copy the SQLite database while it is in use."""
    from bot.cli.operate import run_db_backup

    context.obj.run(lambda settings: run_db_backup(settings, target))


@discord.command("sync", short_help="Tell Discord the commands.")
def discord_sync(
    context: typer.Context,
    guild: Annotated[int | None, typer.Option("--guild", help="Only in the server with this id, at once.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also if nothing has changed.")] = False,
) -> None:
    """Tell Discord the commands, if they have changed since it was last told."""
    from bot.cli.discord import run_discord_sync

    context.obj.run(lambda settings: run_discord_sync(settings, guild_id=guild, force=force))


@discord.command("invite", short_help="Print the links that add the bot.")
def discord_invite(context: typer.Context) -> None:
    """Print the links that add the bot to a server, and to yourself."""
    from bot.cli.discord import run_discord_invite

    context.obj.run(run_discord_invite)
