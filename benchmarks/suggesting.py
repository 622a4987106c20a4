"""Take real entries out of lists and suggest them back: how many lines, places and sections are as they were.

    scripts/bench suggesting FOLDER [--sample 60] [--seed 1] [--jobs 2]

Reads every `*.md` of a folder and copies nothing.  Of a list with more entries than the sample a random part is tried
(the same for one seed); the table says so.  What is suggested is what a form could hold: the labels of links, for
example, are not in it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measure import ROOT
from bot.domain.entries import Entry, Link, Reading
from bot.domain.reading import read_list
from bot.domain.suggesting import Addition, Proposal, write_line
from bot.domain.suggesting.neighbours import Neighbour, Neighbourhood
from bot.domain.suggesting.source import ListText
from bot.errors import SuggestionError
from bot.search.lexicon import Lexicon
from bot.search.placing import guess_sections
from bot.shipped import synonym_table, venue_table

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"^\s*\d+[.)]")


@dataclass(slots=True)
class Result:
    """What came of one list.  All but the first two are counts of the entries that were tried."""

    name: str
    entries: int
    tried: int = 0
    same: int = 0
    kinds: int = 0
    identical: int = 0
    place: int = 0
    refused: int = 0
    first: int = 0
    third: int = 0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str]) -> int:
    """Measure each list of a folder, print a table, write JSON; 1 if a line does not read as its entry."""
    parser = argparse.ArgumentParser(prog="bench suggesting")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=60, help="entries to try of each list")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="part of a file's name")
    given = parser.parse_args(arguments)
    files = [path for path in sorted(given.folder.glob("*.md")) if given.only in path.name]
    print(_HEAD)
    results = []
    with get_context("spawn").Pool(given.jobs) as pool:
        for result in pool.imap(_measure, [(path, given.sample, given.seed) for path in files]):
            results.append(result)
            print(_line(result), flush=True)
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    content = [asdict(result) for result in results]
    (folder / "suggesting.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return int(any(result.same + result.refused < result.tried for result in results))


_HEAD = (
    f"{'percent of the entries tried':52s} {'tried':>9s}  same kinds  line place refused  top-1 top-3   s/entry\n"
    "same: every field and address and the section; line: white space and its number aside"
)


def _line(result: Result) -> str:
    def percent(count: int) -> str:
        return f"{100 * count / max(result.tried, 1):5.1f}"

    tried = f"{result.tried}/{result.entries}"
    reasons = "".join(f"\n    {count} × {reason}" for reason, count in result.reasons.most_common(4))
    return (
        f"{result.name[:52]:52s} {tried:>9s} {percent(result.same)} {percent(result.kinds)} {percent(result.identical)}"
        f" {percent(result.place)} {percent(result.refused):>7s}  {percent(result.first)} {percent(result.third)}"
        f"   {result.seconds / max(result.tried, 1):7.2f}{reasons}"
    )


def _measure(task: tuple[Path, int, int]) -> Result:
    path, sample, seed = task
    text = path.read_bytes().decode("utf-8", "replace")
    reading = read_list(text, path.name, venues=venue_table())
    source = ListText(text)
    neighbours = Neighbourhood(source, reading, venue_table()).all
    entries = list(reading.entries)
    if len(entries) > sample:
        entries = random.Random(seed).sample(entries, sample)
    result = Result(path.name, len(reading.entries))
    started = time.process_time()
    for entry in entries:
        _try(entry, source, [each for each in neighbours if each.entry is entry], result)
    result.seconds = time.process_time() - started
    for entry in entries:
        _guess(entry, reading, result)
    return result


def _proposal(entry: Entry) -> Proposal:
    return Proposal(
        title=entry.title,
        section=entry.sections[0],
        links=tuple(Link(link.kind, link.url) for link in entry.links),
        kind=entry.kind,
        name=entry.name,
        authors=entry.authors,
        venue=entry.venue,
        year=entry.year,
        description=entry.description,
    )


def _try(entry: Entry, source: ListText, places: Sequence[Neighbour], result: Result) -> None:
    gone = {line for place in places for line in range(place.start, place.end)}
    kept = (line + end for at, (line, end) in enumerate(zip(source.lines, source.ends, strict=True)) if at not in gone)
    result.tried += 1
    try:
        found = write_line("".join(kept), _proposal(entry), venues=venue_table(), complete=True)
    except SuggestionError as error:
        result.refused += 1
        result.reasons[_SPACE.sub(" ", str(error))[:110]] += 1
        return
    _compare(entry, "\n".join(source.lines[places[0].start : places[0].end]), found, source, result)


def _compare(entry: Entry, line: str, found: Addition, source: ListText, result: Result) -> None:
    again = found.entry
    same = _facts(entry) == _facts(again)
    result.same += same
    if not same:
        result.reasons[f"reads otherwise: {entry.title[:60]}"] += 1
    result.kinds += same and [link.kind for link in entry.links] == [link.kind for link in again.links]
    identical = _bare(line) == _bare(found.line)
    result.identical += identical
    whole = "".join(map("".join, zip(source.lines, source.ends, strict=True)))
    result.place += identical and _SPACE.sub("", found.text) == _SPACE.sub("", whole)


def _facts(entry: Entry) -> tuple[object, ...]:
    urls = [link.url for link in entry.links]
    return (entry.title, entry.authors, entry.venue, entry.year, entry.description, urls, entry.sections[0])


def _bare(line: str) -> str:
    return _SPACE.sub("", _NUMBER.sub("", line))


def _guess(entry: Entry, reading: Reading, result: Result) -> None:
    others = [other for other in reading.entries if other is not entry]
    sections = [section for other in reading.entries for section in other.sections]
    lexicon = _lexicon()
    guesses = [guess.section for guess in guess_sections(_proposal(entry), others, lexicon, sections=sections)]
    result.first += bool(guesses) and guesses[0] in entry.sections
    result.third += any(guess in entry.sections for guess in guesses)


@cache
def _lexicon() -> Lexicon:
    """Return the one lexicon of this process: what is derived with it is kept by its identity."""
    return Lexicon(synonym_table())
