"""What a model adds to words: it finds what they do not, seconds what they doubt, and leaves names and facets alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.search.blending import Blend, answers_by_meaning, blended
from bot.search.engine import SearchEngine
from bot.search.ranking import Scored, answers
from bot.search.results import Reason, ReasonKind
from bot.shipped import synonym_table, venue_table
from tests.search.meanings import HandMade


@pytest.fixture(scope="module")
def meaning(catalog: Catalog) -> HandMade:
    return HandMade(catalog)


@pytest.fixture(scope="module")
def knowing(catalog: Catalog, meaning: HandMade) -> SearchEngine:
    return SearchEngine(catalog, venue_table(), synonym_table(), meaning)


def test_what_no_word_finds_is_found_by_its_meaning_and_says_so(engine: SearchEngine, knowing: SearchEngine) -> None:
    assert not engine.search("essay hurry").hits
    found = knowing.search("essay hurry").hits
    assert found[0].entry.entry.title.startswith(("Fast On-device LLM", "PowerInfer-2"))
    assert Reason(ReasonKind.MEANING) in found[0].reasons


def test_what_is_only_related_in_meaning_says_so_where_it_has_no_other_reason(knowing: SearchEngine) -> None:
    found = knowing.search("essay hurry discretion", limit=20).hits
    assert found
    assert all(hit.reasons == (Reason(ReasonKind.MEANING),) for hit in found)


def test_what_words_find_keeps_its_words_as_reasons(knowing: SearchEngine) -> None:
    first = knowing.search("memory efficient training").hits[0]
    assert first.entry.entry.title.startswith("Sage")
    assert ReasonKind.TITLE in {reason.kind for reason in first.reasons}


@pytest.mark.parametrize("query", ["poet", "song han", "mobisys 2022", "author:han", "quantization", "alibaba/MNN"])
def test_names_people_places_and_single_known_words_are_not_left_to_a_model(
    engine: SearchEngine, knowing: SearchEngine, meaning: HandMade, query: str
) -> None:
    meaning.asked.clear()
    assert knowing.search(query) == engine.search(query)
    assert meaning.asked == []


@pytest.mark.parametrize(
    "query",
    ["essay hurry", "memory efficient training", "essay venue:mobisys", "privacy -federated", "quantization", "essay",
     "poet", "author:han", "alibaba/MNN", "https://arxiv.org/abs/2207.07697", "",
     "小型手机", "memmory eficient trainig"],
)  # fmt: skip
def test_what_a_model_will_be_asked_is_known_before(knowing: SearchEngine, meaning: HandMade, query: str) -> None:
    meaning.asked.clear()
    knowing.search(query)
    assert [knowing.to_encode(query)] == (meaning.asked or [""])


def test_without_a_model_nothing_is_asked_of_it(engine: SearchEngine) -> None:
    assert engine.to_encode("memory efficient training") == ""


def test_which_entry_is_meant_is_not_left_to_a_model(knowing: SearchEngine, meaning: HandMade) -> None:
    meaning.asked.clear()
    assert knowing.resolve("essay hurry").entry is None
    assert meaning.asked == []


def test_facets_hold_for_what_is_found_by_meaning(knowing: SearchEngine) -> None:
    found = knowing.search("essay hurry year:2025").hits
    assert found
    assert {hit.entry.entry.year for hit in found} == {2025}


def test_excluded_words_hold_for_what_is_found_by_meaning(knowing: SearchEngine) -> None:
    titles = [hit.entry.entry.title for hit in knowing.search("essay hurry -npu").hits]
    assert titles
    assert not any("NPU" in title for title in titles)


def test_a_model_is_asked_in_the_catalogs_own_words(knowing: SearchEngine, meaning: HandMade) -> None:
    meaning.asked.clear()
    knowing.search("please find 联邦学习 with rematerializaton")
    assert meaning.asked == ["federated learning rematerialization"]


def test_words_in_doubt_that_no_meaning_seconds_are_no_answer() -> None:
    doubted = blended([Scored(1, 1.0, 0.57)], 2.0, {1: 0.2}, Blend())
    seconded = blended([Scored(1, 1.0, 0.57)], 2.0, {1: 0.4}, Blend())
    assert (answers_by_meaning(doubted, Blend()), len(answers_by_meaning(seconded, Blend()))) == ([], 1)


def test_a_brief_question_with_a_foreign_word_is_in_doubt_however_much_the_others_cover() -> None:
    far, near = (blended([Scored(1, 1.0, 0.64, 2)], 2.0, {1: cosine}, Blend()) for cosine in (0.23, 0.4))
    assert len(answers_by_meaning(far, Blend())) == len(answers_by_meaning(near, Blend(), brief=True)) == 1
    assert answers_by_meaning(far, Blend(), brief=True) == []


def test_where_nothing_asked_for_is_foreign_less_closeness_will_do() -> None:
    covered_little = blended([Scored(1, 1.0, 0.3), Scored(2, 0.2, 0.05)], 2.0, {1: 0.34, 2: 0.1}, Blend())
    assert answers_by_meaning(covered_little, Blend()) == []
    assert [each.row for each in answers_by_meaning(covered_little, Blend(), familiar=2)] == [1]


SCORED = st.lists(
    st.builds(Scored, st.integers(0, 30), st.floats(0.01, 9), st.floats(0, 1)), max_size=12, unique_by=lambda x: x.row
)
CLOSE = st.dictionaries(st.integers(0, 40), st.floats(-1, 1), max_size=12)


@given(SCORED, CLOSE)
def test_every_row_is_judged_once_and_closer_is_never_worse(scored: list[Scored], closeness: dict[int, float]) -> None:
    both = blended(scored, 3.0, closeness, Blend())
    assert sorted(each.row for each in both) == sorted({each.row for each in scored} | closeness.keys())
    assert [each.score for each in both] == sorted((each.score for each in both), reverse=True)
    closer = blended(scored, 3.0, {row: min(1.0, cosine + 0.1) for row, cosine in closeness.items()}, Blend())
    before = {each.row: each.score for each in both}
    assert all(each.score >= before[each.row] for each in closer)


@given(SCORED, CLOSE)
def test_a_model_takes_no_answer_away_unless_all_are_in_doubt(
    scored: list[Scored], closeness: dict[int, float]
) -> None:
    both = blended(scored, 3.0, closeness, Blend())
    kept = {each.row for each in answers_by_meaning(both, Blend())}
    assert not kept or {each.row for each in answers(scored)} <= kept


def test_vectors_that_come_later_count_from_then_on(catalog: Catalog, knowing: SearchEngine) -> None:
    """What was compared before is compared again."""
    late = HandMade(catalog).without_vectors()
    engine = SearchEngine(catalog, venue_table(), synonym_table(), late)

    def asked(of: SearchEngine) -> tuple[object, object]:
        return of.search("on-device training like:poet"), of.approach_pairs()

    before = asked(engine)
    assert asked(engine) == before
    late.with_vectors()
    assert not engine.knows_pairs
    assert asked(engine) == asked(knowing)
    assert [one != other for one, other in zip(asked(engine), before, strict=True)] == [True, True]
