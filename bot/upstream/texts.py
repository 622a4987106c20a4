"""The text of lists, for who wants to write into them.

The store keeps entries, not texts.  So a list is fetched again by its own source, which knows how to find its files,
with a reader that keeps what it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.entries import Reading
from bot.errors import SourceMissing
from bot.i18n import gettext as _
from bot.ports import Fetched, ListFile, ListSource, ListText
from bot.upstream.assemble import ListReader

SourceWith = Callable[[ListReader], ListSource]
"""Makes a list's source with another reader."""


@dataclass(frozen=True, slots=True)
class SourceTexts:
    """Reads lists anew from their sources, by name; see `bot.ports.ListTexts`."""

    sources: Mapping[str, SourceWith]
    reader: ListReader

    async def text_of(self, list_name: str) -> ListText:
        """Fetch and read a list.  Raises `SourceError`."""
        make = self.sources.get(list_name)
        if make is None:
            raise SourceMissing(_("No list called {name} is followed.", name=list_name), list=list_name)
        kept: dict[str, ListFile] = {}

        def read(text: str, path: str) -> Reading:
            reading = self.reader.read(text, path)
            kept[path] = ListFile(path, text, reading)
            return reading

        fetched = await make(replace(self.reader, read=read)).fetch(None)
        where = fetched.whereabouts
        assert isinstance(fetched, Fetched)  # noqa: S101 - only a known digest can make it anything else
        if where is None or not where.name.startswith("github:"):
            return ListText(tuple(kept.values()))
        page = (where.homepage or "").partition("#")[0]
        return ListText(tuple(kept.values()), page or None, where.branch, where.archived)
