"""Conditions: which entries meet what a query asks for beside its words: facets, phrases, exclusions.

First by sets of rows, which cost microseconds however many entries there are; only whether words stand next to each
other has to be looked up in the entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from bot.search.bits import Bits, bits_of, rows_of
from bot.search.explain import holds_phrase
from bot.search.index import CatalogIndex
from bot.search.lexicon import stems_of
from bot.search.query import Query


def rows_in_question(index: CatalogIndex, query: Query) -> Bits | None:
    """Return the rows that meet the facets, have the words of every phrase and no excluded word; None for all.

    Whether words of phrases stand together, `is_wanted` tells of each.
    """
    of_facets = index.facets.rows_for(query.facets)
    wanted = [] if of_facets is None else [of_facets]
    wanted += [_rows_with(index, stems_of(phrase)) for phrase in query.phrases]
    refused = [index.facets.rows(facet) for facet in query.facets if facet.negated]
    refused += [_rows_named(index, stem) for words in query.excluded for stem in _alone(words)]
    if not (wanted or refused):
        return None
    return reduce(and_, wanted, _all(index)) & ~reduce(or_, refused, 0)


def is_wanted(index: CatalogIndex, row: int, query: Query) -> bool:
    """Say whether an entry of the rows in question has every phrase, and none that is excluded."""
    entry = index.entries[row].entry
    if not all(holds_phrase(entry, phrase) for phrase in query.phrases):
        return False
    return not any(holds_phrase(entry, words) for words in query.excluded if not _alone(words))


def rows_wanted(index: CatalogIndex, query: Query, among: Bits | None) -> Bits:
    """Return which of the rows in question, *among* all, are wanted: for queries without words."""
    rows = _all(index) if among is None else among
    phrases = [stems_of(words) for words in query.excluded if not _alone(words)]
    in_doubt = rows & (_all(index) if query.phrases else reduce(or_, (_rows_with(index, each) for each in phrases), 0))
    return rows & ~bits_of([row for row in rows_of(in_doubt) if not is_wanted(index, row, query)])


def _all(index: CatalogIndex) -> Bits:
    return (1 << len(index.entries)) - 1


def _alone(words: str) -> tuple[str, ...]:
    """Return the stem of what is one word; nothing for several."""
    stems = stems_of(words)
    return stems if len(stems) == 1 else ()


def _rows_named(index: CatalogIndex, stem: str) -> Bits:
    """Return the rows that have a word, or another name for it."""
    return index.keys.any_of((stem, *(concept.marker for concept in index.lexicon.concepts_in((stem,)))))


def _rows_with(index: CatalogIndex, stems: Iterable[str]) -> Bits:
    return reduce(and_, (index.keys.any_of((stem,)) for stem in stems), _all(index))
