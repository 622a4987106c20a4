"""What a process that serves a catalog takes: memory in all, time to begin, and to follow a change of one line."""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.lag import fill, ticking
from benchmarks.meanings import open_model, vectors_of
from benchmarks.titles import NOW, make_catalog
from bot.bootstrap import engine_for
from bot.bootstrap.indexing import EngineMaker
from bot.domain.catalog import Catalog, CatalogEntry
from bot.ports import RevisionWrite, Store, VectorMeaning
from bot.search.engine import SearchEngine
from bot.services.encoding import Encoding
from bot.services.library import MOST, Library
from bot.storage.index_file import IndexFile
from bot.storage.store import open_store

_CHANGES = 20


@dataclass(frozen=True, slots=True)
class Serving:
    """What one process used: seconds, milliseconds, and MiB of resident memory at its peak.

    `update_ms` (median) and `update_worst_ms` are from a revision of one line written to an engine that answers with
    it.  While everything was built anew the event loop lagged by `lag_p99_ms`, and `lag_worst_ms` once.  `keep_s` and
    `restore_s`: to write the index beside the database, and to begin with what is there.  `meant`: with a model of
    meaning, and a vector for each entry.
    """

    entries: int
    meant: bool
    load_s: float
    build_s: float
    build_cpu_s: float
    serving_mib: float
    update_ms: float
    update_worst_ms: float
    rebuild_s: float
    lag_p99_ms: float
    lag_worst_ms: float
    rebuilding_mib: float
    keep_s: float
    restore_s: float


def fill_store(path: str, entries: int, *, meant: bool = False) -> None:
    """Write a made catalog to a database; *meant*: with vectors."""

    async def write() -> None:
        catalog, model = make_catalog(entries), open_model() if meant else None
        async with open_store(path) as store:
            await fill(store, catalog)
            if model is not None:
                await store.put_vectors(model.model, vectors_of(catalog, model))

    asyncio.run(write())


def serve(path: str, *, meant: bool = False) -> Serving:
    """Serve a filled database, change a line of it now and then, and at last so much that all is built anew."""
    return asyncio.run(_served(path, open_model() if meant else None))


async def _served(path: str, meaning: VectorMeaning | None) -> Serving:
    built: list[tuple[float, float]] = []

    def build(catalog: Catalog) -> SearchEngine:
        started, cpu = time.perf_counter(), time.thread_time()
        engine = engine_for(catalog, meaning)
        built.append((time.perf_counter() - started, time.thread_time() - cpu))
        return engine

    async with open_store(Path(path)) as store:
        library = Library(store, build)
        began = time.perf_counter()
        await library.refresh()
        begun = time.perf_counter() - began
        if meaning is not None:
            assert not (await Encoding(store, meaning).take_stored(library.catalog)).missing
        library.engine.search("memory efficient training")
        serving, entries = _peak(), len(library.catalog.entries)
        updates = sorted([await _update(store, library, number) for number in range(_CHANGES)])
        await store.write_revision(_revision(*library.catalog.entries[: MOST + 1]))
        began = time.perf_counter()
        async with ticking() as late:
            await library.refresh()
        rebuilt, peak = time.perf_counter() - began, _peak()
        late.sort()
        keep_s, restore_s = _kept(library, EngineMaker(meaning, IndexFile(Path(path).with_suffix(".index"))))
        return Serving(
            entries=entries,
            meant=meaning is not None,
            load_s=begun - built[0][0],
            build_s=built[0][0],
            build_cpu_s=built[0][1],
            serving_mib=serving,
            update_ms=updates[len(updates) // 2],
            update_worst_ms=updates[-1],
            rebuild_s=rebuilt,
            lag_p99_ms=late[len(late) * 99 // 100],
            lag_worst_ms=late[-1],
            rebuilding_mib=peak,
            keep_s=keep_s,
            restore_s=restore_s,
        )


def _kept(library: Library, maker: EngineMaker) -> tuple[float, float]:
    """Write the index to its file and make an engine of that; return how many seconds each takes."""
    began = time.perf_counter()
    maker.keep(library.engine, library.catalog)
    written = time.perf_counter()
    maker.make(library.catalog)
    return written - began, time.perf_counter() - written


async def _update(store: Store, library: Library, number: int) -> float:
    """Change one line, and return how many milliseconds it takes until it can be found."""
    before = library.catalog.entries[number]
    changed = replace(before, entry=replace(before.entry, title=f"{before.entry.title} renewed{number}x"))
    await store.write_revision(_revision(changed))
    began = time.perf_counter()
    await library.refresh()
    found = library.engine.search(f"renewed{number}x").hits
    taken = (time.perf_counter() - began) * 1e3
    assert [hit.entry.ref for hit in found] == [changed.ref]
    return taken


def _revision(*put: CatalogEntry) -> RevisionWrite:
    return RevisionWrite(
        list_name="bench", title="Awesome Benchmarks", source="bench.md", homepage=None, digest="1", fetched_at=NOW,
        problem_count=0, put=put, removed=(), changes=(),
    )  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
