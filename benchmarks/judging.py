"""Judge one system: by the graded answers of a folder of questions, and by works that are looked for in a made catalog.

nDCG is that of Järvelin and Kekäläinen (2002) with gains of 2^grade - 1, over the first ten results.
"""

from __future__ import annotations

import gc
import json
import math
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.measure import percentile
from benchmarks.rivals import SYSTEMS, System
from benchmarks.titles import NOW, make_catalog, make_questions
from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.reading import read_list
from bot.search.text import key_of
from bot.shipped import venue_table

_PAGE = 10
_MENU = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """How one system answered questions judged by hand.

    `ndcg` and `mrr` are means over questions that have answers; `negatives` is the share of the others that were
    rightly answered with nothing, `empty` the share that was wrongly so.
    """

    system: str
    ndcg: float
    mrr: float
    negatives: float
    empty: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How one system fared on a made catalog.

    Building in seconds of CPU; `index_mib` is what it holds beyond the catalog, `total_mib` the whole process.
    `hit` and `hit_slipped` are the shares of titles that stood among the first eight completions.
    """

    system: str
    entries: int
    build_s: float
    index_mib: float
    total_mib: float
    mrr: float
    mrr_misspelt: float
    p50_ms: float
    p95_ms: float
    hit: float
    hit_slipped: float
    complete_p95_ms: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its graded answers, by the key of a title; none where nothing on the list is right."""

    text: str
    grades: dict[str, int]


def judge(name: str, folder: Path) -> Judged | None:
    """Ask a system every question of a folder; None where it is not installed."""
    catalog = catalog_of(folder / "catalog.yaml")
    system = _built(name, catalog)
    if system is None:
        return None
    keys = [key_of(stored.entry.title) for stored in catalog.entries]
    questions = questions_of(folder / "queries.jsonl")
    for question in questions:
        system.search(question.text, _PAGE)
    times: list[float] = []
    ranked = [[keys[row] for row in _timed(times, system.search, question.text, _PAGE)] for question in questions]
    asked = list(zip(questions, ranked, strict=True))
    positive = [(question.grades, found) for question, found in asked if question.grades]
    negative = [found for question, found in asked if not question.grades]
    return Judged(
        name,
        ndcg=mean(ndcg(grades, found) for grades, found in positive),
        mrr=mean(_reciprocal(grades, found) for grades, found in positive),
        negatives=mean(not found for found in negative) if negative else math.nan,
        empty=mean(not found for _, found in positive),
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )


def catalog_of(path: Path) -> Catalog:
    """Read a list in the format of YAML catalogs."""
    reading = read_list(path.read_text("utf-8"), path.name, venues=venue_table())
    stored = tuple(
        CatalogEntry(EntryRef("given", f"entry-{number}"), entry, NOW) for number, entry in enumerate(reading.entries)
    )
    return Catalog(1, (FollowedList("given", reading.title, path.name),), stored)


def questions_of(path: Path) -> list[Question]:
    """Read questions, one a line, with their graded answers."""
    given = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return [
        Question(each["query"], {key_of(found["title"]): int(found["grade"]) for found in each["relevant"]})
        for each in given
    ]


def ndcg(grades: dict[str, int], found: Sequence[str]) -> float:
    """Return the normalised discounted cumulative gain of the first ten, from 0 to 1."""
    best = sorted(grades.values(), reverse=True)[:_PAGE]
    return _gain([grades.get(key, 0) for key in found[:_PAGE]]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades))


def measure(name: str, size: int, count: int) -> Measured | None:
    """Build a system over a made catalog and ask it; None where it is not installed."""
    catalog = make_catalog(size)
    questions = make_questions(catalog, count)
    gc.collect()
    before, started = _resident(), time.process_time()
    system = _built(name, catalog)
    if system is None:
        return None
    build = time.process_time() - started
    gc.collect()
    index, times, typed = _resident() - before, list[float](), list[float]()
    for text, _row in questions.exact[:20]:
        system.search(text, _PAGE)
    exact = _mean_rank(questions.exact, lambda text: _timed(times, system.search, text, _PAGE))
    misspelt = _mean_rank(questions.misspelt, lambda text: _timed(times, system.search, text, _PAGE))
    for text in questions.topics:
        _timed(times, system.search, text, _PAGE)
    hits = [row in _timed(typed, system.complete, text, _MENU) for text, row in questions.beginnings]
    slipped = [row in _timed(typed, system.complete, text, _MENU) for text, row in questions.slipped]
    return Measured(
        name, size, build, index, _resident(), exact, misspelt, percentile(times, 50), percentile(times, 95),
        mean(hits), mean(slipped), percentile(typed, 95),
    )  # fmt: skip


def _built(name: str, catalog: Catalog) -> System | None:
    try:
        return SYSTEMS[name](catalog)
    except ModuleNotFoundError:
        return None


def _reciprocal(grades: dict[str, int], found: Sequence[str]) -> float:
    best = max(grades.values())
    return next((1 / (at + 1) for at, key in enumerate(found) if grades.get(key, 0) == best), 0.0)


def _mean_rank(asked: Iterable[tuple[str, int]], answer: Callable[[str], list[int]]) -> float:
    ranks = []
    for text, row in asked:
        found = answer(text)
        ranks.append(1 / (found.index(row) + 1) if row in found else 0.0)
    return mean(ranks) if ranks else math.nan


def _timed(times: list[float], ask: Callable[[str, int], list[int]], text: str, limit: int) -> list[int]:
    started = time.perf_counter()
    found = ask(text, limit)
    times.append((time.perf_counter() - started) * 1e3)
    return found


def _resident() -> float:
    """Return the memory in use, in MiB; where the system does not tell, the most that there was."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return pages * resource.getpagesize() / 2**20
