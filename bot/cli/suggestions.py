"""`suggestions`: what operators see of suggestions, and decide, from the command line.

An operator decides about all of them, under the name `operator`, by which the history tells it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import typer

from bot.bootstrap import desk_for, index_of, open_suggesting, opened_store
from bot.commands.moderating import told
from bot.commands.suggesting import office_of, shown
from bot.config import Settings
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.errors import UsageError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.ports import Block
from bot.replies.layout import lay_out
from bot.replies.model import Reply
from bot.replies.people import with_keys
from bot.replies.plain import to_plain
from bot.services.suggesting.cards import state_words
from bot.services.suggesting.deciding import approve, decide
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.sending import send

OPERATOR = Guest("operator", manages=True)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Office]:
    async with opened_store(settings) as store:
        built = desk_for(store, index=index_of(settings))
        async with open_suggesting(settings, built) as desk:
            await desk.library.load()
            yield office_of(desk)


async def run_list(settings: Settings, state: str | None) -> None:
    """Print suggestions, one a line: id, state, votes, list, title."""
    states = (SuggestionState(state),) if state else ()
    async with opened_store(settings) as store:
        found = await store.suggestions(states=states)
        if not found:
            typer.echo(_("No suggestion is in that state.") if state else _("There are no suggestions."), err=True)
        for each in found:
            fields = (each.id, each.state.value, str(each.votes), each.list_name, " ".join(each.proposal.title.split()))
            typer.echo("\t".join(fields))


async def run_show(settings: Settings, suggestion_id: str) -> None:
    """Print everything about one suggestion."""
    async with _opened(settings) as office:
        suggestion = await office.find(suggestion_id)
        reply = await shown(office, OPERATOR, suggestion, await inspect(office, suggestion))
        _print(office, with_keys(reply))


async def run_approve(settings: Settings, suggestion_id: str) -> None:
    """Approve one suggestion."""

    async def work(office: Office, suggestion: Suggestion) -> Suggestion:
        return (await approve(office, OPERATOR, suggestion)).suggestion

    await _decided(settings, suggestion_id, work)


async def run_reject(settings: Settings, suggestion_id: str, reason: str) -> None:
    """Reject one suggestion."""

    async def work(office: Office, suggestion: Suggestion) -> Suggestion:
        return (await decide(office, OPERATOR, suggestion, SuggestionAction.REJECT, reason)).suggestion

    await _decided(settings, suggestion_id, work)


async def _decided(
    settings: Settings, suggestion_id: str, work: Callable[[Office, Suggestion], Awaitable[Suggestion]]
) -> None:
    async with _opened(settings) as office:
        after = await work(office, await office.find(suggestion_id))
        typer.echo(_("{id}: “{title}” is {state}.", id=after.id, title=after.title, state=state_words(after)))


async def run_send(settings: Settings, list_name: str | None, *, dry_run: bool) -> None:
    """Send what is approved for one list, or for all, or print what would be sent."""
    names = [each.name for each in settings.lists]
    if list_name is not None and list_name not in names:
        lists = enumeration(names)
        raise UsageError(_("No list called {name} is followed. There is {lists}.", name=list_name[:40], lists=lists))
    async with _opened(settings) as office:
        for name in [list_name] if list_name else names:
            _print(office, told(await send(office, name, dry_run=dry_run)))


async def run_block(settings: Settings, person: str, reason: str) -> None:
    """Let a person suggest nothing more."""
    async with _opened(settings) as office:
        await office.store.put_block(Block(person, OPERATOR.key, reason, office.clock.now()))
    typer.echo(_("{person} cannot suggest anything any more.", person=person))


async def run_unblock(settings: Settings, person: str) -> None:
    """Let a person suggest again."""
    async with opened_store(settings) as store:
        was = await store.remove_block(person)
    typer.echo(
        _("{person} can suggest again.", person=person) if was else _("{person} was not blocked.", person=person)
    )


def _print(office: Office, reply: Reply) -> None:
    typer.echo(to_plain(lay_out(reply, now=office.clock.now())), nl=False)
