"""Documents: an entry as the words that can find it, and how much each word says about it.

Derived from the entry and the lexicon alone; knows nothing of queries or of other entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.entries import Entry
from bot.search.fulltext import Row
from bot.search.lexicon import Lexicon
from bot.search.results import ReasonKind
from bot.search.stems import stem
from bot.search.text import compounds_of, key_of, look_alikes, parts_of, words_of

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

PART = 0.8
"""What a word inside another counts for: `bert` in `MobileBERT`."""

_GITHUB = re.compile(r"github\.com/([\w.-]+/[\w.-]+)")
_ET_AL = re.compile(r"[\s,;]*\bet\.?\s*al\b\.?|[\s,;]*\band others\b", re.I)
_BETWEEN_AUTHORS = re.compile(r"\s*(?:[,;、，；&]|\band\b|\bwith\b)\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """An entry, ready to be compared with a query.

    `weights` holds every stem and concept with the weight of the best place that it stands in; `spelt` the
    folded words and parts of words of all places; `title` the title's words in order, `title_stems` their stems;
    `names` the keys of what the work is called; `topic` the stems and concepts of title and description.
    """

    weights: dict[str, float]
    spelt: frozenset[str]
    title: tuple[str, ...]
    title_stems: tuple[str, ...]
    names: frozenset[str]
    topic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """One form under which a piece of text can be found: its key, its share of the field's weight, its place."""

    key: str
    share: float
    start: int
    end: int


def analyse(entry: Entry, lexicon: Lexicon) -> tuple[Document, Row]:
    """Derive an entry's document, and its row for the full-text index."""
    weights: dict[str, float] = {}
    spelt: set[str] = set()
    columns: dict[ReasonKind, list[str]] = {}
    implied: dict[str, None] = {}
    topic: set[str] = set()
    for kind, text in fields_of(entry):
        weight = FIELD_WEIGHTS[kind]
        words = words_of(text)
        for word in words:
            spelt.add(word.text)
            spelt.update(parts_of(text[word.start : word.end]))
        spelt.update(word.text for word in compounds_of(text, words))
        columns.setdefault(kind, []).extend(stem(word.text) for word in words)
        for form in forms_of(text, lexicon):
            weights[form.key] = max(weights.get(form.key, 0.0), weight * form.share)
            implied[form.key] = None
            if kind in (ReasonKind.TITLE, ReasonKind.DESCRIPTION):
                topic.add(form.key)
    title = tuple(word.text for word in words_of(entry.title))
    title_stems = tuple(columns[ReasonKind.TITLE])
    spoken = {key for kind, column in columns.items() if kind is not ReasonKind.LINK for key in column}
    row = (
        " ".join(title_stems),
        " ".join(columns.get(ReasonKind.DESCRIPTION, ())),
        " ".join(columns.get(ReasonKind.AUTHOR, ())),
        " ".join(columns.get(ReasonKind.VENUE, ())),
        " ".join(columns.get(ReasonKind.SECTION, ())),
        " ".join(key for key in implied if key not in spoken),
    )
    return Document(weights, frozenset(spelt), title, title_stems, names_of(entry), frozenset(topic)), row


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


def forms_of(text: str, lexicon: Lexicon) -> Iterator[Form]:
    """Give every form under which a text's words can be found: stems, parts, compounds, look-alikes, concepts."""
    words = words_of(text)
    stems = tuple(stem(word.text) for word in words)
    for word, key in zip(words, stems, strict=True):
        original = text[word.start : word.end]
        yield Form(key, 1.0, word.start, word.end)
        for other in look_alikes(original):
            yield Form(stem(other), 1.0, word.start, word.end)
        for part in parts_of(original):
            yield Form(stem(part), PART, word.start, word.end)
    for compound in compounds_of(text, words):
        yield Form(stem(compound.text), 1.0, compound.start, compound.end)
    for concept in lexicon.concepts_in(stems):
        yield Form(concept.marker, 1.0, words[concept.start].start, words[concept.end - 1].end)


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
    drawn = "".join((look_alikes(part) or (key_of(part),))[0] for part in name.split())
    return frozenset({key_of(name), drawn}) - {""}


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Split an entry's authors into names, without "et al."."""
    if not entry.authors:
        return ()
    return tuple(name for part in _BETWEEN_AUTHORS.split(_ET_AL.sub("", entry.authors)) if (name := part.strip(" .*_")))
