"""The command line: its commands, each a few lines (parse, call, exit code), and the groups that stand elsewhere.

Heavy libraries are imported inside the commands that need them, so that each command pays for itself only.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli.deciding import suggestions
from bot.cli.digest import digest
from bot.cli.manifest import slack
from bot.cli.outbox import outbox
from bot.cli.state import State, speaking
from bot.cli.upkeep import db, discord
from bot.errors import BotError
from bot.translations import language_of, translations_for

app = typer.Typer(
    help="Keep a community in step with an awesome list.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(db, name="db")
app.add_typer(outbox, name="outbox")
app.add_typer(digest, name="digest")
app.add_typer(discord, name="discord")
app.add_typer(slack, name="slack")
app.add_typer(suggestions, name="suggestions")


class ParseFormat(StrEnum):
    """How `parse` prints a list."""

    TABLE = "table"
    JSON = "json"
    YAML = "yaml"


class AnswerFormat(StrEnum):
    """How `ask` prints an answer."""

    TEXT = "text"
    JSON = "json"


def run_cli() -> None:
    """Run the command line; a `BotError` is one sentence on standard error and its exit code."""
    try:
        app(prog_name="awesome-bot")
    except BotError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the person's sentence
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, and so has the reason to say so
        sys.exit(0)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"awesome-bot {__version__}")
        raise typer.Exit


@app.callback()
def _settings(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="The settings file; see config.example.yaml.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version
    context.obj = State(config)
    context.with_resource(speaking(translations_for(language_of(os.environ))))


@app.command(short_help="Answer at a prompt, and on chat platforms.")
def run(
    context: typer.Context,
    plain: Annotated[bool, typer.Option("--plain", help="No colours, no drawing: plain text only.")] = False,
) -> None:
    """Bring the lists up to date, then answer: at a prompt, or line by line from a pipe."""
    from bot.cli.chat import run_chat

    raise typer.Exit(context.obj.run(lambda settings: run_chat(settings, plain=plain)))


@app.command(short_help="Answer one command, or many from a pipe.")
def ask(
    context: typer.Context,
    command: Annotated[str, typer.Argument(help='A command such as "/search npu", or - to read one a line.')],
    answer_format: Annotated[AnswerFormat, typer.Option("--format", help="How to print.")] = AnswerFormat.TEXT,
    plain: Annotated[bool, typer.Option("--plain", help="No colours, no drawing: plain text only.")] = False,
) -> None:
    """Answer one command and exit: 0 for an answer, 1 for one that could not be given."""
    from bot.cli.chat import run_ask

    as_json = answer_format is AnswerFormat.JSON
    raise typer.Exit(context.obj.run(lambda settings: run_ask(settings, command, json_form=as_json, plain=plain)))


@app.command(short_help="Bring the lists up to date once.")
def sync(
    context: typer.Context,
    name: Annotated[str | None, typer.Option("--list", help="This list only.", metavar="NAME")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Let a revision through that is held.")] = False,
) -> None:
    """Bring the lists up to date once, and tell what changed; 3 if one could not be had."""
    from bot.bootstrap import policy_of
    from bot.cli.sync import run_sync

    raise typer.Exit(
        context.obj.run(
            lambda settings: run_sync(settings, name, policy_of(settings, accept=accept, dry_run=dry_run)),
        )
    )


@app.command(short_help="Show how a list is understood.")
def parse(
    file: Annotated[Path, typer.Argument(help="A list: Markdown, or our YAML.")],
    parse_format: Annotated[ParseFormat, typer.Option("--format", help="How to print.")] = ParseFormat.TABLE,
) -> None:
    """Read one list and print its entries, counts by section, and what could not be read."""
    from bot.cli.parse import run_parse

    run_parse(file, parse_format.value)


@app.command(short_help="Tell what really changed in a list.")
def diff(
    context: typer.Context,
    old: Annotated[
        Path | None, typer.Argument(help="A list as it was; alone: as it is, against the stored catalog.")
    ] = None,
    new: Annotated[Path | None, typer.Argument(help="The same list as it is.")] = None,
    name: Annotated[str | None, typer.Option("--list", help="The stored list to compare with.", metavar="NAME")] = None,
    git: Annotated[Path | None, typer.Option("--git", help="A clone whose history to tell.", metavar="REPO")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="With --git: after this commit, tag or branch.", metavar="REV")
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", help="With --git: this file instead of the README.", metavar="P")
    ] = None,
    diff_format: Annotated[AnswerFormat, typer.Option("--format", help="How to print.")] = AnswerFormat.TEXT,
) -> None:
    """Tell what really changed, in people's words: between two texts, since the last sync, or in a clone's history."""
    from bot.cli.compare import Comparison, run_comparison

    wanted = Comparison(old, new, name, git, since, path, as_json=diff_format is AnswerFormat.JSON)
    run_comparison(wanted, context.obj)


@app.command(short_help="Write the news as Atom, RSS and JSON Feed.")
def feed(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where to write; made if it is not there.")],
    name: Annotated[str | None, typer.Option("--list", help="This list only.", metavar="NAME")] = None,
    query: Annotated[str, typer.Option("--filter", help="Only what meets this search.", metavar="QUERY")] = "",
) -> None:
    """Write the news of each list as Atom, RSS and JSON Feed."""
    from bot.cli.feed import run_feed

    raise typer.Exit(context.obj.run(lambda settings: run_feed(settings, folder, name, query)))


@app.command(short_help="Check settings, database and lists.")
def check(
    context: typer.Context,
    online: Annotated[bool, typer.Option("--online", help="Fetch lists on the web as well.")] = False,
) -> None:
    """Check the settings, the database and every list, without changing anything."""
    from bot.cli.operate import run_check

    raise typer.Exit(context.obj.run(lambda settings: run_check(settings, online=online)))
