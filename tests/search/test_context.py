"""What else than its own words speaks for an answer: the company of its section, and the kind that was asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry, EntryKind, Placement, SectionPath
from bot.search.context import in_context
from bot.search.engine import SearchEngine
from bot.search.ranking import Scored
from bot.shipped import synonym_table, venue_table

ATTENTION, CACHES, LEARNING = ("Papers", "Attention"), ("Papers", "Caches"), ("Papers", "Learning")
SIZES: dict[SectionPath, int] = {ATTENTION: 12, CACHES: 30, LEARNING: 1_000}
WORKS = {
    1: Entry("One", EntryKind.PAPER, placements=(Placement(CACHES),)),
    2: Entry("Two", EntryKind.PAPER, placements=(Placement(ATTENTION),)),
    3: Entry("Three", EntryKind.PAPER, placements=(Placement(ATTENTION),)),
    4: Entry("Four", EntryKind.PROJECT, placements=(Placement(()),)),
    5: Entry("Five", EntryKind.PAPER, placements=(Placement(LEARNING),)),
    6: Entry("Six", EntryKind.PAPER, placements=(Placement(LEARNING),)),
}


def order(*scored: Scored, software: bool = False) -> list[int]:
    return [each.row for each in in_context(list(scored), WORKS.__getitem__, size_of, software=software)]


def size_of(path: SectionPath) -> int:
    return SIZES.get(path, 0)


def test_a_section_that_answers_with_several_comes_before_a_lone_answer_that_is_hardly_better() -> None:
    assert order(Scored(1, 1.05, 1), Scored(2, 1.0, 1), Scored(3, 0.9, 1)) == [2, 3, 1]


def test_an_answer_that_is_much_better_stays_first_alone() -> None:
    assert order(Scored(1, 2.0, 1), Scored(2, 1.0, 1), Scored(3, 0.9, 1)) == [1, 2, 3]


def test_a_large_section_speaks_for_nothing() -> None:
    assert order(Scored(1, 1.05, 1), Scored(5, 1.0, 1), Scored(6, 0.9, 1)) == [1, 5, 6]


def test_who_asks_for_software_gets_projects_before_papers_that_are_as_good() -> None:
    scored = (Scored(1, 1.1, 1), Scored(4, 1.0, 1))
    assert order(*scored) == [1, 4]
    assert order(*scored, software=True) == [4, 1]


@given(st.lists(st.floats(0.01, 10), min_size=1, max_size=4), st.booleans())
def test_context_neither_adds_nor_drops_nor_lowers(scores: list[float], software: bool) -> None:
    given_ = [Scored(row, score, 0.5) for row, score in enumerate(scores, start=1)]
    found = {each.row: each for each in in_context(given_, WORKS.__getitem__, size_of, software=software)}
    assert set(found) == {each.row for each in given_}
    assert all(found[each.row].score >= each.score and found[each.row].coverage == 0.5 for each in given_)


def test_the_engine_hears_that_software_is_asked_for() -> None:
    entries = (
        Entry("Wombat: a caching library study", EntryKind.PAPER, placements=(Placement(CACHES),)),
        Entry("Numbat: caching library", EntryKind.PROJECT, placements=(Placement(("Projects",)),)),
        Entry("Quokka: a caching library report", EntryKind.PAPER, placements=(Placement(("Other",)),)),
    )
    stored = [
        CatalogEntry(EntryRef("ours", str(number)), entry, datetime(2025, 1, 1, tzinfo=UTC))
        for number, entry in enumerate(entries)
    ]
    catalog = Catalog(1, (FollowedList("ours", "Ours", "ours.md"),), tuple(stored))
    found = SearchEngine(catalog, venue_table(), synonym_table()).search("caching library").hits
    assert found[0].entry.entry.kind is EntryKind.PROJECT
