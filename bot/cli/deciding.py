"""`suggestions …`: what operators see of suggestions and decide, each a few lines: parse, call.

The work is in `suggestions`, imported by the commands that need it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

suggestions = typer.Typer(help="See what people suggest for the lists, and decide.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(help="A suggestion's id.", metavar="ID")]
_Somebody = Annotated[str, typer.Argument(help="Somebody's key, such as discord:80351110224678912.", metavar="PERSON")]


class SuggestionState(StrEnum):
    """In which states suggestions are; a test compares them with the domain's, which is not loaded for this."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUBMITTED = "submitted"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"


@suggestions.command("list", short_help="Print suggestions, one a line.")
def suggestions_list(
    context: typer.Context,
    state: Annotated[SuggestionState | None, typer.Option("--state", help="Only those in this state.")] = None,
) -> None:
    """Print all suggestions: id, state, votes, list and title, a tab between."""
    from bot.cli.suggestions import run_list

    context.obj.run(lambda settings: run_list(settings, state))


@suggestions.command("show", short_help="Print everything about one suggestion.")
def suggestions_show(context: typer.Context, suggestion: _Id) -> None:
    """Print one suggestion with its checks, its diff and its history."""
    from bot.cli.suggestions import run_show

    context.obj.run(lambda settings: run_show(settings, suggestion))


@suggestions.command("approve")
def suggestions_approve(context: typer.Context, suggestion: _Id) -> None:
    """Approve a suggestion."""
    from bot.cli.suggestions import run_approve

    context.obj.run(lambda settings: run_approve(settings, suggestion))


@suggestions.command("reject")
def suggestions_reject(
    context: typer.Context,
    suggestion: _Id,
    reason: Annotated[str, typer.Argument(help="Why; it is passed on.")],
) -> None:
    """Reject a suggestion."""
    from bot.cli.suggestions import run_reject

    context.obj.run(lambda settings: run_reject(settings, suggestion, reason))


@suggestions.command("send", short_help="Send what is approved upstream.")
def suggestions_send(
    context: typer.Context,
    name: Annotated[str | None, typer.Option("--list", help="For this list only.", metavar="NAME")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be sent; send nothing.")] = False,
) -> None:
    """Send what is approved upstream, or print it as a patch where the bot may not."""
    from bot.cli.suggestions import run_send

    context.obj.run(lambda settings: run_send(settings, name, dry_run=dry_run))


@suggestions.command("block")
def suggestions_block(
    context: typer.Context,
    person: _Somebody,
    reason: Annotated[str, typer.Argument(help="Why, for other operators.")] = "",
) -> None:
    """Let somebody suggest nothing more."""
    from bot.cli.suggestions import run_block

    context.obj.run(lambda settings: run_block(settings, person, reason))


@suggestions.command("unblock")
def suggestions_unblock(context: typer.Context, person: _Somebody) -> None:
    """Let somebody suggest again."""
    from bot.cli.suggestions import run_unblock

    context.obj.run(lambda settings: run_unblock(settings, person))
