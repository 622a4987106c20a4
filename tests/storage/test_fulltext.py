"""The full-text index finds rows by their words, and nothing that is typed can break its queries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.fulltext import SqliteFullText

ROWS = [
    ("fast llm infer npu", "", "xu", "asplos", "infer", "_llm"),
    ("train memor", "fast llm", "lin han", "neurip", "train", ""),
    ("llm llm llm", "", "", "", "", "_llm"),
]
INDEX = SqliteFullText(ROWS)


def test_one_word_of_each_group_is_enough() -> None:
    assert INDEX.match([[["npu", "tpu"], ["infer"]]], 10) == [0]
    assert INDEX.match([[["npu"], ["memor"]]], 10) == []


def test_any_of_several_requirements_is_enough() -> None:
    assert set(INDEX.match([[["npu"]], [["memor"]]], 10)) == {0, 1}


def test_words_with_a_space_stand_next_to_each_other() -> None:
    assert INDEX.match([[["llm infer"]]], 10) == [0]
    assert INDEX.match([[["infer llm"]]], 10) == []


def test_markers_are_words_of_their_own() -> None:
    assert set(INDEX.match([[["_llm"]]], 10)) == {0, 2}


def test_the_title_says_more_than_the_description() -> None:
    assert INDEX.match([[["fast"]]], 10) == [0, 1]


def test_the_first_rows_come_in_their_order() -> None:
    assert INDEX.first([["llm"]], 10) == [0, 2]
    assert INDEX.first([["llm"]], 1) == [0]


def test_nothing_asked_for_is_nothing_found() -> None:
    assert INDEX.match([], 10) == INDEX.match([[]], 10) == INDEX.match([[[]]], 10) == INDEX.first([], 10) == []


@given(st.lists(st.lists(st.text(max_size=12), max_size=3), max_size=3))
def test_no_text_is_an_operator(groups: list[list[str]]) -> None:
    assert set(INDEX.match([groups], 2)) <= {0, 1, 2}
    assert INDEX.first([['"', "OR", "NEAR(", "*", "-", "a:b"]], 2) == []
