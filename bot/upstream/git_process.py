"""Run git: without a shell, without the caller's GIT_* variables, bounded in time and output, reading only.

A repository's own configuration is not trusted: nothing here runs its hooks, filters, monitors or helpers.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import NotAList, SourceError, SourceMissing, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.content import MAX_BYTES

_SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never", "log.showSignature=false")
_ARGUMENTS = ("--no-pager", "--no-replace-objects", *(a for s in _SETTINGS for a in ("-c", s)))


@dataclass(frozen=True, slots=True)
class Command:
    """A git command under way, and the two ends of its pipes."""

    process: asyncio.subprocess.Process
    questions: asyncio.StreamWriter
    printed: asyncio.StreamReader

    async def ended(self) -> int:
        """Wait for the end; return the exit code."""
        return await self.process.wait()

    async def end(self) -> None:
        """Kill the command where it still runs, and leave nothing open."""
        self.questions.close()
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        while await self.printed.read(65_536):
            pass  # the pipe closes only when it is read to its end


@dataclass(frozen=True, slots=True)
class Git:
    """Reads one repository.  `timeout` is in seconds, for each command."""

    folder: Path
    timeout: float = 60.0
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    async def output(self, *arguments: str, limit: int = MAX_BYTES) -> bytes | None:
        """Return what a command prints; None where git fails (no such revision, no such file).

        Raises `SourceMissing` without git, folder or repository, `NotAList` beyond *limit* bytes,
        `SourceUnreachable` where it takes too long.
        """
        async with self.timed(), self.running(*arguments) as command:
            data = await _read(command.printed, limit + 1)
            if len(data) > limit:
                sentence = _(
                    "{folder} holds more than {size} MB where the list should be, which no list has.",
                    folder=self.folder,
                    size=limit // 2**20,
                )
                raise NotAList(sentence, folder=str(self.folder))
            return data if await command.ended() == 0 else None

    @asynccontextmanager
    async def running(self, *arguments: str) -> AsyncIterator[Command]:
        """Run a command for the time of the block, which may be left before it ends."""
        if not self.folder.is_dir():
            raise SourceMissing(_("There is no folder {folder}.", folder=self.folder), folder=str(self.folder))
        try:
            command = await self._start(arguments)
        except FileNotFoundError:
            sentence = _("git is not installed, and {folder} is a git repository. Install git.", folder=self.folder)
            raise SourceError(sentence, folder=str(self.folder)) from None
        try:
            yield command
        finally:
            await command.end()

    async def _start(self, arguments: tuple[str, ...]) -> Command:
        process = await asyncio.create_subprocess_exec(
            "git",
            *_ARGUMENTS,
            *arguments,
            cwd=self.folder,
            env=self._environment(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a process was started without the pipes asked for")  # noqa: EM101 - never happens
        return Command(process, process.stdin, process.stdout)

    @asynccontextmanager
    async def timed(self) -> AsyncIterator[None]:
        """Bound the time of a block.  Raises `SourceUnreachable` where it takes longer."""
        try:
            async with asyncio.timeout(self.timeout):
                yield
        except TimeoutError:
            sentence = _("git took too long to read {folder}. The bot will try again.", folder=self.folder)
            raise SourceUnreachable(sentence, folder=str(self.folder), seconds=self.timeout) from None

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in self.environment.items() if not name.startswith("GIT_")}
        return kept | {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "LC_ALL": "C",
        }


async def _read(stream: asyncio.StreamReader, limit: int) -> bytes:
    chunks = bytearray()
    while len(chunks) < limit and (chunk := await stream.read(65_536)):
        chunks += chunk
    return bytes(chunks)
