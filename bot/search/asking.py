"""Asking: what a person's text asks of the catalog, and what is found for it.

Puts right what the catalog knows better: facets in plain words, misspelt names in facets, works named as wanted or
unwanted.  The language itself is `bot.search.query`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.catalog import CatalogEntry
from bot.i18n import gettext as _
from bot.search.conditions import is_wanted, rows_in_question
from bot.search.feedback import Near, Wish, refine
from bot.search.finding import Finder, Found, in_asked_order
from bot.search.index import CatalogIndex
from bot.search.plain import with_plain_facets, without_plain_facets
from bot.search.query import Query, parse_query
from bot.search.results import Correction, Resolution


class Asking:
    """Reads texts and finds what answers them."""

    def __init__(self, index: CatalogIndex, finder: Finder, resolve: Callable[[str], Resolution], near: Near) -> None:
        """*resolve* tells which entry a text names; *near* gives the neighbours of a row."""
        self._index = index
        self._finder = finder
        self._resolve = resolve
        self._near = near
        self._last: tuple[tuple[Sequence[str], Sequence[str]], tuple[Wish, Sequence[str]]] | None = None

    def answered(self, text: str) -> Found:
        """Read a text as a query and find what answers it, in the order that what was said of earlier answers gives."""
        found = self._found(text)
        wish, unknown = self._wish(found.query.liked, found.query.unliked)
        if unknown:
            problems = [
                _("“{text}” is not the name of one entry; like: and unlike: take an id.", text=text) for text in unknown
            ]
            query = replace(found.query, problems=(*found.query.problems, *problems))
            found = replace(found, query=query)
        if not wish:
            return found
        among = rows_in_question(self._index, found.query)

        def may_join(row: int) -> bool:
            return (among is None or bool(among >> row & 1)) and is_wanted(self._index, row, found.query)

        refined = refine(self._near, found.scored, wish, may_join)
        order = in_asked_order(refined.scored, found.query.sort, self._index.entries)
        return replace(found, scored=order, refined=refined)

    def to_encode(self, text: str) -> str:
        """Return the words of a text that a model will be asked about; empty where it will not at the first reading."""
        query, _corrections = self._parsed(text)
        return self._finder.to_encode(query)

    def named(self, text: str) -> Sequence[int]:
        """Return the rows that a text wants more, or less, like."""
        query = parse_query(text)
        wish, _unknown = self._wish(query.liked, query.unliked)
        return (*wish.liked, *wish.unliked)

    def _found(self, text: str) -> Found:
        """Read a text as a query and find what answers it; facets in plain words give way if nothing does."""
        query, corrections = self._parsed(text)
        found = self._finder.find(query)
        if corrections:
            return replace(found, terms=replace(found.terms, corrections=(*corrections, *found.terms.corrections)))
        if not found.scored and found.terms.terms and any(facet.said for facet in query.facets):
            return self._finder.find(without_plain_facets(query))
        return found

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

    def _wish(self, liked: Sequence[str], unliked: Sequence[str]) -> tuple[Wish, Sequence[str]]:
        """Return what `_wished` does: mostly of the question that was prepared a moment ago."""
        if self._last is None or self._last[0] != (liked, unliked):
            self._last = (liked, unliked), self._wished(liked, unliked)
        return self._last[1]

    def _wished(self, liked: Sequence[str], unliked: Sequence[str]) -> tuple[Wish, Sequence[str]]:
        """Return the rows of the entries that a query names as more, or less, wanted, and names that are no entry's."""
        rows: dict[bool, dict[int, None]] = {True: {}, False: {}}
        unknown: list[str] = []
        for text, wanted in (*((each, True) for each in liked), *((each, False) for each in unliked)):
            entries = self._named(text)
            if not entries:
                unknown.append(text)
            rows[wanted].update({self._index.rows[entry.ref]: None for entry in entries})
        refused = tuple(rows[False])
        return Wish(tuple(row for row in rows[True] if row not in rows[False]), refused), unknown

    def _named(self, text: str) -> list[CatalogEntry]:
        """Find the entry that a text names, or those that it names between commas."""
        whole = self._resolve(text).entry
        parts = [] if whole or "," not in text else [self._resolve(part).entry for part in text.split(",")]
        return [entry for entry in (whole, *parts) if entry]
