"""The search engine: one object that answers every question about a snapshot of the catalog.

Derived state: build a new one when the catalog's version moves.  Nothing here waits or writes, and no
text that anyone types makes it raise.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from itertools import islice
from operator import or_
from types import MappingProxyType

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.entries import SectionPath
from bot.domain.venues import VenueTable
from bot.i18n import gettext as _
from bot.search.complete import EntryCompleter, NameCompleter
from bot.search.explain import explain, facet_reasons, holds_phrase
from bot.search.index import CANDIDATES, CatalogIndex
from bot.search.lexicon import Lexicon, SynonymTable, stems_of
from bot.search.meaning import Meaning
from bot.search.plain import with_plain_facets, without_plain_facets
from bot.search.postings import Bits, rows_of
from bot.search.query import Query, Sort, parse_query
from bot.search.ranking import AllAlike, Scored, answers, close_misses, score_all
from bot.search.recommend import POOL, VARIETY, Taste, diverse, pick_for
from bot.search.resolve import Resolver
from bot.search.results import Correction, Resolution, SearchAnswer, SearchHit
from bot.search.sections import SectionMatch
from bot.search.similar import Neighbours
from bot.search.terms import Terms
from bot.search.text import key_of

NEAREST = 3
"""How many titles are named where nothing was found."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading of a query found, best first; `missed` came close where nothing answered."""

    query: Query
    terms: Terms
    scored: Sequence[Scored]
    missed: Sequence[Scored] = ()


class SearchEngine:
    """Searches, compares, recommends, resolves and completes over one snapshot of the catalog."""

    def __init__(
        self, catalog: Catalog, venues: VenueTable, synonyms: SynonymTable, meaning: Meaning | None = None
    ) -> None:
        self.version = catalog.version
        self._index = CatalogIndex(catalog, Lexicon(synonyms), venues)
        self._meaning = meaning

        self._neighbours = Neighbours(self._index)
        self._resolver = Resolver(self._index, self._ranked)
        self._entry_completer = EntryCompleter(self._index)
        facets = self._index.facets
        self._authors = NameCompleter((name, name) for name in facets.authors())
        self._venues = NameCompleter((name, name) for name in facets.venue_names.values())
        self._sections = NameCompleter((path[-1], path) for path in facets.sections.paths)

    def search(self, text: str, *, limit: int = 10, offset: int = 0) -> SearchAnswer:
        """Answer a query (see `bot.search.query` for its language) with a page of hits, best first."""
        found = self._read(text)
        page = found.scored[max(offset, 0) : max(offset, 0) + max(limit, 0)]
        nearest = () if found.scored else self._nearest(found)
        return SearchAnswer(
            hits=tuple(self._hit(each, found) for each in page),
            total=len(found.scored),
            corrections=found.terms.corrections,
            nearest=nearest,
            nearest_section=None if found.scored else self._nearest_section(found, nearest),
            problems=found.query.problems,
        )

    def similar(
        self,
        ref: EntryRef,
        *,
        limit: int = 5,
        together: Mapping[EntryRef, int] = MappingProxyType({}),
        unwanted: Collection[EntryRef] = (),
    ) -> tuple[SearchHit, ...]:
        """Return an entry's neighbours with a reason each, no two too much alike; nothing for an unknown entry.

        *together* says how many people saved both; what is *unwanted* is left out.
        """
        row = self._index.rows.get(ref)
        if row is None:
            return ()
        people = {self._index.rows[other]: count for other, count in together.items() if other in self._index.rows}
        found = self._neighbours.saved_together(row, people)
        pool = [each for each in found if self._index.entries[each.row].ref not in unwanted]
        best = pool[: max(POOL, limit)]
        rows = diverse([(each.row, each.score) for each in best], self._neighbours, limit=limit, variety=VARIETY / 2)
        return tuple(self._neighbours.hit(each) for each in best if each.row in rows)

    def recommend(
        self, topic: str | None, *, taste: Taste, shown: Collection[EntryRef], rng: random.Random, limit: int = 5
    ) -> tuple[SearchHit, ...]:
        """Pick entries: the best on a topic, or without one what is to a person's taste, no two too much alike.

        What was *shown*, saved or refused is never picked.
        """
        known = (*shown, *taste.saved, *taste.refused)
        out = {self._index.rows[ref] for ref in known if ref in self._index.rows}
        if topic is None or not topic.strip():
            return pick_for(self._index, self._neighbours, taste, exclude=out, rng=rng, limit=limit)
        found = self._read(topic)
        best = {each.row: each for each in found.scored if each.row not in out}
        pool = [(row, each.score) for row, each in islice(best.items(), POOL)]
        rows = diverse(pool, self._neighbours, limit=limit, variety=VARIETY)
        return tuple(self._hit(best[row], found) for row in rows)

    def resolve(self, text: str) -> Resolution:
        """Find the one entry that a person means by an id, a link, a short name or some of a title."""
        return self._resolver.resolve(text)

    def linked(self, link: str) -> tuple[CatalogEntry, ...]:
        """Return the entries that a link leads to, in whichever of its forms."""
        return tuple(self._index.entries[row] for row in self._index.linked(link))

    def resolve_section(self, text: str) -> SectionMatch:
        """Find the section that a person means by its number, heading, or part of either."""
        return self._index.facets.sections.resolve(text)

    def complete_entries(self, prefix: str, limit: int = 8) -> tuple[CatalogEntry, ...]:
        """Return entries whose name or title may be being typed, the surest first."""
        return tuple(self._index.entries[row] for row in self._entry_completer.complete(prefix, limit))

    def complete_sections(self, prefix: str, limit: int = 8) -> tuple[SectionPath, ...]:
        """Return sections whose heading may be being typed."""
        return self._sections.complete(prefix, limit)

    def complete_venues(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Return the catalog's venues, under their usual spelling, that may be being typed."""
        return self._venues.complete(prefix, limit)

    def complete_authors(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Return authors, as the lists write them, who may be being typed."""
        return self._authors.complete(prefix, limit)

    def _parsed(self, text: str) -> tuple[Query, tuple[Correction, ...]]:
        """Take a text apart, with facets in plain words, and names in facets corrected or complained about."""
        query = parse_query(text)
        if not any(map(self._index.linked, query.words)):
            query = with_plain_facets(query, self._index.facets, common=self._index.is_common)
        settled = [(facet, self._index.facets.settled(facet)) for facet in query.facets]
        unknown = [
            _("Nothing on the lists has the {field} {name}.", field=facet.field.value, name=facet.value)
            for facet, known in settled
            if not known
        ]
        corrections = (
            Correction(facet.value, known.value) for facet, known in settled if known and known.value != facet.value
        )
        facets = tuple(known or facet for facet, known in settled)
        return replace(query, facets=facets, problems=(*query.problems, *unknown)), tuple(corrections)

    def _read(self, text: str) -> _Found:
        """Read a text as a query and find what answers it; facets in plain words give way if nothing does."""
        query, corrections = self._parsed(text)
        found = self._find(query)
        if corrections:
            return replace(found, terms=replace(found.terms, corrections=(*corrections, *found.terms.corrections)))
        if not found.scored and found.terms.terms and any(facet.said for facet in query.facets):
            return self._find(without_plain_facets(query))
        return found

    def _ranked(self, text: str) -> list[tuple[int, float]]:
        found = self._find(Query(text, words=tuple(text.split())))
        return [(each.row, each.coverage) for each in (*found.scored, *found.missed)]

    def _nearest(self, found: _Found) -> tuple[CatalogEntry, ...]:
        rows = [each.row for each in found.missed]
        key = key_of(" ".join(found.query.words))
        rows += self._index.names_like(key, NEAREST) if len(key) > 3 else []
        return tuple(self._index.entries[row] for row in list(dict.fromkeys(rows))[:NEAREST])

    def _nearest_section(self, found: _Found, nearest: Sequence[CatalogEntry]) -> SectionPath | None:
        sections = self._index.facets.sections.nearest(" ".join(found.query.words), 1)
        if sections:
            return sections[0]
        return nearest[0].entry.sections[0] or None if nearest else None

    def _find(self, query: Query) -> _Found:
        among = self._rows_in_question(query)
        linked = [row for word in query.words for row in self._index.linked(word)]
        if linked:
            rows = [row for row in dict.fromkeys(linked) if among is None or among >> row & 1]
            return _Found(query, Terms(()), AllAlike(rows))
        terms = self._index.reader.read((*query.words, *query.phrases))
        if not terms.terms:
            return self._everything(query, terms, among)
        narrow = query.facets and among is not None and among.bit_count() <= CANDIDATES
        candidates = list(rows_of(among)) if narrow and among else self._index.candidates(terms.terms, among)
        if query.phrases or query.excluded:
            candidates = [row for row in candidates if self._is_wanted(row, query)]
        key = key_of(" ".join(word for term in terms.terms for word in term.typed))
        scored = score_all(terms.terms, self._index.documents(candidates, terms.terms), key)
        hits = answers(scored)
        return _Found(query, terms, self._sorted(hits, query.sort), () if hits else close_misses(scored))

    def _everything(self, query: Query, terms: Terms, among: Bits | None) -> _Found:
        """Find what meets the conditions of a query without words, newest first; nothing where it has no conditions."""
        if not (query.facets or query.excluded):
            return _Found(query, terms, ())
        rows = self._index.facets.newest_first(among)
        if query.phrases or query.excluded:
            rows = [row for row in rows if self._is_wanted(row, query)]
        return _Found(query, terms, self._sorted(AllAlike(rows), query.sort))

    def _rows_in_question(self, query: Query) -> Bits | None:
        """Return the rows that meet the query's facets; None for all."""
        rows = self._index.facets.rows_for(query.facets)
        refused = reduce(or_, (self._index.facets.rows(facet) for facet in query.facets if facet.negated), 0)
        if not refused:
            return rows
        return ((1 << len(self._index.entries)) - 1 if rows is None else rows) & ~refused

    def _sorted(self, scored: Sequence[Scored], sort: Sort) -> Sequence[Scored]:
        if sort is Sort.YEAR:
            return sorted(scored, key=lambda each: -(self._index.entries[each.row].entry.year or 0))
        if sort is Sort.NEW:
            return sorted(scored, key=lambda each: self._added(each.row), reverse=True)
        return scored

    def _added(self, row: int) -> tuple[date, datetime]:
        stored = self._index.entries[row]
        return stored.added_on or stored.first_seen.date(), stored.first_seen

    def _is_wanted(self, row: int, query: Query) -> bool:
        """Say whether an entry has every phrase and nothing that is excluded."""
        entry = self._index.entries[row].entry
        if not all(holds_phrase(entry, phrase) for phrase in query.phrases):
            return False
        return not any(self._holds(row, excluded) for excluded in query.excluded)

    def _holds(self, row: int, words: str) -> bool:
        stems = stems_of(words)
        if len(stems) == 1:
            concepts = [concept.marker for concept in self._index.lexicon.concepts_in(stems)]
            return any(key in self._index.document(row).weights for key in (*stems, *concepts))
        return holds_phrase(self._index.entries[row].entry, words)

    def _hit(self, scored: Scored, found: _Found) -> SearchHit:
        stored = self._index.entries[scored.row]
        keys = {key for term in found.terms.terms for key in term.keys}
        reasons, marks = explain(stored.entry, keys, self._index.lexicon)
        return SearchHit(
            stored, round(scored.score, 4), (*reasons, *facet_reasons(stored.entry, found.query.facets)), marks
        )
