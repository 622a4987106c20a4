"""Places keep their numbers while others come and go, and numbers always grow in document order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry
from bot.domain.matching.standing import ROOM, number
from tests.domain.matching.lists import THEN, follow, paper, written

MANY = 300


def works(count: int) -> list[Entry]:
    return [paper(f"Work number {at} of them all", f"https://example.com/{at}") for at in range(count)]


def baseline(count: int = MANY) -> tuple[CatalogEntry, ...]:
    return written((), follow((), works(count), THEN), THEN)


@given(st.lists(st.none() | st.integers(-50, 50) | st.integers(-(2**33), 2**33), max_size=60))
def test_numbers_grow_and_fit_the_databases(had: list[int | None]) -> None:
    found = number(had)
    assert all(one < other for one, other in pairwise(found))
    assert all(abs(each) < 2**31 for each in found)


@given(st.lists(st.integers(0, 10_000), unique=True, max_size=60).map(sorted))
def test_numbers_that_grow_are_left_alone(had: list[int]) -> None:
    assert number(had) == had


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=100, max_size=300))
def test_however_places_come_each_moves_few_others(steps: list[tuple[int, bool]]) -> None:
    """Even where they all come at one place, or go again."""
    numbers = number([None] * 100)
    moved = 0
    for anywhere, here in steps:
        at = 50 if here else min(anywhere, len(numbers))
        after = number([*numbers[:at], None, *numbers[at:]])
        moved += sum(one != other for one, other in zip(numbers, after[:at] + after[at + 1 :], strict=True))
        numbers = after
    assert moved <= 3 * len(steps)


def test_a_line_inserted_first_is_all_that_is_written() -> None:
    new = paper("Zanzibar: something else", "https://example.com/zanzibar")
    found = follow(baseline(), [new, *works(MANY)])
    assert [one.entry.title for one in found.put] == [new.title]
    assert found.entries[0].entry.placements[0].position < 0
    assert [one.entry.title for one in found.entries][1:] == [entry.title for entry in works(MANY)]


def test_what_is_moved_is_written_and_what_it_passes_is_not() -> None:
    listed = works(MANY)
    moved = listed.pop(7)
    found = follow(baseline(), [*listed[:200], moved, *listed[200:]])
    assert [one.entry.title for one in found.put] == [moved.title]
    assert not found.changes.log


def test_a_second_place_is_numbered_among_the_others() -> None:
    listed = works(MANY)
    twice = replace(listed[3], placements=(*listed[3].placements, *paper("", at=("Other",)).placements))
    (put,) = follow(baseline(), [*listed[:3], twice, *listed[4:]]).put
    assert [place.position for place in put.entry.placements] == [3 * ROOM, 3 * ROOM + ROOM // 2]


def test_a_list_that_was_numbered_without_room_gets_it_once() -> None:
    """Older versions stored places as they were counted, with their lines."""
    dense = [
        replace(one, entry=replace(one.entry, placements=(replace(one.entry.placements[0], position=at, line=at + 9),)))
        for at, one in enumerate(baseline())
    ]
    assert follow(dense, works(MANY)).put == ()
    new = paper("Zanzibar: something else", "https://example.com/zanzibar")
    listed = [*works(MANY)[:250], new, *works(MANY)[250:]]
    first = follow(dense, listed)
    assert 1 < len(first.put) <= MANY
    other = paper("Timbuktu: one more", "https://example.com/timbuktu")
    (put,) = follow(written(dense, first), [*listed[:250], other, *listed[250:]]).put
    assert put.entry.title == other.title
