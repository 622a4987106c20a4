"""The search engine: one object that answers every question about a snapshot of the catalog.

Derived state: build a new one, or update it, when the catalog's version moves.  Nothing here waits or writes, and no
text that anyone types makes it raise.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.catalog_delta import CatalogDelta
from bot.domain.entries import SectionPath
from bot.domain.venues import VenueTable
from bot.search.approaches import Approaches, Pair
from bot.search.asking import Asking
from bot.search.blending import SHIPPED, Blend
from bot.search.complete import EntryCompleter, NameCompleter
from bot.search.finding import Finder
from bot.search.garbage import without_collecting
from bot.search.index import CatalogIndex
from bot.search.kept import Kept, Part
from bot.search.lexicon import Lexicon, SynonymTable
from bot.search.meaning import Meaning
from bot.search.presenting import Presenter
from bot.search.ranking import GATE, Gate
from bot.search.recommend import POOL, VARIETY, Taste, diverse, explained, pick_for
from bot.search.resolve import Resolver
from bot.search.results import Resolution, SearchAnswer, SearchHit
from bot.search.sections import SectionMatch
from bot.search.similar import Neighbours
from bot.search.text import folded_words

PAIRS = 5
"""How many pairs of works on one problem are found, of the whole catalog."""


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
        self._blend = blend
        with without_collecting():
            known = None if kept is None else Kept(kept)
            self._index = CatalogIndex(catalog, Lexicon(synonyms), venues, known)
            self._finder = Finder(self._index, meaning, gate, blend)
            self._resolver = Resolver(self._index, self._finder.ranked)
            self._entry_completer = EntryCompleter(self._index)
            authors = self._index.facets.authors.with_words() if known is None else ()
            self._authors = NameCompleter((words, name) for name, words in authors)
            if known is not None:
                self._authors.restore(known, "authors")
            self._complete_few_names()
            self._compare()

    def entry(self, ref: EntryRef) -> CatalogEntry | None:
        """Return the entry that is known under a ref."""
        row = self._index.rows.get(ref)
        return None if row is None else self._index.entries[row]

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
        self._asking = Asking(self._index, self._finder, self._resolver.resolve, self._neighbours.of)
        self._presenter = Presenter(self._index, self._neighbours, self._blend)
        self._approaches = Approaches(self._index, self._meaning)
        self._pairs: tuple[Pair, ...] | None = None
        self._paired_at = 0

    @property
    def _meaning_changes(self) -> int:
        """What is to be found out anew when vectors come later than the entries that they belong to."""
        return self._meaning.changes if self._meaning else 0

    def _complete_few_names(self) -> None:
        facets = self._index.facets
        self._venues = NameCompleter((folded_words(name), name) for name in facets.venues.names())
        self._sections = NameCompleter((folded_words(path[-1]), path) for path in facets.sections.paths)

    def search(self, text: str, *, limit: int = 10, offset: int = 0) -> SearchAnswer:
        """Answer a query (see `bot.search.query` for its language) with a page of hits, best first."""
        return self._presenter.page(self._asking.answered(text), limit=limit, offset=offset)

    def to_encode(self, text: str) -> str:
        """Return what a search for a text asks the model about, for who wants to have that ready before.

        Empty where a search asks nothing of it, but for rare queries that are read twice.
        """
        return self._asking.to_encode(text)

    def named(self, text: str) -> tuple[EntryRef, ...]:
        """Return the entries that a query wants more, or less, like; for `compare`."""
        return tuple(self._index.entries[row].ref for row in self._asking.named(text))

    def compare(self, refs: Iterable[EntryRef]) -> Iterator[None]:
        """Find the neighbours of entries one by one, to have them ready, for who lets others have a turn in between.

        Some ten milliseconds for each, in a large catalog; what then asks about many of them is soon answered.
        """
        for ref in refs:
            if (row := self._index.rows.get(ref)) is not None:
                self._neighbours.of(row)
                yield

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

        Takes seconds for 100,000 entries when it is first asked (see `knows_pairs`), then nothing.
        """
        pairs = self._pairs
        if pairs is None or not self.knows_pairs:
            self._paired_at = self._meaning_changes  # before: what comes meanwhile may have come too late
            self._pairs = pairs = tuple(self._approaches.strongest(PAIRS))
        hit = self._approaches.hit
        return tuple((hit(pair, first=True), hit(pair)) for pair in pairs[: max(limit, 0)])

    @property
    def knows_pairs(self) -> bool:
        """Whether `approach_pairs` answers at once."""
        return self._pairs is not None and self._paired_at == self._meaning_changes

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
        found = self._asking.answered(topic)
        best = {each.row: each for each in found.scored if each.row not in out}
        pool = [(row, each.score) for row, each in islice(best.items(), POOL)]
        rows = diverse(pool, self._neighbours, limit=limit, variety=VARIETY)
        return tuple(self._presenter.hit(best[row], found) for row in rows)

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

    @property
    def years(self) -> list[int]:
        """The years that entries are of, the latest first."""
        return self._index.facets.years

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
