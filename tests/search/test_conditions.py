"""Phrases, exclusions and orders hold for a whole catalog, not only for what ranks first in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.search.bits import rows_of
from bot.search.conditions import is_wanted, rows_in_question, rows_wanted
from bot.search.engine import SearchEngine
from bot.search.explain import holds_phrase
from bot.search.index import CatalogIndex
from bot.search.lexicon import Lexicon
from bot.search.query import Query, parse_query
from bot.shipped import synonym_table, venue_table
from tests.search.library import catalog_of, engine_over, paper


@pytest.fixture(scope="module")
def index(catalog: Catalog) -> CatalogIndex:
    return CatalogIndex(catalog, Lexicon(synonym_table()), venue_table())


def found(engine: SearchEngine, query: str) -> list[str]:
    return [hit.entry.entry.title for hit in engine.search(query, limit=1_000).hits]


def test_a_phrase_is_found_behind_many_that_have_its_words_apart() -> None:
    works = [paper(f"Network of Sensors, Neural Edition {number}") for number in range(200)]
    engine = engine_over(catalog_of([*works, paper("A Longer Title on What a Neural Network Costs on a Phone")]))
    assert found(engine, '"neural network"') == ["A Longer Title on What a Neural Network Costs on a Phone"]


@given(data=st.data())
def test_whatever_holds_a_phrase_is_in_question(index: CatalogIndex, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(index.entries) - 1))
    words = index.entries[row].entry.title.split()
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    if holds_phrase(index.entries[row].entry, phrase):
        assert (rows_in_question(index, Query("", phrases=(phrase,))) or 0) >> row & 1


@pytest.mark.parametrize(
    "text", ["-training", '-"deep learning"', "-training -year:2022", '-"on mobile" -llm', '-"zzz yyy"', "-zzz"]
)
def test_what_is_left_out_by_sets_is_left_out_one_by_one(index: CatalogIndex, text: str) -> None:
    query = parse_query(text)
    among = rows_in_question(index, query)
    rows = range(len(index.entries)) if among is None else rows_of(among)
    left = set(rows_of(rows_wanted(index, query, among)))
    assert left == {row for row in rows if is_wanted(index, row, query)}
    for row in left:
        for words in query.excluded:
            assert not holds_phrase(index.entries[row].entry, words)


def test_the_newest_are_by_when_they_joined_and_then_by_year() -> None:
    years = {"Old": 2019, "New": 2024, "Known": 2020}
    plain = catalog_of([replace(paper(title), year=year) for title, year in years.items()])
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    days = {"Old": None, "New": None, "Known": date(2026, 3, 1)}
    entries = tuple(replace(stored, first_seen=seen, added_on=days[stored.entry.title]) for stored in plain.entries)
    engine = engine_over(replace(plain, entries=entries))
    assert found(engine, "kind:paper sort:new") == ["Known", "New", "Old"]
    assert found(engine, "kind:paper sort:year") == ["New", "Known", "Old"]
