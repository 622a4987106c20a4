"""`run` and `ask`: answers in the terminal."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import typer

from bot.bootstrap import (
    communities_of,
    delivering,
    desk_for,
    digesting,
    encoding,
    index_of,
    keeping_suggestions,
    meant_by,
    open_suggesting,
    opened_store,
    platforms_of,
    polling,
)
from bot.cli.encoding import encode_few
from bot.cli.local_time import local_zone
from bot.cli.serving import beside_platforms
from bot.cli.sync import sync_at_start, sync_sentences
from bot.commands.answer import answer_form, answer_line
from bot.commands.complete import LineCompleter
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.config import Settings
from bot.config.communities import one_sided
from bot.domain.destinations import person_destination
from bot.errors import StoreBusy, StoreReadOnly
from bot.frontends.terminal.app import run_terminal
from bot.frontends.terminal.delivery import TerminalMessenger
from bot.frontends.terminal.look import look_of, terminal_width
from bot.frontends.terminal.session import Terminal
from bot.i18n import enumeration, language
from bot.i18n import gettext as _
from bot.logs import log_to_file
from bot.ports import Store
from bot.replies.machine import as_json
from bot.replies.model import Choice, Failure, Message, Reply
from bot.services.dispatching import Deliver


def person_here() -> Person:
    """Return whoever sits at this machine's terminal: they may do everything, as they have the settings file."""
    key = "terminal:local"
    return Person(
        key, person_destination(key), manages=True, zone=local_zone(os.environ), locale=language(), operates=True
    )


async def run_chat(settings: Settings, *, plain: bool) -> int:
    """Answer at a prompt where there is a terminal, else line by line from standard input.

    Answers come from what is stored, or from a list's seed; meanwhile the lists are checked in the background.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(OSError):  # a folder that cannot be written is told of, better, by the store
            log_to_file(settings.data_dir / "awesome-bot.log", settings.log.level, settings.log.format)
    for sentence in one_sided(communities_of(settings), platforms_of(settings)):
        typer.echo(sentence, err=True)
    async with (
        _open_desk(settings) as opened,
        digesting(opened) as dispatch,
        polling(settings, opened),
        encoding(opened),
        keeping_suggestions(settings, opened),
    ):
        deliver = delivering(opened, dispatch)
        desk = replace(opened, nudge=dispatch.nudge)
        terminal = _terminal(desk, plain=plain)
        running = run_terminal(
            terminal,
            stdin=sys.stdin,
            completer=LineCompleter(desk),
            history=settings.data_dir / "history",
            greeting=_greeting(desk),
        )
        async with _shown_to_person(terminal, deliver):
            return await beside_platforms(settings, desk, running, alone=not sys.stdin.isatty(), deliver=deliver)


@asynccontextmanager
async def _shown_to_person(terminal: Terminal, deliver: Deliver) -> AsyncIterator[None]:
    """Show digests of whoever sits at the prompt, as they come; what comes while nobody does waits."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield
        return
    showing = asyncio.ensure_future(deliver(TerminalMessenger(terminal)))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


def _greeting(desk: Desk) -> Message:
    titles = enumeration(each.title for each in desk.library.catalog.lists)
    count = len(desk.library.catalog.entries)
    return Message(
        _("{titles}: {count} entries. Ask in plain words; Tab completes, Ctrl-D leaves.", titles=titles, count=count),
        actions=(Choice(_("what you can do"), "/help"),),
    )


async def run_ask(settings: Settings, command: str, *, json_form: bool, plain: bool) -> int:
    """Answer one command, or each line of standard input where it is `-`; 1 if the one could not be answered."""
    async with _open_desk(settings) as desk:
        if command != "-":
            return await _answer(desk, command, json_form=json_form, plain=plain)
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                await _answer(desk, line, json_form=json_form, plain=plain)
    return 0


async def _answer(desk: Desk, line: str, *, json_form: bool, plain: bool) -> int:
    started = time.perf_counter()
    name, reply = await answer_line(desk, line, person_here())
    if json_form:
        elapsed_ms = (time.perf_counter() - started) * 1e3
        typer.echo(json.dumps(as_json(name, reply, elapsed_ms), ensure_ascii=False))
        sys.stdout.flush()
    else:
        _terminal(desk, plain=plain).show(reply)
    return 1 if isinstance(reply, Failure) else 0


def _terminal(desk: Desk, *, plain: bool) -> Terminal:
    async def answer(line: str) -> Reply:
        return (await answer_line(desk, line, person_here()))[1]

    async def submit(line: str, values: Mapping[str, str]) -> Reply:
        return (await answer_form(desk, line, values, person_here()))[1]

    return Terminal(
        answer=answer,
        submit=submit,
        look=lambda: look_of(sys.stdout, os.environ, width=terminal_width(sys.stdout), plain=plain),
        now=desk.clock.now,
        stdout=sys.stdout,
    )


@asynccontextmanager
async def _open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open the store, look at what is on this machine (at its bytes, where nothing changed), build the desk."""
    async with opened_store(settings) as store:
        for sentence in await _sentences_at_start(settings, store):
            typer.echo(sentence, err=True)
        desk = desk_for(
            store,
            settle=settings.settle,
            communities=communities_of(settings),
            platforms=platforms_of(settings),
            meant=meant_by(settings),
            index=index_of(settings),
        )
        await desk.library.refresh()
        await encode_few(desk)
        async with open_suggesting(settings, desk) as suggesting:
            yield suggesting


async def _sentences_at_start(settings: Settings, store: Store) -> list[str]:
    """Sync what is on this machine, and return what is worth saying about it.

    Where the store cannot be written, what is in it is still worth asking.  Raises `StoreError` where there is nothing.
    """
    try:
        outcomes = await sync_at_start(settings, store)
    except (StoreBusy, StoreReadOnly) as error:
        if not await store.followed_lists():
            raise
        return [str(error)]
    return [
        sentence
        for outcome in outcomes
        if not outcome.unchanged and not outcome.first
        for sentence in sync_sentences(outcome)
    ]
