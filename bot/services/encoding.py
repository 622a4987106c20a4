"""See that every entry on the lists has a vector of its present text, and that the meaning in use has it.

A vector is made once for each text and model, and kept.  Work is done in batches, each stored as it is made: whoever
is killed goes on from there, and two processes that make the same vectors do no harm.  Says nothing about how vectors
are used; that is `bot.search`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.entries import Entry
from bot.errors import BotError, StoreError
from bot.ports import Vector, VectorMeaning, VectorStore
from bot.services.library import Library

_log = logging.getLogger(__name__)

FEW = 500
"""Entries without a vector that somebody who asks once may wait for: some seconds."""
PAUSE = 10.0
"""Seconds from one look for new entries to the next."""
_TROUBLED = 3_600.0
"""Seconds to the next look where the model cannot be used: that is told now and then, as it will not mend itself."""
BATCH = 128
"""Entries that are encoded at a time: about a second, which is how long a cancellation may take."""
_TOLD_EVERY = 30.0
"""Seconds from one note of the progress to the next."""
_RECIPE = b"title. description"
"""Names what is encoded of an entry; another recipe is another text."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Meant:
    """How it stands with searching by meaning, where the settings ask for it; without a *meaning*, why not."""

    meaning: VectorMeaning | None
    trouble: str = ""


def text_of(entry: Entry) -> str:
    """Return what is encoded of an entry."""
    return f"{entry.title}. {entry.description}" if entry.description else entry.title


def digest_of(text: str) -> int:
    """Return 64 bits, signed, that name a text."""
    made = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8, key=_RECIPE)
    return int.from_bytes(made.digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Wanting:
    """What a meaning lacks of a catalog: entries with the digest of their text, by ref; and what it has too much."""

    missing: Mapping[EntryRef, tuple[CatalogEntry, int]]
    gone: frozenset[EntryRef]


def find_wanting(catalog: Catalog, current: Mapping[EntryRef, int]) -> Wanting:
    """Compare the entries of a catalog with the vectors that there are."""
    missing = {}
    for stored in catalog.entries:
        digest = digest_of(text_of(stored.entry))
        if current.get(stored.ref) != digest:
            missing[stored.ref] = (stored, digest)
    return Wanting(missing, frozenset(current.keys() - {stored.ref for stored in catalog.entries}))


class Encoding:
    """Keeps one meaning in step with one catalog.  One task at a time may use it."""

    def __init__(
        self,
        store: VectorStore,
        meaning: VectorMeaning,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._meaning = meaning
        self._ticks = ticks
        self._loaded = False

    async def take_stored(self, catalog: Catalog) -> Wanting:
        """Give the meaning what is stored for a catalog's entries, and take away what left; return what is wanting.

        What is stored is read the first time, and where much is missing: another process may have been at work.
        Raises `StoreError`.
        """
        wanting = await asyncio.to_thread(self._compare, catalog) if self._loaded else None
        if wanting is None or len(wanting.missing) > FEW:
            await self._load(catalog)
            self._loaded = True
            wanting = await asyncio.to_thread(self._compare, catalog)
        self._meaning.drop(wanting.gone)
        return wanting

    async def encode(self, wanting: Wanting, progress: Progress | None = None) -> int:
        """Make, keep and give what is wanting; return how many.  Says after each batch how many of how many are done.

        What cannot be stored is made and given all the same.  Raises `ConfigError` for a model that cannot be used.
        """
        missing = list(wanting.missing.values())
        told = self._ticks()
        for done in range(0, len(missing), BATCH):
            batch = missing[done : done + BATCH]
            data = await asyncio.to_thread(self._meaning.encode, [text_of(stored.entry) for stored, _digest in batch])
            made = [Vector(stored.ref, digest, each) for (stored, digest), each in zip(batch, data, strict=True)]
            await self._keep(made)
            self._meaning.put(made)
            if progress:
                progress(done + len(batch), len(missing))
            if self._ticks() - told >= _TOLD_EVERY:
                told = self._ticks()
                _log.info("meaning.encoding", extra={"done": done + len(batch), "of": len(missing)})
        if missing:
            await self._tidy()
            _log.info("meaning.encoded", extra={"entries": len(missing), "model": self._meaning.model})
        return len(missing)

    async def keep_forever(
        self, library: Library, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> NoReturn:
        """Look for new entries for ever, and encode them.  What goes wrong is logged, and tried again later.

        The model is loaded at once, so that the first who asks does not wait for it.
        """
        version: int | None = None
        while True:
            try:
                if version is None:
                    await asyncio.to_thread(self._meaning.encode, [""])
                await library.refresh()
                catalog = library.catalog
                if catalog.version != version:
                    await self.encode(await self.take_stored(catalog))
                    version = catalog.version
            except BotError as error:
                _log.warning("meaning.not_encoded", extra={"code": error.code, "reason": str(error), **error.fields})
            except Exception:  # noqa: BLE001 - a bug in one look must not end all; it is logged whole
                _log.exception("meaning.failed")
            await sleep(PAUSE if not self._meaning.trouble else _TROUBLED)

    def _compare(self, catalog: Catalog) -> Wanting:
        return find_wanting(catalog, self._meaning.current())

    async def _load(self, catalog: Catalog) -> None:
        """Read every vector of the model, and give those of present texts, under the catalog's own refs."""
        entries = {stored.ref: stored for stored in catalog.entries}
        self._meaning.expect(len(entries))
        page = await self._store.vectors(self._meaning.model)
        while page:
            await asyncio.to_thread(self._take, page, entries)
            page = await self._store.vectors(self._meaning.model, after=page[-1].ref)

    def _take(self, page: Sequence[Vector], entries: Mapping[EntryRef, CatalogEntry]) -> None:
        pairs = ((each, entries.get(each.ref)) for each in page)
        self._meaning.put(
            [
                Vector(of.ref, each.digest, each.data)
                for each, of in pairs
                if of and digest_of(text_of(of.entry)) == each.digest
            ]
        )

    async def _keep(self, made: list[Vector]) -> None:
        try:
            await self._store.put_vectors(self._meaning.model, made)
        except StoreError as error:
            _log.warning("meaning.not_stored", extra={"code": error.code, **error.fields})

    async def _tidy(self) -> None:
        try:
            await self._store.drop_vectors_except(self._meaning.model)
        except StoreError as error:
            _log.warning("meaning.not_tidied", extra={"code": error.code, **error.fields})
