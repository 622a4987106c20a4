"""The terminal front-end: a prompt for a person, plain lines for a pipe.

It asks the core through the functions that it is given and draws the replies; it decides nothing about
commands.  Only a person pays for prompt_toolkit, only styled output for rich.
"""

from __future__ import annotations

import asyncio
import shlex
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from bot.frontends.terminal.completion import Completer, WithLocalCommands
from bot.frontends.terminal.conversation import AskIntent, Conversation, LeaveIntent, TellIntent
from bot.frontends.terminal.forms import AskingFields, fill_in, not_sent, values_of
from bot.frontends.terminal.pipe import serve_pipe
from bot.frontends.terminal.session import Terminal
from bot.i18n import gettext as _
from bot.replies.encoding import encodable
from bot.replies.forms import Form, FormErrors
from bot.replies.model import Document, Message, Reply


class Asking(AskingFields, Protocol):
    """Asks a person for one line, or one field of a form, at a time."""

    async def ask(self, hints: Sequence[str]) -> str:
        """Return the next line.  Raises EOFError where there is none, KeyboardInterrupt where it is dropped."""
        ...


async def run_terminal(
    terminal: Terminal,
    *,
    stdin: TextIO,
    completer: Completer,
    history: Path | None = None,
    greeting: Reply | None = None,
) -> int:
    """Serve whoever is there: a person where both streams are a terminal's, else a pipe.  Return the exit code."""
    if not (stdin.isatty() and terminal.stdout.isatty()):
        return await serve_pipe(terminal, stdin)
    from bot.frontends.terminal.prompt import prompt_on

    prompt = prompt_on(stdin, terminal.stdout, terminal.look(), WithLocalCommands(completer), history)
    if greeting is not None:
        terminal.show(greeting)
    return await converse(terminal, prompt)


async def converse(terminal: Terminal, prompt: Asking) -> int:
    """Ask and answer until the person leaves.  Return the exit code."""
    conversation = Conversation()
    while True:
        try:
            line = await prompt.ask(conversation.hints())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        intent = conversation.meant(line)
        match intent:
            case LeaveIntent():
                return 0
            case TellIntent():
                terminal.show(intent.reply)
            case AskIntent():
                reply = await _answered(terminal, intent.command)
                while isinstance(reply, Form | FormErrors):
                    reply = await _after_form(terminal, prompt, reply)
                terminal.show(reply)
                if isinstance(reply, Document):
                    terminal.write("\n")
                    terminal.show(_how_to_keep(reply, intent.command))
                conversation = conversation.after(intent.command, reply)
            case None:
                continue
        terminal.write("\n")


async def _after_form(terminal: Terminal, prompt: Asking, reply: Form | FormErrors) -> Reply:
    """Have a form filled in, send it, and return what came of it."""
    form = await fill_in(reply, prompt, terminal.show)
    return await _answered(terminal, form.command, values_of(form)) if form else not_sent(reply)


def _how_to_keep(document: Document, command: str) -> Reply:
    """Return how to get a file as a file: what is on the screen is not kept."""
    example = f"awesome-bot ask {shlex.quote(command)} > {shlex.quote(document.filename)}"
    return Message(_("To keep this as a file, run: {example}", example=example))


async def _answered(terminal: Terminal, command: str, values: Mapping[str, str] | None = None) -> Reply:
    """Answer; say so if it takes long; stop on Ctrl-C."""
    task = asyncio.ensure_future(terminal.answer_safely(command, values))
    with _stopped_by_ctrl_c(task):
        try:
            done, _pending = await asyncio.wait({task}, timeout=terminal.patience)
            if not done:
                with _working(terminal):
                    await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            raise
    return Message(_("Stopped.")) if task.cancelled() else task.result()


@contextmanager
def _stopped_by_ctrl_c(task: asyncio.Future[Reply]) -> Iterator[None]:
    """Let Ctrl-C cancel *task* and nothing else."""
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGINT)
    try:
        loop.add_signal_handler(signal.SIGINT, task.cancel)
    except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)


@contextmanager
def _working(terminal: Terminal) -> Iterator[None]:
    """Say that something is going on, and wipe it away after; terminals that cannot wipe are left alone."""
    look = terminal.look()
    if not look.styled:
        yield
        return
    terminal.write(encodable(_("working…"), look.encoding))
    try:
        yield
    finally:
        terminal.write("\r\x1b[K")
