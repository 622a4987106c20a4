"""Presenting: what was found, as the typed answer that a person gets: a page of hits, each with why it is there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.search.blending import Blend
from bot.search.documents import short_name
from bot.search.explain import Explainer, facet_reasons
from bot.search.finding import Found
from bot.search.index import CatalogIndex
from bot.search.ranking import Scored
from bot.search.results import Reason, ReasonKind, SearchAnswer, SearchHit
from bot.search.similar import Neighbours
from bot.search.terms import Term
from bot.search.text import key_of

NEAREST = 3
"""How many titles are named where nothing was found."""


class Presenter:
    """Makes answers of what was found in one index."""

    def __init__(self, index: CatalogIndex, neighbours: Neighbours, blend: Blend) -> None:
        self._index = index
        self._neighbours = neighbours
        self._blend = blend
        self._explainer = Explainer(index.lexicon)

    def page(self, found: Found, *, limit: int, offset: int) -> SearchAnswer:
        """Return so many hits from one on, and where there are none, what comes nearest."""
        page = found.scored[max(offset, 0) : max(offset, 0) + max(limit, 0)]
        nearest = () if found.scored else self._nearest(found)
        return SearchAnswer(
            hits=tuple(self.hit(each, found) for each in page),
            total=len(found.scored),
            corrections=found.terms.corrections,
            nearest=nearest,
            nearest_section=None if found.scored else self._nearest_section(found, nearest),
            problems=found.query.problems,
            liked=tuple(self._index.entries[row] for row in found.refined.wish.liked),
            unliked=tuple(self._index.entries[row] for row in found.refined.wish.unliked),
        )

    def hit(self, scored: Scored, found: Found) -> SearchHit:
        """Return a row that was found with the reasons for it."""
        stored = self._index.entries[scored.row]
        reasons, marks = self._explainer.explain(stored.entry, self._asked_of(scored.row, found.terms.terms))
        said = (*self._feedback_reasons(scored.row, found, own=bool(reasons)), *reasons)
        said += (*facet_reasons(stored.entry, found.query.facets), *self._link_reasons(scored.row, found))
        if (scored.closeness or 0.0) >= (self._blend.sure if said else self._blend.related):
            said += (Reason(ReasonKind.MEANING),)
        return SearchHit(stored, round(scored.score, 4), said, marks)

    def _asked_of(self, row: int, terms: Sequence[Term]) -> frozenset[str]:
        """Return the keys that are asked for; of words that the entry does not have as one thing, each by itself."""
        keys = {key for term in terms for key in term.keys}
        apart = [term for term in terms if term.parts]
        if apart:
            ((_row, document),) = self._index.documents([row], apart)
            missing = (term for term in apart if term.keys.keys().isdisjoint(document.weights))
            keys |= {part for term in missing for part, _share in term.parts}
        return frozenset(keys)

    def _link_reasons(self, row: int, found: Found) -> tuple[Reason, ...]:
        """Name the links and repositories in a query by which an entry was found."""
        words = () if found.terms.terms else found.query.words
        named = tuple(word for word in words if row in self._index.links.rows(word))
        return (Reason(ReasonKind.LINK, named),) if named else ()

    def _feedback_reasons(self, row: int, found: Found, *, own: bool) -> tuple[Reason, ...]:
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

    def _nearest(self, found: Found) -> tuple[CatalogEntry, ...]:
        rows = [each.row for each in found.missed]
        key = key_of(" ".join(found.query.words))
        rows += self._index.names.like(key, NEAREST) if len(key) > 3 else []
        return tuple(self._index.entries[row] for row in list(dict.fromkeys(rows))[:NEAREST])

    def _nearest_section(self, found: Found, nearest: Sequence[CatalogEntry]) -> SectionPath | None:
        sections = self._index.facets.sections.nearest(" ".join(found.query.words), 1)
        if sections:
            return sections[0]
        return nearest[0].entry.sections[0] or None if nearest else None
