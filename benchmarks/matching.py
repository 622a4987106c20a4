"""Matching a new revision with what is stored, at sizes from a small list to a very large one."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context

from benchmarks.lists import catalog
from benchmarks.measure import Row
from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry, Reading
from bot.domain.matching import match
from bot.shipped import venue_table

SIZES = (100, 1_000, 5_000, 20_000)
PROMISED = 5_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def rows() -> list[Row]:
    """Measure each size in a process of its own: one line changed, every line reformatted, every title misspelt."""
    measured = []
    for size in SIZES:
        with get_context("spawn").Pool(1) as pool:
            measured += pool.apply(_measure, (size,))
    return measured


def _measure(size: int) -> list[Row]:
    stored = catalog(size).entries
    entries = [one.entry for one in stored]
    middle = len(entries) // 2
    edited = [*entries[:middle], replace(entries[middle], year=1999), *entries[middle + 1 :]]
    revisions = {
        "one line changed": edited,
        "every line reformatted": [_reformatted(entry) for entry in entries],
        "every title misspelt, no links": [_misspelt(entry) for entry in entries],
    }
    promised = size == PROMISED
    found = [
        Row(f"match {size} entries, {what}: CPU", _cpu(stored, revision), "s", 2 if promised else None)
        for what, revision in revisions.items()
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return [*found, Row(f"match {size} entries: peak memory", peak, "MiB", 300 if promised else None)]


def _cpu(stored: Sequence[CatalogEntry], revision: Sequence[Entry]) -> float:
    reading = Reading("Awesome Benchmarks", tuple(revision))
    started = time.process_time()
    match(stored, reading, venues=venue_table(), list_name="bench", now=NOW)
    return time.process_time() - started


def _reformatted(entry: Entry) -> Entry:
    links = tuple(replace(link, url=f"{link.url.replace('/abs/', '/pdf/')}?utm_source=list") for link in entry.links)
    return replace(entry, title=f"{entry.title.upper()}.", links=links)


def _misspelt(entry: Entry) -> Entry:
    return replace(entry, title=entry.title.replace("a", "aa", 1), links=())
