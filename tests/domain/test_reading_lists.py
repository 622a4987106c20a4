"""Reading lists of several workspaces as one: every entry once, nobody's forgotten, in one order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.reading_lists import ReadingItem, may_remove, together

START = datetime(2026, 3, 15, tzinfo=UTC)
ITEMS = st.builds(
    ReadingItem,
    st.sampled_from(["discord:1", "slack:T1"]),
    st.builds(EntryRef, st.just("main"), st.sampled_from("abcd")),
    st.sampled_from(["discord:42", "slack:T1.U1", ""]),
    st.just("Ada"),
    st.text(max_size=3),
    st.integers(0, 5).map(lambda hours: START + timedelta(hours=hours)),
)


@given(st.lists(ITEMS, max_size=12))
def test_each_entry_is_there_once_as_it_was_added_first_and_the_newest_stands_first(items: list[ReadingItem]) -> None:

    made = together(items)
    assert {each.ref for each in made} == {each.ref for each in items}
    assert len({each.ref for each in made}) == len(made)
    assert all(each.added_at == min(one.added_at for one in items if one.ref == each.ref) for each in made)
    assert [each.added_at for each in made] == sorted((each.added_at for each in made), reverse=True)


@given(st.lists(ITEMS, max_size=6, unique_by=lambda each: (each.workspace, each.ref)))
def test_the_order_in_which_lists_are_read_makes_no_difference(items: list[ReadingItem]) -> None:
    assert together(items) == together(reversed(items))


@given(st.lists(ITEMS, min_size=1, max_size=6))
def test_who_added_it_alone_may_remove_it_and_managers_may(items: list[ReadingItem]) -> None:
    assert may_remove(items, "discord:42", manages=True)
    assert may_remove(items, "discord:42", manages=False) == ({each.person for each in items} == {"discord:42"})
