"""Explanations: which words of an entry answered a query, as the entry has them, and where in the title.

Runs only for the results that are shown, so it may look at every field again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from bot.domain.entries import Entry
from bot.search.documents import SHARED, fields_of
from bot.search.forms import PART, KeyReader, forms_with
from bot.search.lexicon import Lexicon
from bot.search.query import ANY_LINK, Facet, Field
from bot.search.results import Reason, ReasonKind, Span
from bot.search.text import Word, fold, words_of

MAX_WORDS = 8
"""Words that one reason names at most."""

_REMEMBERED = 4_096
_WHOLE = frozenset({ReasonKind.NAME, ReasonKind.VENUE, ReasonKind.AUTHOR, ReasonKind.SECTION})
"""Fields that a reason names as a whole."""

_ORDER = {kind: at for at, kind in enumerate(ReasonKind)}


class Explainer:
    """Explains with one lexicon; remembers words, of which answers have most in common."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._reader = KeyReader(lexicon, remembered=_REMEMBERED)

    def explain(self, entry: Entry, keys: frozenset[str]) -> tuple[tuple[Reason, ...], tuple[Span, ...]]:
        """Return the reasons for an entry, one for each kind of field that holds a key, and the marks in its title."""
        found: dict[ReasonKind, dict[str, None]] = {}
        marks: tuple[Span, ...] = ()
        for kind, text in fields_of(entry):
            # To tell that a text holds none of the keys takes a third of the time that it takes to tell where.
            read = self._reader.read_shared if kind in SHARED else self._reader.read
            if not read(text).holds(keys):
                continue
            spans = spans_of(text, keys, self._lexicon)
            if kind is ReasonKind.TITLE:
                marks = spans
            if spans:
                said = [text] if kind in _WHOLE else [text[start:end] for start, end in spans]
                found.setdefault(kind, {}).update(dict.fromkeys(said))
        return tuple(reasons_from(found)), marks


def spans_of(text: str, keys: Collection[str], lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the ranges of a text that answer to one of the keys, merged and in order."""
    return merged(
        _part_span(text, form.spelling, form.start, form.end) if form.share == PART else (form.start, form.end)
        for form in forms_with(text, keys, lexicon)
    )


def phrase_spans(text: str, phrase: str) -> tuple[Span, ...]:
    """Return the ranges of a text where the words of a phrase stand in order, next to each other."""
    words, wanted = words_of(text), _words_of_phrase(phrase)
    return merged((words[at].start, words[at + len(wanted) - 1].end) for at in _places(words, wanted))


def holds_phrase(entry: Entry, phrase: str) -> bool:
    """Say whether some field of the entry has the words of a phrase in order, next to each other."""
    wanted = _words_of_phrase(phrase)
    return any(next(_places(words_of(text), wanted), None) is not None for _, text in fields_of(entry))


def _places(words: Sequence[Word], wanted: list[str]) -> Iterator[int]:
    """Yield at which of the words those that are wanted begin, next to each other."""
    have = [word.text for word in words]
    for at in range(len(have) if wanted else 0):
        if have[at] == wanted[0] and have[at : at + len(wanted)] == wanted:
            yield at


@lru_cache(maxsize=256)
def _words_of_phrase(phrase: str) -> list[str]:
    return [word.text for word in words_of(phrase)]


def facet_reasons(entry: Entry, facets: Iterable[Facet]) -> tuple[Reason, ...]:
    """Return a reason for each condition that the query set and the entry meets."""
    found: dict[ReasonKind, dict[str, None]] = {}
    for facet in facets:
        if not facet.negated and facet.field is not Field.LIST:
            kind = ReasonKind(facet.field.value)
            found.setdefault(kind, {}).update(dict.fromkeys(_facet_words(entry, facet)))
    return tuple(reasons_from(found))


def reasons_from(found: dict[ReasonKind, dict[str, None]]) -> Iterator[Reason]:
    """Make reasons of words, in the order in which kinds matter."""
    for kind in sorted(found, key=_ORDER.__getitem__):
        if words := tuple(found[kind])[:MAX_WORDS]:
            yield Reason(kind, words)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ranges in order, those that touch or overlap made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif end > start:
            out.append((start, end))
    return tuple(out)


def _part_span(text: str, part: str, start: int, end: int) -> Span:
    """Return where inside a word its part stands, or the whole word where that cannot be told."""
    word = text[start:end].casefold()
    at = word.find(part) if part and len(word) == end - start else -1
    return (start + at, start + at + len(part)) if at >= 0 else (start, end)


def _facet_words(entry: Entry, facet: Facet) -> Sequence[str]:
    match facet.field:
        case Field.AUTHOR:
            return [text for kind, text in fields_of(entry) if kind is ReasonKind.AUTHOR and _shares(text, facet.value)]
        case Field.VENUE:
            return [entry.venue] if entry.venue else []
        case Field.YEAR:
            return [str(entry.year)]
        case Field.SECTION:
            return list(dict.fromkeys(path[-1] for path in entry.sections if path))
        case Field.KIND:
            return [entry.kind.value]
        case _:
            kinds = dict.fromkeys(link.kind.value for link in entry.links)
            return [kind for kind in kinds if facet.value in (kind, ANY_LINK)]


def _shares(text: str, value: str) -> bool:
    return bool({fold(word.text) for word in words_of(value)} & {word.text for word in words_of(text)})
