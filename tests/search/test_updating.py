"""An engine that takes in small changes answers like one that is built anew, but for the order among equals."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef
from bot.domain.catalog_delta import CatalogDelta, later_catalog
from bot.domain.entries import Entry, Link, LinkKind, Placement
from bot.search.engine import SearchEngine
from bot.search.index import CatalogIndex
from bot.search.postings import Postings
from tests.search.library import FIRST_SEEN, catalog_of, default_entries, engine_over, paper

OTHERS: Sequence[Entry] = (
    replace(paper("Melon: breaking the memory wall"), authors="Qipeng WANG, Song Han", venue="ACM MobiSys", year=2022),
    replace(
        paper("μLayer reloaded: 低延迟 inference"), authors="Yoon Kim", venue="Mobisys Workshop on Phones", year=1999
    ),
    replace(paper("POET"), description="Paging, and nothing but paging.", venue="Our Own Venue"),
    replace(paper("A"), authors="ji lin", links=(Link(LinkKind.CODE, "https://github.com/mit-han-lab/tinyengine"),)),
    replace(paper("FlashAttention-2 on cell-phones"), placements=(Placement(("New", "9. Section")), Placement(()))),
    replace(paper("\u202e\x00"), authors="…", venue=" "),
)
POOL = (*default_entries(), *OTHERS)
QUERIES = (
    "memory efficient training", "federated lerning", "by song han", "by ji lin", "mobisys 2022", "venue:mobisys",
    "poet", "ulayer", "section:new", "has:code since 2000", "-training kind:paper", '"memory wall"', "flash attention",
    "chocolate cake", "list:mobile", "https://github.com/mit-han-lab/tinyengine", "paging", "venue:our",
)  # fmt: skip

CHANGES = st.lists(
    st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, len(POOL) - 1)), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)
"""Revisions, each of them some entries, by number, that are gone or are now what the pool has under another number."""


def stored(number: int, at: int) -> CatalogEntry:
    entry = POOL[at]
    places = tuple(replace(place, position=number * 2 + step) for step, place in enumerate(entry.placements))
    return CatalogEntry(EntryRef("mobile", f"entry-{number}"), replace(entry, placements=places), FIRST_SEEN)


def delta_of(catalog: Catalog, changes: Iterable[tuple[int, int | None]]) -> CatalogDelta:
    put = {number: stored(number, at) for number, at in changes if at is not None}
    gone = [EntryRef("mobile", f"entry-{number}") for number, at in changes if at is None and number not in put]
    return CatalogDelta(catalog.version + 1, catalog.lists, tuple(put.values()), tuple(dict.fromkeys(gone)))


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.booleans())
@example([[(0, None), (1, None), (2, None)], [(0, 3)]], True)
@example([[(n, None) for n in range(8)], [(1, 1)]], False)
def test_an_updated_engine_is_one_that_was_built_anew(
    revisions: list[list[tuple[int, int | None]]], restored: bool
) -> None:
    """Also where each was kept in a file meanwhile, and taken from there."""
    catalog = replace(catalog_of([]), entries=tuple(stored(number, number) for number in range(0, 8, 2)))
    updated = engine_over(catalog)
    for changes in revisions:
        delta = delta_of(catalog, changes)
        later = later_catalog(catalog, {each.ref: each for each in catalog.entries}.get, delta)
        assert later
        catalog = later
        updated.update(delta)
        if restored:
            kept = marshal.loads(marshal.dumps(list(updated.state())))  # noqa: S302 - our own
            again = engine_over(catalog, kept)
            assert contents(again) == contents(updated)
            assert [again.search(query) for query in QUERIES] == [updated.search(query) for query in QUERIES]
            assert [again.complete_authors(name) for name in "jsq"] == [
                updated.complete_authors(name) for name in "jsq"
            ]
            updated = again
    anew = engine_over(catalog)
    assert contents(updated) == contents(anew)
    for query in QUERIES:
        assert answer(updated, query) == answer(anew, query)
        assert resolved(updated, query) == resolved(anew, query)
        assert completed(updated, query[:5]) == completed(anew, query[:5])
    for each in catalog.entries:
        assert alike(updated, each.ref) == alike(anew, each.ref)


def answer(engine: SearchEngine, query: str) -> object:
    found = engine.search(query, limit=100)
    hits = {hit.entry.ref: hit for hit in found.hits}
    return found.total, [hit.score for hit in found.hits], hits, found.corrections, found.problems


def resolved(engine: SearchEngine, query: str) -> object:
    found = engine.resolve(query)
    return found.entry, {each.ref for each in found.candidates}


def completed(engine: SearchEngine, typed: str) -> object:
    return [
        set(complete(typed, 100))
        for complete in (engine.complete_authors, engine.complete_venues, engine.complete_sections)
    ], {each.ref for each in engine.complete_entries(typed, 100)}


def alike(engine: SearchEngine, ref: EntryRef) -> object:
    return {hit.entry.ref: hit.score for hit in engine.similar(ref, limit=100)}


def contents(engine: SearchEngine) -> dict[str, Any]:
    """Return all that an engine holds, entries by what names them and not by their rows."""
    index: CatalogIndex = engine._index
    facets, titles, spelling = index.facets, index.titles, index.vocabulary.spelling
    authors, venues = facets.authors, facets.venues

    def refs(postings: Postings[Any]) -> dict[object, set[EntryRef]]:
        return {key: {index.entries[row].ref for row in postings.rows(key)} for key in postings}

    return {
        "rows": {ref: index.entries[row] for ref, row in index.rows.items()},
        "size": (len(index.entries), index.vocabulary.size, engine.version),
        "postings": [refs(each) for each in (index.keys, index.titled, index.names._rows)],
        "links": [{(mark >> 24, index.entries[mark & 0xFFFFFF].ref) for mark in index.links._marks}],
        "facets": [refs(each) for each in (facets._rows, facets._years, facets._paths, authors._words, venues._rows)],
        "documents": {ref: index.document(row)._replace(topic=()) for ref, row in index.rows.items()},
        "topics": {ref: set(index.document(row).topic) for ref, row in index.rows.items()},
        "words": (dict(titles._words), index.names._sorted),
        "spelling": (dict(spelling._counts), spelling._sorted, {k: v for k, v in spelling._buckets.items() if v}),
        "authors": (authors._names.keys(), dict(authors._spelling._counts), authors._spelling._sorted),
        "venues": venues._names.keys(),
        "sections": set(facets.sections.paths),
        "ordered": [[each._text_of(row) for row in each._rows] for each in (titles._ordered, index.ids, titles.keys)],
        "short": [
            {index.entries[row].ref for row in range(len(index.entries)) if bits >> row & 1} for bits in titles.short
        ],
    }


def test_an_author_is_called_as_the_first_work_that_is_left_calls_them() -> None:
    shouted, plain = replace(paper("One"), authors="JI LIN"), replace(paper("Two"), authors="Ji Lin")
    engine = engine_over(catalog_of([shouted, plain]))
    first = next(iter(engine._index.rows))
    engine.update(CatalogDelta(2, (), (), (first,)))
    assert engine.complete_authors("ji") == ("Ji Lin",)


def test_what_an_entry_was_called_before_finds_it_no_more() -> None:
    catalog = catalog_of([paper("Zanzibar: a network"), paper("Other")])
    engine = engine_over(catalog)
    was = catalog.entries[0]
    engine.update(CatalogDelta(2, (), (replace(was, entry=paper("Timbuktu: a network")),), ()))
    assert not engine.search("zanzibar").hits
    assert not engine.search("zanzibra").hits
    assert [hit.entry.ref for hit in engine.search("timbuktu").hits] == [was.ref]
    assert engine.resolve("timbuktu").entry is not None
