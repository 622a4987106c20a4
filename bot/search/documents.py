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
from bot.search.forms import keys_in
from bot.search.lexicon import Lexicon
from bot.search.results import ReasonKind
from bot.search.stems import stem
from bot.search.text import key_of, look_alikes, words_of

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

_SHARED = frozenset({ReasonKind.VENUE, ReasonKind.SECTION})
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


def analyse(entry: Entry, lexicon: Lexicon) -> Analysis:
    """Derive an entry's document and words."""
    weights: dict[str, float] = {}
    topic: dict[str, None] = {}
    spelt: set[str] = set()
    title = words_of(entry.title)
    for kind, text in fields_of(entry):
        keys = _shared_keys(text, lexicon) if kind in _SHARED else keys_in(text, lexicon)
        weight = FIELD_WEIGHTS[kind]
        for key, spelling, share in keys:
            spelt.add(spelling)
            if weight * share > weights.get(key, 0.0):
                weights[key] = weight * share
        if kind in _TOPICAL:
            for key, _spelling, _share in keys:
                topic[key] = None
    spelt.discard("")
    stems = tuple([stem(word) for word, _, _ in title])
    document = Document(weights, tuple([word for word, _, _ in title]), stems, names_of(entry), tuple(topic))
    return Analysis(document, frozenset(spelt))


_shared_keys = lru_cache(maxsize=4_096)(keys_in)


def fields_of(entry: Entry) -> Iterator[tuple[ReasonKind, str]]:
    """Give an entry's searchable texts with the kind of reason that each is."""
    name = short_name(entry)
    if name and len(words_of(name)) <= LONGEST_NAME:
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
    return entry.title if len(words_of(entry.title)) <= 3 else None


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
    if not entry.authors:
        return ()
    text = entry.authors
    if "al" in text.lower() or "others" in text.lower():
        text = _ET_AL.sub("", text)
    return tuple([name for part in _BETWEEN_AUTHORS.split(text) if (name := part.strip().strip(" .*_"))])
