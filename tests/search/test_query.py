"""The query language: what is typed is taken apart, never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.engine import SearchEngine
from bot.search.query import Facet, Field, Sort, parse_query, read_years
from bot.search.results import ReasonKind
from tests.search.library import catalog_of, default_entries, engine_over, paper


def test_words_phrases_exclusions_and_facets_are_told_apart() -> None:
    query = parse_query('npu "edge devices" -cloud -"data center" author:"song han" -venue:arxiv sort:year')
    assert (query.words, query.phrases, query.excluded) == (("npu",), ("edge devices",), ("cloud", "data center"))
    assert query.facets == (Facet(Field.AUTHOR, "song han"), Facet(Field.VENUE, "arxiv", negated=True))
    assert query.sort is Sort.YEAR


@pytest.mark.parametrize(
    ("text", "years"),
    [("2022", (2022, 2022)), ("2020..2023", (2020, 2023)), ("2020..", (2020, 9999)), ("..2023", (0, 2023)),
     ("2020-2023", (2020, 2023)), ("2023..2020", (2020, 2023)), (">=2021", (2021, 9999)), (">2021", (2022, 9999)),
     ("<2021", (0, 2020)), ("..", None), ("banana", None), ("", None), ("20222", None), ("二〇二二", None)],
)  # fmt: skip
def test_years_are_read_as_ranges(text: str, years: tuple[int, int] | None) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize(
    ("text", "part"),
    [("year:banana", "banana"), ("kind:cake", "cake"), ("has:cake", "cake"), ("sort:up", "up"), ("author:", "author:")]
)  # fmt: skip
def test_what_cannot_be_understood_is_a_problem_and_the_rest_still_works(text: str, part: str) -> None:
    query = parse_query(f"npu {text}")
    assert query.words == ("npu",)
    assert len(query.problems) == 1
    assert part in query.problems[0]


@given(st.text(max_size=80))
def test_any_text_is_taken_apart(text: str) -> None:
    query = parse_query(text)
    assert all(word.strip() for word in (*query.words, *query.phrases, *query.excluded))


def test_a_very_long_text_is_read_only_so_far() -> None:
    assert len(" ".join(parse_query("word " * 5_000).words)) <= 500


DISTRIBUTED = "Distributed Inference with Deep Learning Models across Heterogeneous Edge Devices"


def found(engine: SearchEngine, query: str) -> set[str]:
    return {hit.entry.entry.title.split(":")[0] for hit in engine.search(query, limit=100).hits}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("venue:mobisys year:2022", {"Melon", "Sage", "CoDL"}),
        ("papers from mobisys 2022", {"Melon", "Sage", "CoDL"}),
        ("mobisys'22", {"Melon", "Sage", "CoDL"}),
        ("mobisys 22", {"Melon", "Sage", "CoDL"}),
        ("mobisis 2022", {"Melon", "Sage", "CoDL"}),
        ("venue:mobisis year:2022", {"Melon", "Sage", "CoDL"}),
        ("mobisys before 2022", {"nn-Meter"}),
        ("neurips", {"On-Device Training Under 256KB Memory"}),
        ("venue:neurips,icml year:2022", {"On-Device Training Under 256KB Memory", "POET"}),
        ("by song han", {"On-Device Training Under 256KB Memory"}),
        ("author:han", {"On-Device Training Under 256KB Memory"}),
        ('author:"shenyuan ye"', {"Eco-FL"}),
        ("author:han author:lin", {"On-Device Training Under 256KB Memory"}),
        ("author:han author:xu", set()),
        ("shenyuan ye", {"Eco-FL"}),
        ("J. Mao", {"Modnn"}),
        ("Mao, J.", {"Modnn"}),
        ("authored by jiachen mao", {"Modnn"}),
        ("research of jiachen mao", {"Modnn"}),
        ("icml-2022", {"POET"}),
        ("proceedings of the ICPP conference", {"Eco-FL"}),
        ("IEEE Transactions on Parallel and Distributed Systems 2020",
         {"Model Parallelism Optimization for Distributed Inference via Decoupled CNN Structure"}),
        ("European Conference on Computer Systems", {"μLayer"}),
        ("since 2024", {"Fast On-device LLM Inference with NPUs", "PowerInfer-2"}),
        ("between 2024 and 2025", {"Fast On-device LLM Inference with NPUs", "PowerInfer-2"}),
        ("year:2024..", {"Fast On-device LLM Inference with NPUs", "PowerInfer-2"}),
        ("cvpr with pdf", set()),
        ("section:3.1 year:2018", {"Shufflenet", "MobileNetV2"}),
        ('section:"lightweight model" -shufflenet year:2018', {"MobileNetV2"}),
        ("kind:project google", {"Tensorflow Lite", "TensorflowJS"}),
        ("has:code by google", {"Tensorflow Lite", "TensorflowJS"}),
        ("keyboard -year:2018", set()),
        ('"edge devices" inference year:2022', {DISTRIBUTED}),
        ('"devices edge"', set()),
        ("list:mobile name:poet poet", {"POET"}),
        ("list:other poet", set()),
        ("daliang xu npu", {"Fast On-device LLM Inference with NPUs"}),
    ],
)  # fmt: skip
def test_facets_narrow_the_answer(engine: SearchEngine, query: str, names: set[str]) -> None:
    assert found(engine, query) == names


def test_conditions_are_reasons_too(engine: SearchEngine) -> None:
    [hit] = engine.search("memory venue:neurips has:paper").hits
    reasons = {reason.kind: reason.words for reason in hit.reasons}
    assert reasons[ReasonKind.VENUE] == ("NIPS",)
    assert reasons[ReasonKind.HAS] == ("paper",)


def test_an_order_can_be_asked_for(engine: SearchEngine) -> None:
    years = [hit.entry.entry.year or 0 for hit in engine.search("inference sort:year", limit=50).hits]
    assert years == sorted(years, reverse=True)
    seen = [hit.entry.first_seen for hit in engine.search("inference sort:new", limit=50).hits]
    assert seen == sorted(seen, reverse=True)


def test_a_name_that_no_list_knows_is_said(engine: SearchEngine) -> None:
    answer = engine.search("venue:cookery npu")
    assert not answer.hits
    assert "cookery" in answer.problems[0]


def test_years_that_overlap_narrow_each_other_and_others_add_up(engine: SearchEngine) -> None:
    def years(query: str) -> set[int | None]:
        return {hit.entry.entry.year for hit in engine.search(query, limit=100).hits}

    assert years("since 2018 until 2019") == {2018, 2019}
    assert years("year:2017 year:2024") == {2017, 2024}


def test_a_venue_that_is_an_ordinary_word_is_a_venue_only_where_something_says_so() -> None:
    journal = paper("Pruning Without Regret", venue="Neural Networks")
    engine = engine_over(catalog_of([*default_entries(), journal]))
    assert "Pruning Without Regret" in found(engine, "neural networks 2019") | found(
        engine, "papers in neural networks"
    )
    assert "POET" in found(engine, "training neural networks")


def test_a_venue_of_which_the_lists_have_nothing_finds_nothing_and_says_so(engine: SearchEngine) -> None:
    answer = engine.search("venue:sigcomm")
    assert not answer.hits
    assert "sigcomm" in answer.problems[0]
    assert not engine.search("sigcomm 2022").hits
