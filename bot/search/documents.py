"""Documents: an entry as the words that can find it, and how much each word says about it.

Derived from the entry and the lexicon alone; knows nothing of queries or of other entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.domain.entries import Entry
from bot.search.forms import FieldKeys, KeyReader
from bot.search.results import ReasonKind
from bot.search.text import count_words, folded_words, key_of, look_alikes

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

_SECTION, _LINK, _DESCRIPTION, _AUTHOR, _VENUE, _TITLE, _NAME = (
    FIELD_WEIGHTS[kind]
    for kind in (
        ReasonKind.SECTION,
        ReasonKind.LINK,
        ReasonKind.DESCRIPTION,
        ReasonKind.AUTHOR,
        ReasonKind.VENUE,
        ReasonKind.TITLE,
        ReasonKind.NAME,
    )
)

SHARED = frozenset({ReasonKind.VENUE, ReasonKind.SECTION})
"""Fields whose text many entries have."""

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


class Author(NamedTuple):
    """An author's name as written, and its folded words."""

    name: str
    words: Sequence[str]


class Analysis(NamedTuple):
    """All that is derived from one entry: its document, its words as spelt, and who wrote it."""

    document: Document
    spelt: AbstractSet[str]
    authors: Sequence[Author]


def analyse(entry: Entry, reader: KeyReader) -> Analysis:
    """Derive an entry's document, words and authors."""
    read = reader.read
    title = read(entry.title)
    name = _short_name(entry, len(title.words))
    authors = [(author, read(author)) for author in authors_of(entry)]
    topical = [read(entry.description)] if entry.description else []
    # From the lightest field to the heaviest: so a word's last place is its best, but for words inside others.
    fields = [(_SECTION, reader.read_paths(entry.sections))]
    fields += [(_LINK, read(text)) for text in _repositories(entry)]
    fields += [(_DESCRIPTION, found) for found in topical]
    fields += [(_AUTHOR, found) for _author, found in authors]
    if entry.venue:
        fields.append((_VENUE, reader.read_shared(entry.venue)))
    fields.append((_TITLE, title))
    if name and len((called := read(name)).words) <= LONGEST_NAME:
        fields.append((_NAME, called))
    weights, spelt = _weigh(fields)
    topic = dict.fromkeys(
        chain.from_iterable((*found.stems, *[each.key for each in found.more]) for found in (*topical, title))
    )
    document = Document(weights, title.words, title.stems, _keys_of_name(name), tuple(topic))
    return Analysis(document, spelt, [Author(author, found.words) for author, found in authors])


def _weigh(fields: Iterable[tuple[float, FieldKeys]]) -> tuple[dict[str, float], set[str]]:
    """Return what each key counts for, and all words as spelt, of fields from the lightest to the heaviest."""
    weights: dict[str, float] = {}
    spelt: set[str] = set()
    for weight, found in fields:
        weights |= dict.fromkeys(found.stems, weight)
        spelt.update(found.words)
        for key, spelling, share in found.more:
            spelt.add(spelling)
            if weight * share > weights.get(key, 0.0):
                weights[key] = weight * share
    spelt.discard("")
    return weights, spelt


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
    for repository in _repositories(entry):
        yield ReasonKind.LINK, repository


def _repositories(entry: Entry) -> list[str]:
    found = [_GITHUB.search(link.url) for link in entry.links]
    return [match[1].removesuffix(".git") for match in found if match]


def short_name(entry: Entry) -> str | None:
    """Return what people call a work: its name, or a title of up to three words."""
    return _short_name(entry, None)


def _short_name(entry: Entry, words: int | None) -> str | None:
    """Return `short_name` of an entry whose title has so many words (None where they are still to be counted)."""
    if entry.name and (name := entry.name.strip()):
        return name
    return entry.title if (count_words(entry.title) if words is None else words) <= 3 else None


def _keys_of_name(name: str | None) -> frozenset[str]:
    """Return the keys of a short name, Greek letters spoken or drawn."""
    if not name:
        return frozenset()
    key = key_of(name)
    if name.isascii():
        return frozenset((key,)) if key else frozenset()
    drawn = "".join((look_alikes(part) or (key_of(part),))[0] for part in name.split())
    return frozenset({key, drawn}) - {""}


def named_authors(entry: Entry) -> list[Author]:
    """Return an entry's authors with their folded words."""
    return [Author(name, folded_words(name)) for name in authors_of(entry)]


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Split an entry's authors into names, without "et al."."""
    return _authors_in(entry.authors) if entry.authors else ()


@lru_cache(maxsize=1_024)
def _authors_in(text: str) -> tuple[str, ...]:
    if "al" in text.lower() or "others" in text.lower():
        text = _ET_AL.sub("", text)
    return tuple([name for part in _BETWEEN_AUTHORS.split(text) if (name := part.strip().strip(" .*_"))])
