"""Finding: what answers a query that has been read, best first.

Joins what the other modules each do a part of: conditions, terms, candidates, ranking, meaning and context.  Does not
read what people type (`bot.search.asking`), and does not say why something was found (`bot.search.presenting`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry
from bot.search.bits import Bits, rows_of
from bot.search.blending import Blend, answers_by_meaning, blended, closeness_of
from bot.search.conditions import is_wanted, rows_in_question, rows_wanted
from bot.search.context import in_context
from bot.search.feedback import Refined
from bot.search.index import CANDIDATES, CatalogIndex
from bot.search.meaning import Meaning
from bot.search.query import Query, Sort
from bot.search.ranking import AllAlike, Gate, Scored, answers, close_misses, score_all
from bot.search.stems import stem
from bot.search.terms import Terms

WITH_PHRASES = 500
"""How many documents that have the words of a phrase are looked at for whether they have them together."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of a query found, best first; `missed` came close where nothing answered."""

    query: Query
    terms: Terms
    scored: Sequence[Scored]
    missed: Sequence[Scored] = ()
    refined: Refined = field(default_factory=Refined)


class Finder:
    """Finds what answers queries over one index."""

    def __init__(self, index: CatalogIndex, meaning: Meaning | None, gate: Gate, blend: Blend) -> None:
        self._index = index
        self._meaning = meaning
        self._gate, self._blend = gate, blend

    def ranked(self, text: str) -> list[tuple[int, float]]:
        """Return the rows that have words of a text, best first, each with how much of it that covers (0 to 1)."""
        found = self.find(Query(text, words=tuple(text.split())), by_words=True)
        return [(each.row, each.coverage) for each in (*found.scored, *found.missed)]

    def find(self, query: Query, *, by_words: bool = False) -> Found:
        """Find what answers a query; with *by_words*, whatever a model would say."""
        among = rows_in_question(self._index, query)
        linked = [row for word in query.words for row in self._index.links.rows(word)]
        if linked:
            rows = [row for row in dict.fromkeys(linked) if among is None or among >> row & 1]
            return Found(query, Terms(()), AllAlike(rows))
        terms = self._terms(query)
        if not terms.terms:
            return self._everything(query, terms, among)
        candidates = self._candidates(query, terms, among)
        scored = score_all(terms.terms, self._index.documents(candidates, terms.terms), terms.key)
        closeness = {} if by_words else self._closeness(query, terms, candidates, among)
        if closeness:
            scored = blended(scored, sum(term.importance for term in terms.terms), closeness, self._blend)
        software = any(self._index.lexicon.is_software(stem(word)) for term in terms.terms for word in term.typed)
        scored = in_context(scored, self._entry_of, self._index.facets.section_size, software=software)
        familiar, brief = terms.familiar, terms.brief
        if closeness:
            best = answers_by_meaning(scored, self._blend, self._gate, familiar=familiar, brief=brief)
        else:
            best = answers(scored, self._gate, familiar=familiar, brief=brief)
        hits = in_asked_order(best, query.sort, self._index.entries)
        return Found(query, terms, hits, () if hits else close_misses(scored))

    def _candidates(self, query: Query, terms: Terms, among: Bits | None) -> list[int]:
        """Return the rows to look at closely: all that are in question, where these are few."""
        narrow = query.facets and among is not None and among.bit_count() <= CANDIDATES
        if narrow and among:
            rows = list(rows_of(among))
        else:
            rows = self._index.candidates(terms.terms, among, WITH_PHRASES if query.phrases else CANDIDATES)
        if not (query.phrases or query.excluded):
            return rows
        return [row for row in rows if is_wanted(self._index, row, query)][:CANDIDATES]

    def to_encode(self, query: Query) -> str:
        """Return the words of a query that `find` will ask a model about; empty where it will not.

        Costs a fraction of what finding does.
        """
        if not self._meaning or any(map(self._index.links.rows, query.words)):
            return ""
        terms = self._terms(query)
        if not terms.terms:
            return ""
        settled = self._is_settled(terms, lambda: self._candidates(query, terms, rows_in_question(self._index, query)))
        return "" if settled else terms.text

    def _terms(self, query: Query) -> Terms:
        return self._index.reader.read((*query.words, *query.phrases), beside_facets=bool(query.facets))

    def _closeness(self, query: Query, terms: Terms, candidates: Sequence[int], among: Bits | None) -> dict[int, float]:
        """Return by row how close candidates, and whatever else comes closest, are in meaning to what was asked."""
        if not self._meaning or self._is_settled(terms, lambda: candidates):
            return {}
        found = closeness_of(terms.text, self._meaning, self._index, candidates, among)
        if query.phrases or query.excluded:
            return {row: cosine for row, cosine in found.items() if is_wanted(self._index, row, query)}
        return found

    def _is_settled(self, terms: Terms, candidates: Callable[[], Sequence[int]]) -> bool:
        """Say whether a model has nothing to add: for the name of a work, and for a word that some entry has."""
        one_word = sum(len(term.typed) for term in terms.terms) == 1
        return terms.key in self._index.names or (one_word and bool(candidates()))

    def _entry_of(self, row: int) -> Entry:
        return self._index.entries[row].entry

    def _everything(self, query: Query, terms: Terms, among: Bits | None) -> Found:
        """Find what meets the conditions of a query without words, newest first; nothing where it has no conditions."""
        if not (query.facets or query.excluded):
            return Found(query, terms, ())
        facets = self._index.facets
        in_order = facets.latest_first if query.sort is Sort.NEW else facets.newest_first
        rows = in_order(rows_wanted(self._index, query, among))
        return Found(query, terms, AllAlike(rows))


def in_asked_order(scored: Sequence[Scored], sort: Sort, entries: Sequence[CatalogEntry]) -> Sequence[Scored]:
    """Return what was found, best first, in the order that the query asks for."""
    if sort is Sort.YEAR:
        return sorted(scored, key=lambda each: -(entries[each.row].entry.year or 0))
    if sort is Sort.NEW:
        return sorted(scored, key=lambda each: entries[each.row].joined, reverse=True)
    return scored
