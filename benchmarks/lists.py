"""Make lists and catalogs of any size, the same every time: words by chance, structure as in real lists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry
from bot.domain.reading import read_list
from bot.shipped import venue_table

_NOUNS = "network model kernel cache device phone inference training scheduler compiler memory graph tensor sensor"
_QUALITIES = (
    "efficient adaptive sparse mobile federated private fast collaborative heterogeneous robust neural quantized"
)
_VENUES = ("MobiSys", "MobiCom", "NeurIPS", "ICML", "EuroSys", "INFOCOM", "CVPR", "ACL")
_FAMILIES = ("Chen", "Patil", "Müller", "Kim", "Okafor", "Silva", "Novák", "Tanaka", "Haddad", "Larsen")


def markdown_list(entries: int) -> str:
    """Write an awesome list of that many entries in mixed, common styles."""
    chance = random.Random(entries)
    lines = ["# Awesome Benchmarks", "", "## Contents", "", "- [Papers](#papers)", "", "## Papers", ""]
    for number in range(entries):
        if number % 40 == 0:
            lines += ["", f"### {number // 40 + 1}. {_phrase(chance, 3).title()}", ""]
        lines.append(_line(chance, number))
    return "\n".join(lines) + "\n"


def markdown_of_size(size: int) -> str:
    """Write an awesome list of about *size* bytes."""
    per_entry = len(markdown_list(400).encode()) / 400
    return markdown_list(int(size / per_entry))


def catalog(entries: int) -> Catalog:
    """Build a catalog of that many entries."""
    reading = read_list(markdown_list(entries), "README.md", venues=venue_table())
    now = datetime(2026, 1, 1, tzinfo=UTC)
    stored = tuple(_stored(number, entry, now) for number, entry in enumerate(reading.entries))
    return Catalog(1, (FollowedList("bench", reading.title, "bench.md"),), stored)


def _stored(number: int, entry: Entry, now: datetime) -> CatalogEntry:
    return CatalogEntry(EntryRef("bench", f"entry-{number}"), entry, now)


def _line(chance: random.Random, number: int) -> str:
    title = f"{_name(number)}: {_phrase(chance, 6).capitalize()}"
    url = f"https://arxiv.org/abs/{2000 + number % 600}.{number:05d}"
    venue, year = chance.choice(_VENUES), 2015 + number % 11
    authors = f"{chance.choice(_FAMILIES)} et al."
    if number % 3 == 0:
        return f"- [{title}]({url}) by {authors}, {venue} {year}"
    if number % 3 == 1:
        return f"- [{venue}'{year % 100}] {title}. by {authors} [[paper]({url})] [[code](https://github.com/lab/x{number})]"
    return f"- **{title}** - {authors} ({venue} {year}) [paper]({url})"


def _name(number: int) -> str:
    letters: Iterator[str] = ("bcdfglmnprst"[number // 12**place % 12] + "aeio"[number // 7 % 4] for place in range(4))
    return "".join(letters).capitalize()


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_QUALITIES.split() if n % 2 == 0 else _NOUNS.split()) for n in range(words))
