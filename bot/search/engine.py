"""The search engine: one object that answers every question about a snapshot of the catalog.

Derived state: build a new one, or update it, when the catalog's version moves.  Nothing here waits or writes, and no
text that anyone types makes it raise.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from types import MappingProxyType
from weakref import WeakMethod

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.catalog_delta import CatalogDelta
from bot.domain.entries import Entry, SectionPath
from bot.domain.venues import VenueTable
from bot.i18n import gettext as _
from bot.search.approaches import Approaches, Pair
from bot.search.blending import SHIPPED, Blend, answers_by_meaning, blended, closeness_of
from bot.search.complete import EntryCompleter, NameCompleter
from bot.search.context import in_context
from bot.search.documents import short_name
from bot.search.explain import explain, facet_reasons, holds_phrase
from bot.search.feedback import Refined, Wish, refine
from bot.search.garbage import without_collecting
from bot.search.index import CANDIDATES, CatalogIndex
from bot.search.kept import Kept, Part
from bot.search.lexicon import Lexicon, SynonymTable, stems_of
from bot.search.meaning import Meaning
from bot.search.plain import with_plain_facets, without_plain_facets
from bot.search.postings import Bits, rows_of
from bot.search.query import Query, Sort, parse_query
from bot.search.ranking import GATE, AllAlike, Gate, Scored, answers, close_misses, score_all
from bot.search.recommend import POOL, VARIETY, Taste, diverse, explained, pick_for
from bot.search.resolve import Resolver
from bot.search.results import Correction, Reason, ReasonKind, Resolution, SearchAnswer, SearchHit
from bot.search.sections import SectionMatch
from bot.search.similar import Neighbours
from bot.search.stems import stem
from bot.search.terms import Terms
from bot.search.text import key_of

PAIRS = 5
"""How many pairs of works on one problem are found, of the whole catalog."""

NEAREST = 3
"""How many titles are named where nothing was found."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading of a query found, best first; `missed` came close where nothing answered."""

    query: Query
    terms: Terms
    scored: Sequence[Scored]
    missed: Sequence[Scored] = ()
    refined: Refined = field(default_factory=Refined)


class SearchEngine:
    """Searches, compares, recommends, resolves and completes over one snapshot of the catalog."""

    def __init__(
        self,
        catalog: Catalog,
        venues: VenueTable,
        synonyms: SynonymTable,
        meaning: Meaning | None = None,
        *,
        kept: Iterable[Part] | None = None,
        gate: Gate = GATE,
        blend: Blend = SHIPPED,
    ) -> None:
        """Without *meaning*, words alone are compared; *blend* says how much it counts beside them.

        *kept* is the `state` of an engine of the same catalog, tables and version of the bot: then little is left to
        do.  Raises `KeyError` where it is of other entries.  *gate* and *blend* are for measuring whether others would
        be better.
        """
        self.version = catalog.version
        self._meaning = meaning
        self._gate, self._blend = gate, blend
        with without_collecting():
            known = None if kept is None else Kept(kept)
            self._index = CatalogIndex(catalog, Lexicon(synonyms), venues, known)
            self._resolver = Resolver(self._index, _weakly(self._ranked))
            self._entry_completer = EntryCompleter(self._index)
            authors = self._index.facets.authors.names() if known is None else ()
            self._authors = NameCompleter((name, name) for name in authors)
            if known is not None:
                self._authors.restore(known, "authors")
            self._complete_few_names()
            self._compare()

    def state(self) -> Iterator[Part]:
        """Yield what is worth keeping for another process, plain data in parts that take milliseconds each.

        Nothing may be updated until all is taken; searches do no harm.
        """
        yield from self._index.state()
        yield from self._authors.state("authors")

    def update(self, delta: CatalogDelta) -> None:
        """Take in a small change of the catalog in place: about a millisecond for each entry.

        Answers are then those of an engine that is built anew, but that among equals entries which came stand last,
        and the last where one left.  For the thread that asks; should it raise, the engine is of no more use.
        """
        authors = self._index.update(delta.put, delta.gone)
        for name in (before for before, _after in authors if before is not None):
            self._authors.discard(name, name)
        for name in (after for _before, after in authors if after is not None):
            self._authors.add(name, name)
        self._complete_few_names()
        self._compare()
        self.version = delta.version

    def _compare(self) -> None:
        """Begin to compare entries, or forget what was found out of that."""
        self._neighbours = Neighbours(self._index, self._meaning)
        self._near = lru_cache(maxsize=256)(self._neighbours.of)
        self._approaches = Approaches(self._index, self._meaning)
        self._pairs: tuple[Pair, ...] | None = None

    def _complete_few_names(self) -> None:
        facets = self._index.facets
        self._venues = NameCompleter((name, name) for name in facets.venues.names())
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
            liked=tuple(self._index.entries[row] for row in found.refined.wish.liked),
            unliked=tuple(self._index.entries[row] for row in found.refined.wish.unliked),
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

    def approaches(self, ref: EntryRef, *, limit: int = 5) -> tuple[SearchHit, ...]:
        """Return works on an entry's problem from other sections, each with the problem and its approach."""
        row = self._index.rows.get(ref)
        pairs = self._approaches.of(row, limit) if row is not None else []
        return tuple(self._approaches.hit(pair) for pair in pairs)

    def approach_pairs(self, *, limit: int = PAIRS) -> tuple[tuple[SearchHit, SearchHit], ...]:
        """Return the strongest pairs of works on one problem from different sections; at most `PAIRS`.

        Takes seconds for 10,000 entries when it is first asked (see `knows_pairs`), then nothing.
        """
        if self._pairs is None:
            self._pairs = tuple(self._approaches.strongest(PAIRS))
        hit = self._approaches.hit
        return tuple((hit(pair, first=True), hit(pair)) for pair in self._pairs[: max(limit, 0)])

    @property
    def knows_pairs(self) -> bool:
        """Whether `approach_pairs` answers at once."""
        return self._pairs is not None

    def recommend(
        self, topic: str | None, *, taste: Taste, shown: Collection[EntryRef], rng: random.Random, limit: int = 5
    ) -> tuple[SearchHit, ...]:
        """Pick entries: the best on a topic, or without one what is to a person's taste, no two too much alike.

        What was *shown*, and what they saved or spoke of, is never picked.
        """
        known = (*shown, *taste.decided)
        out = {self._index.rows[ref] for ref in known if ref in self._index.rows}
        if topic is None or not topic.strip():
            return pick_for(self._index, self._neighbours, taste, exclude=out, rng=rng, limit=limit)
        found = self._read(topic)
        best = {each.row: each for each in found.scored if each.row not in out}
        pool = [(row, each.score) for row, each in islice(best.items(), POOL)]
        rows = diverse(pool, self._neighbours, limit=limit, variety=VARIETY)
        return tuple(self._hit(best[row], found) for row in rows)

    def explained(self, entries: Sequence[CatalogEntry], taste: Taste) -> tuple[SearchHit, ...]:
        """Return entries, in their order, with why each is to a person's taste."""
        rows = [self._index.rows[entry.ref] for entry in entries if entry.ref in self._index.rows]
        return tuple(explained(self._index, self._neighbours, rows, taste))

    def resolve(self, text: str) -> Resolution:
        """Find the one entry that a person means by an id, a link, a short name or some of a title."""
        return self._resolver.resolve(text)

    def linked(self, link: str) -> tuple[CatalogEntry, ...]:
        """Return the entries that a link leads to, in whichever of its forms."""
        return tuple(self._index.entries[row] for row in self._index.links.rows(link))

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
        if not any(map(self._index.links.rows, query.words)):
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
        """Read a text as a query and find what answers it, in the order that what was said of earlier answers gives."""
        found = self._answered(text)
        wish, problems = self._wish(found.query)
        if problems:
            query = replace(found.query, problems=(*found.query.problems, *problems))
            found = replace(found, query=query)
        if not wish:
            return found
        among = self._rows_in_question(found.query)

        def may_join(row: int) -> bool:
            return (among is None or bool(among >> row & 1)) and self._is_wanted(row, found.query)

        refined = refine(self._near, found.scored, wish, may_join)
        return replace(found, scored=self._sorted(refined.scored, found.query.sort), refined=refined)

    def _wish(self, query: Query) -> tuple[Wish, Sequence[str]]:
        """Return the rows that a query wants more or less like, and sentences about names that are no entry's."""
        rows: dict[bool, dict[int, None]] = {True: {}, False: {}}
        problems: list[str] = []
        for text, wanted in (*((each, True) for each in query.liked), *((each, False) for each in query.unliked)):
            entries = self._named(text)
            if not entries:
                problems.append(_("“{text}” is not the name of one entry; like: and unlike: take an id.", text=text))
            rows[wanted].update({self._index.rows[entry.ref]: None for entry in entries})
        refused = tuple(rows[False])
        return Wish(tuple(row for row in rows[True] if row not in rows[False]), refused), problems

    def _named(self, text: str) -> list[CatalogEntry]:
        """Find the entry that a text names, or those that it names between commas."""
        whole = self.resolve(text).entry
        parts = [] if whole else [self.resolve(part).entry for part in text.split(",")]
        return [entry for entry in (whole, *parts) if entry]

    def _answered(self, text: str) -> _Found:
        """Read a text as a query and find what answers it; facets in plain words give way if nothing does."""
        query, corrections = self._parsed(text)
        found = self._find(query)
        if corrections:
            return replace(found, terms=replace(found.terms, corrections=(*corrections, *found.terms.corrections)))
        if not found.scored and found.terms.terms and any(facet.said for facet in query.facets):
            return self._find(without_plain_facets(query))
        return found

    def _ranked(self, text: str) -> list[tuple[int, float]]:
        found = self._find(Query(text, words=tuple(text.split())), by_words=True)
        return [(each.row, each.coverage) for each in (*found.scored, *found.missed)]

    def _nearest(self, found: _Found) -> tuple[CatalogEntry, ...]:
        rows = [each.row for each in found.missed]
        key = key_of(" ".join(found.query.words))
        rows += self._index.names.like(key, NEAREST) if len(key) > 3 else []
        return tuple(self._index.entries[row] for row in list(dict.fromkeys(rows))[:NEAREST])

    def _nearest_section(self, found: _Found, nearest: Sequence[CatalogEntry]) -> SectionPath | None:
        sections = self._index.facets.sections.nearest(" ".join(found.query.words), 1)
        if sections:
            return sections[0]
        return nearest[0].entry.sections[0] or None if nearest else None

    def _find(self, query: Query, *, by_words: bool = False) -> _Found:
        """Find what answers a query; with *by_words*, whatever a model would say."""
        among = self._rows_in_question(query)
        linked = [row for word in query.words for row in self._index.links.rows(word)]
        if linked:
            rows = [row for row in dict.fromkeys(linked) if among is None or among >> row & 1]
            return _Found(query, Terms(()), AllAlike(rows))
        terms = self._index.reader.read((*query.words, *query.phrases), beside_facets=bool(query.facets))
        if not terms.terms:
            return self._everything(query, terms, among)
        narrow = query.facets and among is not None and among.bit_count() <= CANDIDATES
        candidates = list(rows_of(among)) if narrow and among else self._index.candidates(terms.terms, among)
        if query.phrases or query.excluded:
            candidates = [row for row in candidates if self._is_wanted(row, query)]
        scored = score_all(terms.terms, self._index.documents(candidates, terms.terms), terms.key)
        closeness = {} if by_words else self._closeness(query, terms, candidates, among)
        if closeness:
            scored = blended(scored, sum(term.importance for term in terms.terms), closeness, self._blend)
        software = any(self._index.lexicon.is_software(stem(word)) for term in terms.terms for word in term.typed)
        scored = in_context(scored, self._entry_of, self._index.facets.section_size, software=software)
        hits = answers_by_meaning(scored, self._blend, self._gate) if closeness else answers(scored, self._gate)
        return _Found(query, terms, self._sorted(hits, query.sort), () if hits else close_misses(scored))

    def _closeness(self, query: Query, terms: Terms, candidates: Sequence[int], among: Bits | None) -> dict[int, float]:
        """Return by row how close candidates, and whatever else comes closest, are in meaning to what was asked.

        Nothing where a model has nothing to add: for the name of a work, and for a word that some title has.
        """
        one_word = sum(len(term.typed) for term in terms.terms) == 1
        if not self._meaning or terms.key in self._index.names or (one_word and candidates):
            return {}
        found = closeness_of(terms.text, self._meaning, self._index, candidates, among)
        if query.phrases or query.excluded:
            return {row: cosine for row, cosine in found.items() if self._is_wanted(row, query)}
        return found

    def _entry_of(self, row: int) -> Entry:
        return self._index.entries[row].entry

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
        said = (*self._feedback_reasons(scored.row, found, own=bool(reasons)), *reasons)
        close = (Reason(ReasonKind.MEANING),) if (scored.closeness or 0.0) >= self._blend.sure else ()
        reasons = (*said, *facet_reasons(stored.entry, found.query.facets), *close)
        return SearchHit(stored, round(scored.score, 4), reasons, marks)

    def _feedback_reasons(self, row: int, found: _Found, *, own: bool) -> tuple[Reason, ...]:
        """Say which chosen work an entry is like, and by what, where it has no reason of its *own*."""
        if row in found.refined.wish.liked:
            return (Reason(ReasonKind.CHOSEN, (self._called(row),)),)
        if row not in found.refined.nearest:
            return ()
        chosen, likeness = found.refined.nearest[row]
        like = Reason(ReasonKind.LIKE, (self._called(chosen),))
        return (like,) if own else (like, *self._neighbours.reasons(likeness)[0])

    def _called(self, row: int) -> str:
        entry = self._index.entries[row].entry
        return short_name(entry) or entry.title


def _weakly(method: Callable[[str], list[tuple[int, float]]]) -> Callable[[str], list[tuple[int, float]]]:
    """Hold a method, but not the engine that it belongs to, whose part is to hold it."""
    held = WeakMethod(method)

    def call(text: str) -> list[tuple[int, float]]:
        found = held()
        return found(text) if found else []

    return call
