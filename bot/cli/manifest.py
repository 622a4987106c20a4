"""`slack manifest`: what an operator pastes into Slack to make the app, by the settings.  Asks nobody."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.state import State

if TYPE_CHECKING:
    from bot.config import Settings

slack = typer.Typer(help="Look after the bot on Slack.", no_args_is_help=True)

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
_ADDRESS = re.compile(r"https://[^\s?#@]+")


class ManifestFormat(StrEnum):
    """How the manifest is printed."""

    YAML = "yaml"
    JSON = "json"


@slack.callback()
def _group() -> None:
    """Keep `manifest` a command of the group, though it is the only one."""


def _command(text: str | None) -> str | None:
    if text is not None and not _COMMAND.fullmatch(text):
        message = "a slash command is like /awesome: small letters, digits, - and _"
        raise typer.BadParameter(message)
    return text


def _address(text: str | None) -> str | None:
    if text is not None and not _ADDRESS.fullmatch(text):
        message = "a public address is like https://bot.example.org"
        raise typer.BadParameter(message)
    return text


@slack.command("manifest", short_help="Print the app's manifest.")
def slack_manifest(
    context: typer.Context,
    url: Annotated[
        str | None,
        typer.Option(
            "--http", metavar="URL", help="The bot's public address; without it, Socket Mode.", callback=_address
        ),
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(
            "--command", help="What the slash command is called; without it, as the settings say.", callback=_command
        ),
    ] = None,
    direct_messages: Annotated[
        bool, typer.Option("--direct-messages", help="Also hear what is written to it directly; takes im:history.")
    ] = False,
    form: Annotated[ManifestFormat, typer.Option("--format", help="How to print.")] = ManifestFormat.YAML,
) -> None:
    """Print the app's manifest, to be pasted at api.slack.com/apps, Create New App."""

    async def make(settings: Settings) -> str:
        from bot.commands.table import COMMANDS
        from bot.frontends.slack.manifest import manifest, manifest_text

        hears = direct_messages or settings.slack.direct_messages
        made = manifest(COMMANDS, command=command or settings.slack.command, url=url, direct_messages=hears)
        return manifest_text(made, form.value)

    state: State = context.obj
    typer.echo(state.run(make), nl=False)
