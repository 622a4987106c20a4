"""Relevance feedback: what is chosen draws its like up, what is refused goes and takes its like down."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.engine import SearchEngine
from bot.search.query import parse_query, without_likes
from bot.search.results import ReasonKind
from tests.search.library import PAPERS

IDS = [f"e{number}" for number in range(28)]


def found(engine: SearchEngine, query: str) -> list[str]:
    return [hit.entry.id for hit in engine.search(query, limit=100).hits]


def test_what_is_refused_is_gone_and_what_resembles_it_falls(engine: SearchEngine) -> None:
    before = found(engine, "inference devices")
    refused = before[0]
    like_it = next(hit.entry.id for hit in engine.search(f"like:{refused}", limit=9).hits[1:] if hit.entry.id in before)
    after = found(engine, f"inference devices unlike:{refused}")
    assert refused not in after
    assert set(before) - {refused} == set(after)
    rest = [each for each in before if each != refused]
    assert after.index(like_it) >= rest.index(like_it)
    assert after != rest


def test_what_is_chosen_comes_first_then_its_like_with_the_reason(engine: SearchEngine) -> None:
    hits = engine.search("mobile devices like:e5", limit=100).hits
    assert hits[0].entry.id == "e5"
    assert hits[0].reasons[0].kind is ReasonKind.CHOSEN
    assert found(engine, "mobile devices like:e5").index("e19") < found(engine, "mobile devices").index("e19")
    like_it = next(hit for hit in hits if hit.entry.id == "e19")
    assert (like_it.reasons[0].kind, like_it.reasons[0].words) == (ReasonKind.LIKE, ("Eco-FL",))


def test_what_is_like_a_chosen_work_joins_the_answer_where_it_meets_the_conditions(engine: SearchEngine) -> None:
    assert "e19" not in found(engine, "memory")
    assert "e19" in found(engine, "memory like:e5")
    assert "e19" not in found(engine, "memory year:2022 like:e5")
    joined = next(hit for hit in engine.search("memory like:e5", limit=99).hits if hit.entry.id == "e19")
    assert [reason.kind for reason in joined.reasons][:2] == [ReasonKind.LIKE, ReasonKind.ABOUT]


def test_what_is_said_later_adds_up(engine: SearchEngine) -> None:
    answer = engine.search("training like:e5 unlike:e0,e1 unlike:e3")
    assert [entry.id for entry in answer.liked] == ["e5"]
    assert [entry.id for entry in answer.unliked] == ["e0", "e1", "e3"]
    assert not {"e0", "e1", "e3"} & set(found(engine, "training like:e5 unlike:e0,e1 unlike:e3"))


def test_of_what_is_both_wanted_and_not_the_refusal_holds(engine: SearchEngine) -> None:
    assert "e0" not in found(engine, "training like:e0 unlike:e0")


def test_a_list_without_words_is_refined_too(engine: SearchEngine) -> None:
    before = found(engine, "kind:paper")
    after = found(engine, "kind:paper like:e13 unlike:e0")
    assert after[0] == "e13"
    assert set(after) == set(before) - {"e0"}


def test_a_name_that_is_nobodys_is_said(engine: SearchEngine) -> None:
    assert "zzzz" in engine.search("training like:zzzz").problems[0]


def test_names_and_titles_with_commas_are_understood(engine: SearchEngine) -> None:
    title = PAPERS[0][0]
    assert [e.id for e in engine.search(f'training like:"{title}"').liked] == ["e0"]
    assert [e.id for e in engine.search('training unlike:"poet, sage"').unliked] == ["e0", "e3"]


def test_a_query_is_written_without_what_it_says_of_entries() -> None:
    query = 'kv cache like:poet,melon -venue:arxiv unlike:"a b" -like:x has:code not:y'
    assert without_likes(query) == "kv cache -venue:arxiv has:code"
    assert parse_query(query).liked == ("poet", "melon")
    assert parse_query(query).unliked == ("a b", "x", "y")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["training", "inference has:paper", "", "kind:paper sort:year", "zzz", "-federated"]),
    st.lists(st.sampled_from(IDS), max_size=3),
    st.lists(st.sampled_from(IDS), max_size=3),
)
def test_a_refined_answer_is_the_same_each_time_and_holds_nothing_twice(
    engine: SearchEngine, words: str, liked: list[str], unliked: list[str]
) -> None:
    query = " ".join([words, *(f"like:{each}" for each in liked), *(f"unlike:{each}" for each in unliked)])
    first = found(engine, query)
    assert first == found(engine, query)
    assert len(first) == len(set(first)) == engine.search(query).total
    assert not set(first) & set(unliked)
    assert set(liked) - set(unliked) <= set(first)
