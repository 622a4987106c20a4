"""Documents: an entry as the words that can find it, and how much each word says about it.

Derived from the entry and the lexicon alone; knows nothing of queries or of other entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.domain.entries import Entry
from bot.search.forms import FieldKeys, KeyReader
from bot.search.results import ReasonKind
from bot.search.text import count_words, key_of, look_alikes

FIELD_WEIGHTS: dict[ReasonKind, float] = {
    ReasonKind.NAME: 1.25,
    ReasonKind.TITLE: 1.0,
    ReasonKind.DESCRIPTION: 0.8,
    ReasonKind.AUTHOR: 0.9,
    ReasonKind.VENUE: 0.9,
    ReasonKind.LINK: 0.7,
    ReasonKind.SECTION: 0.65,
}
"""How much a word says about an entry by where it stands: a section is shared with many, a name with none."""

LONGEST_NAME = 2
"""Words that a name may have; a longer one is half a title and says no more than that."""

SHARED = frozenset({ReasonKind.VENUE, ReasonKind.SECTION})
"""Fields whose text many entries have."""

_TOPICAL = frozenset({ReasonKind.TITLE, ReasonKind.DESCRIPTION})

_GITHUB = re.compile(r"github\.com/([\w.-]+/[\w.-]+)")
_ET_AL = re.compile(r"[\s,;]*\bet\.?\s*al\b\.?|[\s,;]*\band others\b", re.I)
_BETWEEN_AUTHORS = re.compile(r"[,;、，；&]|\b(?:and|with)\b")


class Document(NamedTuple):
    """An entry, ready to be compared with a query.

    `weights` holds every stem and concept with the weight of the best place that it stands in; `title` the
    title's words in order, `title_stems` their stems; `names` the keys of what the work is called; `topic` the
    stems and concepts of title and description.
    """

    weights: dict[str, float]
    title: tuple[str, ...]
    title_stems: tuple[str, ...]
    names: frozenset[str]
    topic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is derived from one entry: its document, and its words as spelt."""

    document: Document
    spelt: frozenset[str]


def analyse(entry: Entry, reader: KeyReader) -> Analysis:
    """Derive an entry's document and words."""
    weights: dict[str, float] = {}
    spelt: set[str] = set()
    topical: dict[ReasonKind, FieldKeys] = {}
    # From the lightest field to the heaviest: so a word's last place is its best, but for words inside others.
    for kind, text in sorted(fields_of(entry), key=_weight_of):
        found = reader.read_shared(text) if kind in SHARED else reader.read(text)
        weight = FIELD_WEIGHTS[kind]
        weights |= dict.fromkeys(found.stems, weight)
        spelt.update(found.words)
        for key, spelling, share in found.more:
            spelt.add(spelling)
            if weight * share > weights.get(key, 0.0):
                weights[key] = weight * share
        if kind in _TOPICAL:
            topical[kind] = found
    spelt.discard("")
    title = topical[ReasonKind.TITLE]
    topic = dict.fromkeys(
        key for found in topical.values() for key in (*found.stems, *(each[0] for each in found.more))
    )
    return Analysis(Document(weights, title.words, title.stems, names_of(entry), tuple(topic)), frozenset(spelt))


def _weight_of(field: tuple[ReasonKind, str]) -> float:
    return FIELD_WEIGHTS[field[0]]


def fields_of(entry: Entry) -> Iterator[tuple[ReasonKind, str]]:
    """Give an entry's searchable texts with the kind of reason that each is."""
    name = short_name(entry)
    if name and count_words(name) <= LONGEST_NAME:
        yield ReasonKind.NAME, name
    yield ReasonKind.TITLE, entry.title
    if entry.description:
        yield ReasonKind.DESCRIPTION, entry.description
    for author in authors_of(entry):
        yield ReasonKind.AUTHOR, author
    if entry.venue:
        yield ReasonKind.VENUE, entry.venue
    for heading in dict.fromkeys(heading for path in entry.sections for heading in path):
        yield ReasonKind.SECTION, heading
    for link in entry.links:
        if match := _GITHUB.search(link.url):
            yield ReasonKind.LINK, match[1].removesuffix(".git")


def short_name(entry: Entry) -> str | None:
    """Return what people call a work: its name, or a title of up to three words."""
    if entry.name and entry.name.strip():
        return entry.name.strip()
    return entry.title if count_words(entry.title) <= 3 else None


def names_of(entry: Entry) -> frozenset[str]:
    """Return the keys of an entry's short name, Greek letters spoken or drawn."""
    name = short_name(entry)
    if not name:
        return frozenset()
    if name.isascii():
        return frozenset({key_of(name)} - {""})
    drawn = "".join((look_alikes(part) or (key_of(part),))[0] for part in name.split())
    return frozenset({key_of(name), drawn}) - {""}


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Split an entry's authors into names, without "et al."."""
    return _authors_in(entry.authors) if entry.authors else ()


@lru_cache(maxsize=1_024)
def _authors_in(text: str) -> tuple[str, ...]:
    if "al" in text.lower() or "others" in text.lower():
        text = _ET_AL.sub("", text)
    return tuple([name for part in _BETWEEN_AUTHORS.split(text) if (name := part.strip().strip(" .*_"))])
