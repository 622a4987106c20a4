"""The command line's commands, each a few lines: parse, call, exit code.

Heavy libraries are imported inside the commands that need them, so that each command pays for itself only.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli.state import State
from bot.errors import BotError

app = typer.Typer(
    help="Keep a community in step with an awesome list.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(db, name="db")


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


@app.command()
def run(
    context: typer.Context,
    plain: Annotated[bool, typer.Option("--plain", help="No colours, no drawing: plain text only.")] = False,
) -> None:
    """Bring the lists up to date, then answer: at a prompt, or line by line from a pipe."""
    from bot.cli.chat import run_chat

    raise typer.Exit(context.obj.run(lambda settings: run_chat(settings, plain=plain)))


@app.command()
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


@app.command()
def sync(context: typer.Context) -> None:
    """Bring every configured list up to date once; 3 if one could not be read."""
    from bot.cli.lists import run_sync

    raise typer.Exit(context.obj.run(run_sync))


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A list: Markdown, or our YAML.")],
    parse_format: Annotated[ParseFormat, typer.Option("--format", help="How to print.")] = ParseFormat.TABLE,
) -> None:
    """Read one list and print its entries, counts by section, and what could not be read."""
    from bot.cli.lists import run_parse

    run_parse(file, parse_format.value)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A list as it was: Markdown, or our YAML.")],
    new: Annotated[Path, typer.Argument(help="The same list as it is.")],
    diff_format: Annotated[AnswerFormat, typer.Option("--format", help="How to print.")] = AnswerFormat.TEXT,
) -> None:
    """Compare two texts of one list and tell what really changed, in people's words."""
    from bot.cli.lists import run_diff

    run_diff(old, new, as_json=diff_format is AnswerFormat.JSON)


@app.command()
def check(context: typer.Context) -> None:
    """Check the settings, the database and every list, without changing anything."""
    from bot.cli.operate import run_check

    raise typer.Exit(context.obj.run(run_check))


@db.command("check")
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
