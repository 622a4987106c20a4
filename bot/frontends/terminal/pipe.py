"""Commands from a pipe, one a line, answered in order."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from bot.frontends.terminal.session import Terminal


async def serve_pipe(terminal: Terminal, stdin: TextIO) -> int:
    """Answer each line of *stdin*, a blank line between answers; skip blank lines and `#` comments.

    Return the exit code: 0, also where the reader of the answers went away early (`… | head`).
    """
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(errors="replace")
    separator = ""
    try:
        while line := await asyncio.to_thread(stdin.readline):
            command = line.strip()
            if not command or command.startswith("#"):
                continue
            reply = await terminal.answer_safely(command)
            terminal.write(separator)
            terminal.show(reply)
            separator = "\n"
    except BrokenPipeError:
        _let_go(terminal.stdout)
    return 0


def _let_go(stdout: TextIO) -> None:
    """Point the stream at nothing, so that flushing it at exit does not complain again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stdout.fileno())
        os.close(nowhere)
