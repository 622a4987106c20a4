"""`outbox`: what waits to be sent, and what operators do about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import UsageError
from bot.i18n import gettext as _

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.domain.outbox import Delivery

outbox = typer.Typer(help="Look after the messages that wait to be sent.", no_args_is_help=True)

_MOST = 200


class StateChoice(StrEnum):
    """Which messages `outbox list` lists."""

    OPEN = "open"
    SENT = "sent"
    DROPPED = "dropped"
    ALL = "all"


class ListFormat(StrEnum):
    """How `outbox list` prints."""

    TABLE = "table"
    JSON = "json"


@outbox.command("list", short_help="List messages that wait, or others.")
def list_messages(
    context: typer.Context,
    state: Annotated[StateChoice, typer.Option("--state", help="Which messages.")] = StateChoice.OPEN,
    limit: Annotated[int, typer.Option("--limit", help="How many at most.", min=1)] = _MOST,
    list_format: Annotated[ListFormat, typer.Option("--format", help="How to print.")] = ListFormat.TABLE,
) -> None:
    """List messages, the newest digest first: those that wait or are being sent, or others."""
    found = context.obj.run(lambda settings: _found(settings, state, limit))
    if list_format is ListFormat.JSON:
        typer.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print_table(found)


@outbox.command(short_help="Send a message again, now.")
def retry(context: typer.Context, message: Annotated[str, typer.Argument(help="The id of a message.")]) -> None:
    """Send a message again, now: one that waits, is stuck or was given up."""
    context.obj.run(lambda settings: _retry(settings, message))


@outbox.command()
def drop(
    context: typer.Context,
    message: Annotated[str, typer.Argument(help="The id of a message.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; people are told when they ask.")] = "",
) -> None:
    """Give a message up; what waits behind it goes on."""
    context.obj.run(lambda settings: _drop(settings, message, reason))


async def _found(settings: Settings, state: StateChoice, limit: int) -> tuple[Delivery, ...]:
    from bot.bootstrap import opened_store
    from bot.domain.outbox import DeliveryState

    states = {
        StateChoice.OPEN: (DeliveryState.QUEUED, DeliveryState.SENDING),
        StateChoice.SENT: (DeliveryState.SENT,),
        StateChoice.DROPPED: (DeliveryState.DROPPED,),
        StateChoice.ALL: (),
    }
    async with opened_store(settings) as store:
        return await store.deliveries(states=states[state], limit=limit)


async def _retry(settings: Settings, message: str) -> None:
    from bot.bootstrap import SystemClock, opened_store

    async with opened_store(settings) as store:
        if not await store.retry_delivery(message, SystemClock().now()):
            raise _none_such(message)
    typer.echo(_("{message} is sent again as soon as its destination takes it.", message=message))


async def _drop(settings: Settings, message: str, reason: str) -> None:
    from bot.bootstrap import opened_store

    async with opened_store(settings) as store:
        if not await store.drop_delivery(message, reason or _("An operator gave it up.")):
            raise _none_such(message)
    typer.echo(_("{message} will not be sent.", message=message))


def _none_such(message: str) -> UsageError:
    return UsageError(
        _("No message {message} is there that has not been sent. awesome-bot outbox list shows those.", message=message)
    )


def _print_table(found: Sequence[Delivery]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bot.replies.harmless import harmless

    if not found:
        typer.echo(_("No message is in that state."))
        return
    table = Table(
        _("message"), _("destination"), _("state"), _("since"), _("attempts"), _("last failure"),
        box=None, header_style="bold",
    )  # fmt: skip
    for each in found:
        since = (each.sent_at or each.sending_since or each.due_at).strftime("%Y-%m-%d %H:%M UTC")
        cells = (each.id, each.destination.key, each.state.value, since, str(each.attempts), each.failure or "")
        table.add_row(*(Text(harmless(cell, 200)) for cell in cells))
    Console(highlight=False).print(table)


def _as_json(delivery: Delivery) -> dict[str, object]:
    sent = delivery.sent
    return {
        "id": delivery.id,
        "digest": delivery.digest_id,
        "subscription": delivery.subscription_id,
        "destination": delivery.destination.key,
        "part": delivery.part,
        "manner": delivery.manner.value,
        "title": delivery.title,
        "state": delivery.state.value,
        "due_at": delivery.due_at.isoformat(),
        "attempts": delivery.attempts,
        "sending_since": delivery.sending_since.isoformat() if delivery.sending_since else None,
        "sent_at": delivery.sent_at.isoformat() if delivery.sent_at else None,
        "url": sent.url if sent else None,
        "failure": delivery.failure,
    }
