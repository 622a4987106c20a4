"""Filters: whether one entry meets a standing query, without an index over the catalog.

The language is the search's own (`bot.search.query`), read more strictly: a search ranks what comes close, a filter
says yes or no.  Every word and phrase must be in the entry, in any of its forms or under another name for the same
thing; facets hold as they do in a search, but nothing is taken for a slip of the finger.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry, SectionPath
from bot.domain.venues import VenueTable
from bot.search.documents import analyse
from bot.search.explain import holds_phrase
from bot.search.facets import FacetIndex
from bot.search.forms import KeyReader
from bot.search.lexicon import Lexicon, SynonymTable
from bot.search.query import Facet, Field, parse_query
from bot.search.sections import SectionNames
from bot.search.stems import stem
from bot.search.text import words_of

_KEPT = 4_096
"""So many entries are kept taken apart; news of one period are about fewer."""

_Ways: TypeAlias = tuple[frozenset[str], ...]
"""The ways in which an entry can have one word: all keys of one of them."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A query, ready to be asked of many entries."""

    words: tuple[_Ways, ...]
    phrases: tuple[str, ...]
    without: tuple[_Ways, ...]
    without_phrases: tuple[str, ...]
    sections: tuple[str, ...]
    without_sections: tuple[str, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry taken apart."""

    entry: Entry
    keys: Collection[str]
    facets: FacetIndex


class Filters:
    """Answers for any query and entry; remembers both, so that thousands of subscriptions cost little."""

    def __init__(self, venues: VenueTable, synonyms: SynonymTable) -> None:
        self._venues = venues
        self._lexicon = Lexicon(synonyms)
        self._keys = KeyReader(self._lexicon)
        self._known: dict[tuple[str, str], _Known] = {}
        self._compiled = lru_cache(maxsize=16_384)(self._compile)

    def matches(self, query: str, entry: CatalogEntry) -> bool:
        """Say whether an entry meets a query.  Never raises; a query that asks for nothing is met by everything."""
        asked, known = self._compiled(query), self._take_apart(entry)
        return (
            all(_has(known.keys, ways) for ways in asked.words)
            and not any(_has(known.keys, ways) for ways in asked.without)
            and _meets_facets(known.facets, asked.facets)
            and _stands(entry.entry, asked)
            and all(holds_phrase(entry.entry, phrase) for phrase in asked.phrases)
            and not any(holds_phrase(entry.entry, phrase) for phrase in asked.without_phrases)
        )

    def _take_apart(self, stored: CatalogEntry) -> _Known:
        known = self._known.get(stored.ref)
        if known is None or known.entry is not stored.entry:
            if len(self._known) >= _KEPT:
                self._known.clear()
            keys = frozenset(analyse(stored.entry, self._keys).document.weights)
            known = self._known[stored.ref] = _Known(stored.entry, keys, FacetIndex.of_one(stored, self._venues))
        return known

    def _compile(self, text: str) -> _Compiled:
        query = parse_query(text)
        sections = [facet for facet in query.facets if facet.field is Field.SECTION]
        single = [words for words in query.excluded if len(words_of(words)) == 1]
        return _Compiled(
            words=self._ways(query.words),
            phrases=query.phrases,
            without=tuple(ways for words in single for ways in self._ways((words,))),
            without_phrases=tuple(words for words in query.excluded if words not in single),
            sections=tuple(facet.value for facet in sections if not facet.negated),
            without_sections=tuple(facet.value for facet in sections if facet.negated),
            facets=tuple(facet for facet in query.facets if facet.field is not Field.SECTION),
        )

    def _ways(self, words: Sequence[str]) -> tuple[_Ways, ...]:
        """Return for each thing that is asked for how an entry can have it; words that say nothing ask for nothing."""
        text = " ".join(self._lexicon.translated(word, known=lambda _: False) for word in words)
        folded = [word.text for word in words_of(text)]
        telling = [word for word in folded if word not in self._lexicon.ignored] or folded
        stems = [stem(word) for word in telling]
        concepts = {each.start: each for each in self._lexicon.concepts_in(stems, overlapping=False)}
        found: list[_Ways] = []
        at = 0
        while at < len(stems):
            concept = concepts.get(at)
            end = concept.end if concept else at + 1
            spelt = frozenset(stems[at:end])
            found.append((frozenset({concept.marker}), spelt) if concept else (spelt,))
            at = end
        return tuple(found)


def _has(keys: Collection[str], ways: _Ways) -> bool:
    return any(all(key in keys for key in way) for way in ways)


def _meets_facets(index: FacetIndex, facets: Sequence[Facet]) -> bool:
    """Ask an index of one entry, whose row is 0."""
    if any(facet.negated and index.rows(facet) for facet in facets):
        return False
    rows = index.rows_for(facets)
    return rows is None or bool(rows)


def _stands(entry: Entry, asked: _Compiled) -> bool:
    """Say whether an entry stands in one of the sections asked for, and in none of those that are not wanted."""
    if asked.sections and not any(_stands_under(entry.sections, words) for words in asked.sections):
        return False
    return not any(_stands_under(entry.sections, words) for words in asked.without_sections)


@lru_cache(maxsize=65_536)
def _stands_under(paths: tuple[SectionPath, ...], words: str) -> bool:
    return bool(SectionNames(path for path in paths if path).under(words, as_spelt=True))
