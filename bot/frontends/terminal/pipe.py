"""Commands from a pipe, one a line, answered in order."""

from __future__ import annotations

import asyncio
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
    with suppress(BrokenPipeError):
        while line := await asyncio.to_thread(stdin.readline):
            command = line.strip()
            if not command or command.startswith("#"):
                continue
            reply = await terminal.answer_safely(command)
            terminal.write(separator)
            terminal.show(reply)
            separator = "\n"
    return 0
