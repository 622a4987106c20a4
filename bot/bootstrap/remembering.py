"""Reading large lists with what was kept of their last reading, in a file for each beside the database.

Only what changed of a list is read again, also by the next process.  The files are derived state: one that is of
another program, damaged or not there costs a whole reading.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot import __version__, domain, shipped
from bot.domain.entries import Reading
from bot.domain.reading import READER_VERSION, is_yaml, read_list
from bot.storage.index_file import IndexFile, Part

if TYPE_CHECKING:
    from bot.domain.markdown import Memory

WORTH_KEEPING = 400_000
"""From so many characters on, about 2,500 entries, a reading is kept; less is read within a second."""

_PIECE = 64
"""Stretches that are written and read at once, which takes less than a millisecond."""

_FORGOTTEN = 90 * 86_400.0
"""Seconds after which the file of a list that has not changed, or is not followed any more, is taken away."""


class RememberingReader:
    """Reads the texts of one list.  *beside* is the file whose name the names of its files begin with."""

    def __init__(self, list_name: str, beside: Path) -> None:
        self._list_name = list_name
        self._beside = beside

    def read(self, text: str, path: str) -> Reading:
        """Read a text of the list, of which *path* is the file's name.  Takes a second for 100,000 known entries."""
        venues = shipped.venue_table()
        if len(text) < WORTH_KEEPING or is_yaml(path):
            return read_list(text, path, venues=venues)
        from bot.domain.markdown import Memory

        file = self._file(path)
        memory = Memory(_kept(file))
        reading = read_list(text, path, venues=venues, memory=memory)
        if memory.is_news:
            self._clear_away()
            file.write(_key(), _parts(memory))
        return reading

    def _file(self, path: str) -> IndexFile:
        name = hashlib.sha256(f"{self._list_name}\0{path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return IndexFile(self._beside.with_name(f"{self._beside.name}.{name}.reading"))

    def _clear_away(self) -> None:
        for left in self._beside.parent.glob(f"{self._beside.name}.*.reading"):
            with suppress(OSError):  # another process does the same
                if left.stat().st_mtime < time.time() - _FORGOTTEN:
                    left.unlink()


def _kept(file: IndexFile) -> Mapping[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    try:
        for _, piece in file.read(_key()) or ():
            found |= cast("dict[bytes, bytes]", piece)
    except OSError:  # gone while it was read
        return {}
    return found


def _parts(memory: Memory) -> Iterator[Part]:
    items = iter(memory.used.items())
    while piece := dict(islice(items, _PIECE)):
        yield "stretches", piece


@cache
def _key() -> bytes:
    """Return what tells a reading of this very program, its tables and its Python from others."""
    from importlib.metadata import version

    python = (sys.implementation.cache_tag, marshal.version, version("markdown-it-py"))
    tables = [hashlib.sha256((shipped.data_folder() / name).read_bytes()).hexdigest() for name in shipped.TABLES]
    sources = sorted(
        (str(file.relative_to(folder)), (status := file.stat()).st_size, status.st_mtime_ns)
        for folder in map(Path, domain.__path__)
        for file in folder.rglob("*.py")
    )
    made_of = (__version__, READER_VERSION, python, tables, sources)
    return hashlib.sha256(repr(made_of).encode()).digest()
