"""A filter says yes or no to one entry, as a search for the same words would with the whole catalog before it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.domain.titles import short_name
from bot.search.engine import SearchEngine
from bot.search.filters import Filters
from bot.shipped import synonym_table, venue_table


@pytest.fixture(scope="module")
def filters() -> Filters:
    return Filters(venue_table(), synonym_table())


def names(filters: Filters, catalog: Catalog, query: str) -> set[str]:
    return {
        short_name(entry.entry.title) or entry.entry.title for entry in catalog.entries if filters.matches(query, entry)
    }


@pytest.mark.parametrize(
    "query",
    [
        "section:inference",
        "section:2.1",
        "section:inference -section:latency",
        'section:"memory efficient"',
        "section:papers/inference",
        "-section:papers",
        "has:code",
        "has:paper -has:code",
        "year:2022..",
        "year:2022 venue:mobisys",
        "venue:mobisys venue:icml",
        "venue:infocom",
        "author:daliang",
        'author:"S. Han"',
        "kind:project",
        "list:mobile",
        "-venue:mobisys",
        "year:2020 -on-device",
        '-"deep learning" kind:paper',
        "kind:paper -llm",
    ],
)
def test_conditions_hold_for_what_a_search_finds(
    filters: Filters, catalog: Catalog, engine: SearchEngine, query: str
) -> None:
    found = {hit.entry.ref for hit in engine.search(query, limit=1_000).hits}
    assert found
    assert {entry.ref for entry in catalog.entries if filters.matches(query, entry)} == found


def test_every_word_must_be_there_in_any_of_its_forms(filters: Filters, catalog: Catalog) -> None:
    training = names(filters, catalog, "trained")
    assert {"POET", "Sage"} <= training
    assert names(filters, catalog, "training memory") < training
    assert names(filters, catalog, "training chocolate") == set()


def test_another_name_for_the_same_thing_will_do(filters: Filters, catalog: Catalog) -> None:
    both = names(filters, catalog, "llm")
    assert len(both) == 2
    assert names(filters, catalog, "large language models") == both
    assert names(filters, catalog, "大模型") == both


def test_a_phrase_must_stand_as_it_is(filters: Filters, catalog: Catalog) -> None:
    assert names(filters, catalog, '"latency prediction"') == {"nn-Meter"}
    assert names(filters, catalog, '"prediction latency"') == set()


def test_small_words_ask_for_nothing(filters: Filters, catalog: Catalog) -> None:
    assert names(filters, catalog, "training of the") == names(filters, catalog, "training")


def test_a_misspelt_section_is_not_taken_for_another(filters: Filters, catalog: Catalog) -> None:
    """An index over one entry would take `interference` for the nearest that it has, `inference`."""
    assert names(filters, catalog, "section:interference") == set()


def test_a_filter_that_asks_for_nothing_is_met_by_everything(filters: Filters, catalog: Catalog) -> None:
    assert names(filters, catalog, "  sort:new ") == names(filters, catalog, "")


def test_an_entry_that_was_corrected_is_judged_anew(filters: Filters, catalog: Catalog) -> None:
    entry = catalog.entries[0]
    assert filters.matches("training", entry)
    corrected = replace(entry, entry=replace(entry.entry, title="A Title", description=None, name=None))
    assert not filters.matches("rematerialization", corrected)
    assert filters.matches("rematerialization", entry)


_BITS = ['"', "-", "section:", "year:", "a", "2..", "llm", "has:code"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(['"', "-", "section:", "year:", "a", "2..", "llm", "has:code"])).map(" ".join)
)
def test_no_query_makes_it_raise(filters: Filters, catalog: Catalog, query: str) -> None:
    for entry in catalog.entries[:3]:
        assert filters.matches(query, entry) in (True, False)


def test_thousands_of_filters_cost_little(filters: Filters, catalog: Catalog) -> None:
    queries = [f"section:inference has:code year:{2000 + number % 27}.. -audio{number}" for number in range(300)]
    for query in queries:
        filters.matches(query, catalog.entries[0])
    begin = time.process_time()
    for query in queries:
        for entry in catalog.entries[:30]:
            filters.matches(query, entry)
    each = (time.process_time() - begin) / len(queries) / 30
    assert each < 200e-6, f"{each * 1e6:.0f} µs"
