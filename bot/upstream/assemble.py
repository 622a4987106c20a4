"""Make one reading out of the files that a source gives: the main one, and the sub-files that it is an index of.

Knows neither networks nor disks: a source passes in how to open a file of its own repository.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.domain.entries import Problem, Reading
from bot.domain.parts import merge_parts
from bot.domain.reading import is_yaml
from bot.domain.subfiles import LinkedFile, is_index, linked_files
from bot.errors import NotAList
from bot.i18n import gettext as _
from bot.upstream.content import MAX_BYTES, check_content, decode

MAX_FILES = 60
"""Sub-files that are followed; what a README links beyond them becomes a problem of the reading."""


@dataclass(frozen=True, slots=True)
class ListReader:
    """How a list's text becomes a reading: `read(text, filename)` and the version of that way of reading."""

    version: bytes
    read: Callable[[str, str], Reading]


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file as its source gave it: its path, its bytes (None where it is linked but not there), its charset."""

    path: str
    data: bytes | None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Assembled:
    """A list read from all its files, the main one first."""

    reading: Reading
    digest: str
    files: tuple[ListFile, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files."""
        return tuple(file.path for file in self.files)


Opener: TypeAlias = Callable[[str], Awaitable[bytes | None]]
"""Gives the bytes of a file by its path; None where there is none."""


def digest_of(reader: ListReader, files: Sequence[ListFile]) -> str:
    """Return a SHA-256 that changes when the files, or the way of reading them, change."""
    digest = hashlib.sha256(reader.version)
    if len(files) == 1:
        digest.update(files[0].data or b"")
        return digest.hexdigest()
    for file in files:
        size = -1 if file.data is None else len(file.data)
        digest.update(f"\0{file.path}\0{size}\0".encode())
        digest.update(file.data or b"")
    return digest.hexdigest()


async def reopen(main: ListFile, paths: Sequence[str], open_file: Opener) -> tuple[ListFile, ...]:
    """Open again the files that made up a list last time, so that their digest can be compared without reading them."""
    return (main, *[ListFile(path, await open_file(path)) for path in paths[1:]])


async def assemble(
    main: ListFile, *, source: str, reader: ListReader, open_file: Opener | None, repository: Collection[str] = ()
) -> Assembled:
    """Read a list whole.  Without *open_file* no link is followed.

    Raises `NotAList` where the main file, or everything in it, is no list; whatever *open_file* raises passes.
    """
    check_content(main.data or b"", source, filename=main.path)
    reading, links = await asyncio.to_thread(_read_main, main, reader, repository)
    parts: dict[str, Reading] = {}
    everything = [main]
    if links and open_file:
        everything += await _open_parts(links[:MAX_FILES], open_file, source)
        parts = await asyncio.to_thread(_read_parts, everything[1:], reader, source)
        reading = merge_parts(reading, links[:MAX_FILES], parts, main.path, repository)
        reading = _mention_left_out(reading, links[MAX_FILES:])
    if not reading.entries and not reading.problems:
        sentence = _(
            "{source} has no entries that the bot can read. Name the file that holds the list, if it is another one.",
            source=source,
        )
        raise NotAList(sentence, source=source)
    return Assembled(reading, digest_of(reader, everything), tuple(everything))


def _read_main(
    main: ListFile, reader: ListReader, repository: Collection[str]
) -> tuple[Reading, tuple[LinkedFile, ...]]:
    text = decode(main.data or b"", main.charset)
    reading = reader.read(text, main.path)
    if is_yaml(main.path):
        return reading, ()
    links = linked_files(text, main.path, repository)
    return reading, links if is_index(reading, links, main.path, repository) else ()


async def _open_parts(links: Sequence[LinkedFile], open_file: Opener, source: str) -> list[ListFile]:
    files = []
    total = 0
    for link in links:
        data = await open_file(link.path)
        total += len(data or b"")
        if total > MAX_BYTES:
            sentence = _("The files of {source} are larger than 20 MB together, which no list is.", source=source)
            raise NotAList(sentence, source=source)
        files.append(ListFile(link.path, data))
    return files


def _read_parts(files: Sequence[ListFile], reader: ListReader, source: str) -> dict[str, Reading]:
    """Read the parts that are there; one that is no list (empty as yet, a binary) becomes a problem, not an end."""
    readings: dict[str, Reading] = {}
    for file in files:
        if file.data is None:
            continue
        try:
            check_content(file.data, f"{source}, {file.path}", filename=file.path)
            readings[file.path] = reader.read(decode(file.data), file.path)
        except NotAList as error:
            readings[file.path] = Reading("", (), (Problem(0, str(error)),))
    return readings


def _mention_left_out(reading: Reading, links: Sequence[LinkedFile]) -> Reading:
    if not links:
        return reading
    sentence = _(
        "{path} and what is linked after it was not read: a list may have {count} files.",
        path=links[0].path,
        count=MAX_FILES,
    )
    return replace(reading, problems=(*reading.problems, Problem(links[0].line, sentence)))
