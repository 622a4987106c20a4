"""A terminal session with a canned core, to be run as a module in a pseudo-terminal; see `test_pty`."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.domain.destinations import person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.frontends.terminal.app import run_terminal
from bot.frontends.terminal.completion import Candidate, LocalCandidate
from bot.frontends.terminal.delivery import TerminalMessenger
from bot.frontends.terminal.look import look_of, terminal_width
from bot.frontends.terminal.session import Terminal
from bot.ports import Posting
from bot.replies.model import Message, Reply
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW

_COMMANDS = {"/search ": "find entries", "/show ": "everything about one", "/similar ": "neighbours"}


class _Core:
    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        typed = line[:cursor]
        if typed.startswith("/show "):
            return [LocalCandidate("poet", "POET: Training\x1b]0;owned\x07", "poet", 6)]
        return [
            LocalCandidate(name, name, meta) for name, meta in _COMMANDS.items() if typed and name.startswith(typed)
        ]


_waiting: list[asyncio.Task[SentMessage]] = []


async def _answer(command: str) -> Reply:
    if command == "never":
        await asyncio.Event().wait()
    if command == "subscribe":  # from then on a signal brings a digest
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, lambda: _waiting.append(loop.create_task(_deliver())))
    if command.startswith("/search"):
        return SAMPLES["middle page"]
    return SAMPLES.get(command, Message(f"You said {command}."))


async def _submit(command: str, values: Mapping[str, str]) -> Reply:
    return Message(f"{command} got {values['title']} in {values['section']} with {values['note']!r}.")


async def _deliver() -> SentMessage:
    delivery = Delivery("d-0", "d", "s", person_destination("terminal:local"), 0, Manner.PLAIN, "", NOW)
    return await TerminalMessenger(_terminal()).post(Posting(delivery, Message("Two new papers.")))


def _terminal() -> Terminal:
    return Terminal(
        _answer,
        _submit,
        lambda: look_of(sys.stdout, os.environ, width=terminal_width(sys.stdout)),
        lambda: NOW,
        sys.stdout,
    )


def main() -> int:
    """Take the terminal for our own, so that Ctrl-C is a signal, and talk."""
    fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSCTTY, 0)
    session = run_terminal(
        _terminal(), stdin=sys.stdin, completer=_Core(), history=Path(sys.argv[1]), greeting=Message("Welcome.")
    )
    return asyncio.run(session)


if __name__ == "__main__":
    sys.exit(main())
