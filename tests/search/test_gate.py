"""When a question has answers at all, and which documents are among them."""

from __future__ import annotations

import pytest

from bot.search.engine import SearchEngine
from bot.search.ranking import Scored, answers


def test_one_sure_answer_lets_others_in_that_cover_less() -> None:
    sure, less, least = Scored(1, 1.0, 0.6), Scored(2, 0.5, 0.3), Scored(3, 0.1, 0.1)
    assert answers([sure, less, least]) == [sure, less]


def test_without_a_sure_answer_there_is_none() -> None:
    assert answers([Scored(1, 1.0, 0.45), Scored(2, 0.5, 0.3)]) == []


def test_two_words_that_agree_are_sure_sooner() -> None:
    assert answers([Scored(1, 1.0, 0.45, agreed=2)])


def test_of_many_things_that_the_list_has_one_by_one_little_need_be_together() -> None:
    little = [Scored(1, 1.0, 0.3), Scored(2, 0.1, 0.05)]
    assert answers(little, familiar=2) == []
    assert answers(little, familiar=3) == little[:1]


def test_few_words_with_a_foreign_one_among_them_must_agree_on_more() -> None:
    half = [Scored(1, 1.0, 0.4, agreed=2)]
    assert (answers(half), answers(half, brief=True)) == (half, [])


@pytest.mark.parametrize("question", ["mobile home insurance", "edge browser bookmarks", "how to train a puppy"])
def test_a_word_that_half_the_list_has_agrees_with_nothing(engine: SearchEngine, question: str) -> None:
    assert not engine.search(question).hits
