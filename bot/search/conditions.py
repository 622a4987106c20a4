"""Conditions: which entries meet what a query asks for beside its words: facets, phrases, exclusions."""

from __future__ import annotations

from functools import reduce
from operator import or_

from bot.search.explain import holds_phrase
from bot.search.index import CatalogIndex
from bot.search.lexicon import stems_of
from bot.search.postings import Bits
from bot.search.query import Query


def rows_in_question(index: CatalogIndex, query: Query) -> Bits | None:
    """Return the rows that meet the query's facets; None for all."""
    rows = index.facets.rows_for(query.facets)
    refused = reduce(or_, (index.facets.rows(facet) for facet in query.facets if facet.negated), 0)
    if not refused:
        return rows
    return ((1 << len(index.entries)) - 1 if rows is None else rows) & ~refused


def is_wanted(index: CatalogIndex, row: int, query: Query) -> bool:
    """Say whether an entry has every phrase and nothing that is excluded."""
    entry = index.entries[row].entry
    if not all(holds_phrase(entry, phrase) for phrase in query.phrases):
        return False
    return not any(_holds(index, row, excluded) for excluded in query.excluded)


def _holds(index: CatalogIndex, row: int, words: str) -> bool:
    stems = stems_of(words)
    if len(stems) == 1:
        concepts = [concept.marker for concept in index.lexicon.concepts_in(stems)]
        return any(key in index.document(row).weights for key in (*stems, *concepts))
    return holds_phrase(index.entries[row].entry, words)
