"""What there is in a catalog: sections in order, what stands in each, and what it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.contents import Contents
from bot.domain.entries import Entry, EntryKind, Placement, SectionPath

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
A, AB, AC, D = ("A",), ("A", "B"), ("A", "C"), ("D",)


def work(
    number: int, *sections: SectionPath, list_name: str = "one", year: int | None = None, added: date | None = None
) -> CatalogEntry:
    places = tuple(Placement(section, number, number * 10 + at) for at, section in enumerate(sections))
    entry = Entry(f"Work {number}", EntryKind.PAPER, places, year=year, venue="MobiSys" if year else None)
    return CatalogEntry(EntryRef(list_name, f"w{number}"), entry, SEEN, added_on=added)


def contents(*entries: CatalogEntry) -> Contents:
    lists = tuple(FollowedList(name, name, "shipped") for name in sorted({each.ref.list_name for each in entries}))
    return Contents.of(Catalog(1, lists, entries))


def test_parents_come_directly_before_their_children_where_these_first_appear() -> None:
    found = contents(work(1, AB), work(2, D), work(3, AC), work(4, A))
    assert found.sections == (A, AB, AC, D)
    assert found.counts == {A: 3, AB: 1, AC: 1, D: 1}


def test_a_work_in_two_sections_below_one_counts_there_once() -> None:
    found = contents(work(1, AB, AC), work(2, AB))
    assert found.counts == {A: 2, AB: 2, AC: 1}
    assert found.count_to_depth(1) == {A: 2}
    assert found.count_to_depth(2) == {AB: 2, AC: 1}


def test_a_section_holds_what_stands_below_it_in_document_order() -> None:
    found = contents(work(1, D), work(2, AC), work(3, AB), work(4, A))
    assert [each.id for each in found.entries_in(A)] == ["w2", "w3", "w4"]
    assert [each.id for each in found.entries_in(AC)] == ["w2"]
    assert found.entries_in(("Nowhere",)) == []


def test_the_newest_joined_their_list_last_as_far_as_anything_tells() -> None:
    told = work(1, A, added=date(2026, 3, 1))
    written = work(2, A)
    written = replace(written, entry=replace(written.entry, added=date(2026, 2, 1)))
    found = contents(work(3, A), written, told)
    assert [each.id for each in found.newest] == ["w1", "w2", "w3"]


def test_lists_have_their_own_sections_and_counts() -> None:
    found = contents(work(1, D, year=2022), work(2, A, list_name="two"), work(3, AB, list_name="two", year=2022))
    assert (found.sections_of("two"), found.sections_of("none")) == ([A, AB], ())
    assert found.lists == {"one": 1, "two": 2}
    assert (found.years, found.venues, found.kinds) == ({2022: 2}, {"MobiSys": 2}, {EntryKind.PAPER: 3})


PATHS = st.lists(st.sampled_from("ABC"), max_size=3).map(tuple)


@given(st.lists(st.lists(PATHS, min_size=1, max_size=3, unique=True), max_size=12))
def test_what_a_section_counts_is_what_it_holds(placed: list[list[SectionPath]]) -> None:
    found = contents(*(work(number, *sections) for number, sections in enumerate(placed)))
    assert set(found.counts) == set(found.sections)
    for path in found.sections:
        held = found.entries_in(path)
        assert len(held) == found.counts[path]
        assert held == [e for e in found.catalog.entries if any(p[: len(path)] == path for p in e.entry.sections)]
        if len(path) > 1:
            assert found.sections.index(path[:-1]) < found.sections.index(path)
