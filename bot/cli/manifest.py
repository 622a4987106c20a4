"""`slack manifest`: what an operator pastes into Slack to make the app.  Reads no settings and asks nobody."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import typer

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


def _command(text: str) -> str:
    if not _COMMAND.fullmatch(text):
        message = "a slash command is like /awesome: small letters, digits, - and _"
        raise typer.BadParameter(message)
    return text


def _address(text: str | None) -> str | None:
    if text is not None and not _ADDRESS.fullmatch(text):
        message = "a public address is like https://bot.example.org"
        raise typer.BadParameter(message)
    return text


@slack.command("manifest")
def slack_manifest(
    url: Annotated[
        str | None,
        typer.Option(
            "--http", metavar="URL", help="The bot's public address; without it, Socket Mode.", callback=_address
        ),
    ] = None,
    command: Annotated[
        str, typer.Option("--command", help="What the slash command is called.", callback=_command)
    ] = "/awesome",
    direct_messages: Annotated[
        bool, typer.Option("--direct-messages", help="Also hear what is written to it directly; takes im:history.")
    ] = False,
    form: Annotated[ManifestFormat, typer.Option("--format", help="yaml or json")] = ManifestFormat.YAML,
) -> None:
    """Print the app's manifest, to be pasted at api.slack.com/apps, Create New App."""
    from bot.commands.table import COMMANDS
    from bot.frontends.slack.manifest import manifest, manifest_text

    made = manifest(COMMANDS, command=command, url=url, direct_messages=direct_messages)
    typer.echo(manifest_text(made, form.value), nl=False)
