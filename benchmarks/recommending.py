"""How many of a work's first five neighbours stand in its section, when sections are hidden from the index.

    scripts/bench recommending FOLDER [--sample 400] [--seed 1]

Reads every `*.md` of a folder, of several texts of one repository (`owner__repo@commit.md`) only the longest.  Beside
ours stands plain tf-idf: the cosine of titles and descriptions (Salton and Buckley, 1988).  Also says how many of five
stand in the same outermost sections where sections are known, as they are in use.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean

from benchmarks.meanings import meaning_of
from benchmarks.measure import ROOT
from benchmarks.titles import NOW
from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry, Placement
from bot.domain.reading import read_list
from bot.search.engine import SearchEngine
from bot.search.meaning import Meaning
from bot.shipped import synonym_table, venue_table

_FIVE = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Result:
    """Shares from 0 to 1 of five neighbours in the same section, and in the same outermost sections.

    `meant`: with a model of meaning beside the words, where there is one; so are `known` and `outer` then.
    """

    name: str
    entries: int
    tried: int
    chance: float
    tf_idf: float
    ours: float
    meant: float | None
    known: float
    outer: float


def main(arguments: Sequence[str]) -> int:
    """Measure each list, print a table and the means over lists, write JSON."""
    parser = argparse.ArgumentParser(prog="bench recommending")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=400, help="works of a list to find neighbours for")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(f"{'precision at 5':52s} {'tried':>10s}   chance  tf-idf   words  +meaning | section known: same  outer")
    results = []
    for path in _longest_of_each(given.folder):
        result = _measure(path, given.sample, given.seed)
        if result:
            results.append(result)
            print(_line(result), flush=True)
    if results:
        print(_line(_mean(results)))
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    (folder / "recommending.json").write_text(json.dumps([asdict(each) for each in results], indent=1) + "\n", "utf-8")
    return 0


def _line(result: Result) -> str:
    meant = f"{result.meant:9.3f}" if result.meant is not None else f"{'-':>9s}"
    tried = f"{result.tried}/{result.entries}"
    return (
        f"{result.name[:52]:52s} {tried:>10s} {result.chance:8.3f} {result.tf_idf:7.3f} {result.ours:7.3f} {meant}"
        f" | {result.known:19.3f} {result.outer:6.3f}"
    )


def _mean(results: Sequence[Result]) -> Result:
    def over(value: Callable[[Result], float]) -> float:
        return mean(map(value, results))

    return Result(
        f"mean of {len(results)} lists", sum(each.entries for each in results), sum(each.tried for each in results),
        over(lambda each: each.chance), over(lambda each: each.tf_idf), over(lambda each: each.ours),
        over(lambda each: each.meant or 0.0) if all(each.meant is not None for each in results) else None,
        over(lambda each: each.known), over(lambda each: each.outer),
    )  # fmt: skip


def _longest_of_each(folder: Path) -> list[Path]:
    texts: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("*.md")):
        texts[path.name.split("@")[0]].append(path)
    return [max(paths, key=lambda path: path.stat().st_size) for _, paths in sorted(texts.items())]


def _measure(path: Path, sample: int, seed: int) -> Result | None:
    reading = read_list(path.read_bytes().decode("utf-8", "replace"), path.name, venues=venue_table())
    entries = [entry for entry in reading.entries if any(entry.sections)]
    members: Counter[tuple[str, ...]] = Counter(section for entry in entries for section in set(entry.sections))
    rows = [row for row, entry in enumerate(entries) if any(members[section] > _FIVE for section in entry.sections)]
    if len(members) < 2 or not rows:
        return None
    rows = rows if len(rows) <= sample else random.Random(seed).sample(rows, sample)
    hidden = [replace(entry, placements=(Placement(()),)) for entry in entries]
    plain, meaning = _TfIdf(entries), meaning_of(_catalog(entries))

    def share(found: Sequence[int], row: int, depth: int | None = None) -> float:
        own = {section[:depth] for section in entries[row].sections}
        return sum(any(section[:depth] in own for section in entries[other].sections) for other in found) / _FIVE

    def neighbours(given: Sequence[Entry], model: Meaning | None) -> dict[int, list[int]]:
        engine = SearchEngine(_catalog(given), venue_table(), synonym_table(), model)
        return {row: [int(hit.entry.id) for hit in engine.similar(_ref(row), limit=_FIVE)] for row in rows}

    ours, known = neighbours(hidden, None), neighbours(entries, meaning)
    meant = neighbours(hidden, meaning) if meaning else None
    return Result(
        path.stem.split("@")[0], len(entries), len(rows),
        chance=mean(max(members[section] - 1 for section in entries[row].sections) / len(entries) for row in rows),
        tf_idf=mean(share(plain.nearest(row), row) for row in rows),
        ours=mean(share(ours[row], row) for row in rows),
        meant=mean(share(meant[row], row) for row in rows) if meant else None,
        known=mean(share(known[row], row) for row in rows),
        outer=mean(share(known[row], row, 2) for row in rows),
    )  # fmt: skip


def _catalog(entries: Sequence[Entry]) -> Catalog:
    stored = tuple(CatalogEntry(_ref(row), entry, NOW) for row, entry in enumerate(entries))
    return Catalog(1, (FollowedList("given", "Given", "given.md"),), stored)


def _ref(row: int) -> EntryRef:
    return EntryRef("given", str(row))


class _TfIdf:
    """Titles and descriptions as vectors of words, nothing else."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        counts = [Counter(_WORD.findall(f"{entry.title} {entry.description or ''}".lower())) for entry in entries]
        held = Counter(word for words in counts for word in words)
        self._vectors = [
            {word: count * math.log(len(counts) / held[word]) for word, count in words.items()} for words in counts
        ]
        self._lengths = [math.sqrt(sum(value**2 for value in vector.values())) or 1.0 for vector in self._vectors]
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(counts):
            for word in words:
                self._rows[word].append(row)

    def nearest(self, row: int) -> list[int]:
        """Return the five rows of the greatest cosine."""
        scores: dict[int, float] = defaultdict(float)
        for word, value in self._vectors[row].items():
            if value:
                for other in self._rows[word]:
                    scores[other] += value * self._vectors[other][word]
        scores.pop(row, None)
        return sorted(scores, key=lambda other: (-scores[other] / self._lengths[other], other))[:_FIVE]
