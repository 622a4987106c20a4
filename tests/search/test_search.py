"""Search finds what people mean, says why, and admits when there is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from bot.search.results import Reason, ReasonKind
from tests.search.library import catalog_of, default_entries, engine_over, paper


def titles(engine: SearchEngine, query: str, limit: int = 10) -> list[str]:
    return [hit.entry.entry.title for hit in engine.search(query, limit=limit).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("poet", "POET"),
        ("ulayer", "μLayer"),
        ("mulayer", "μLayer"),
        ("µLayer", "μLayer"),
        ("mobilbert", "MobileBERT"),
        ("mobile bert", "MobileBERT"),
        ("nnmeter", "nn-Meter"),
        ("training under 256kb", "On-Device Training"),
        ("tflite", "Tensorflow Lite"),
        ("npu llm", "Fast On-device LLM"),
        ("large language models on phones", "PowerInfer-2"),
        ("量化", "μLayer"),
        ("arxiv.org/abs/2407.05858v2", "Fast On-device LLM"),
        ("alibaba/MNN", "MNN"),
        ("10.1145/3302424.3303950", "μLayer"),
        ("inference engine by tencent", "NCNN"),
        ("what is coedge?", "Coedge"),
        ("songhan", "On-Device Training"),
        ("youngsok kmi", "μLayer"),
    ],
)
def test_the_work_that_is_meant_comes_first(engine: SearchEngine, query: str, first: str) -> None:
    assert titles(engine, query)[0].startswith(first)


@pytest.mark.parametrize(
    "query",
    [
        "chocolate cake recipe",
        "asdfghjkl",
        "quantum computing",
        "train timetable to london",
        "thanks!",
        "?!",
        "",
        "the",
    ],
)
def test_a_question_that_the_list_cannot_answer_finds_nothing(engine: SearchEngine, query: str) -> None:
    answer = engine.search(query)
    assert (answer.hits, answer.total) == ((), 0)


def test_chinese_finds_english_titles(engine: SearchEngine) -> None:
    assert all("Federated Learning" in title.title() for title in titles(engine, "联邦学习"))
    assert len(titles(engine, "联邦学习")) == 2


def test_a_correction_is_told(engine: SearchEngine) -> None:
    [correction] = engine.search("quantizaton").corrections
    assert (correction.typed, correction.used) == ("quantizaton", "quantization")


def test_reasons_quote_the_entry(engine: SearchEngine) -> None:
    [hit] = engine.search("power infer by nobody smartphone llm", limit=1).hits
    words = {reason.kind: reason.words for reason in hit.reasons}
    assert "Large Language Model" in words[ReasonKind.TITLE]
    assert "Smartphone" in words[ReasonKind.TITLE]


def test_marks_show_what_matched(engine: SearchEngine) -> None:
    [hit] = engine.search("quantized", limit=1).hits
    assert [hit.entry.entry.title[start:end] for start, end in hit.marks] == ["Quantization"]


def test_nothing_found_names_what_comes_close(engine: SearchEngine) -> None:
    answer = engine.search("efficientnet 2020")
    assert not answer.hits
    assert answer.nearest[0].entry.title.startswith("EfficientNet")


def test_pages_follow_each_other_without_overlap(engine: SearchEngine) -> None:
    whole = engine.search("inference", limit=100)
    pages = [engine.search("inference", limit=3, offset=at).hits for at in range(0, whole.total, 3)]
    assert [hit.entry.ref for page in pages for hit in page] == [hit.entry.ref for hit in whole.hits]


PIECES = (
    "mobile", "-npu", '"edge devices"', "author:xu", "year:20..", "year:banana", "venue:", "has:code", "sort:new", "by",
    "from", "2022", "since", "μ", '"', "-", "mobisys", "training",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.integers(-2, 12),
    st.integers(-2, 40),
)
def test_any_text_is_answered_within_the_limit(engine: SearchEngine, text: str, limit: int, offset: int) -> None:
    answer = engine.search(text, limit=limit, offset=offset)
    assert len(answer.hits) <= max(limit, 0)
    assert answer.total >= len(answer.hits)
    for hit in answer.hits:
        edges = [edge for span in hit.marks for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(hit.entry.entry.title) for edge in edges)
        assert all(reason.words for reason in hit.reasons)


def test_an_empty_catalog_answers_everything_with_nothing() -> None:
    engine = engine_over(catalog_of(()))
    assert engine.search("poet year:2022 venue:icml").total == 0
    assert engine.resolve("poet").entry is None
    assert engine.complete_entries("po") == engine.complete_entries("") == ()


def test_the_same_catalog_always_gives_the_same_answer(catalog: Catalog) -> None:
    one, other = engine_over(catalog), engine_over(catalog)
    for query in ("edge devices", "llm", "mobisys", "training memory"):
        assert one.search(query) == other.search(query)


def test_a_part_of_a_name_is_marked_as_a_whole_word(engine: SearchEngine) -> None:
    hit = engine.search("personalization that learns a type").hits[0]
    assert "Type" in {hit.entry.entry.title[start:end] for start, end in hit.marks}


@pytest.mark.parametrize("query", ["recent papers published in 2017", "some works of 2017", "papers published in 2017"])
def test_words_that_ask_for_nothing_do_not_spoil_a_year(engine: SearchEngine, query: str) -> None:
    found = engine.search(query).hits
    assert found
    assert {hit.entry.entry.year for hit in found} == {2017}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("alibaba/MNN", Reason(ReasonKind.LINK, ("alibaba/MNN",))),
        (
            "https://doi.org/10.1145/3302424.3303950",
            Reason(ReasonKind.LINK, ("https://doi.org/10.1145/3302424.3303950",)),
        ),
        ("federated keyboards", Reason(ReasonKind.TITLE, ("Federated", "keyboard"))),
    ],
)
def test_every_answer_says_why_it_is_one(engine: SearchEngine, query: str, reason: Reason) -> None:
    hits = engine.search(query).hits
    assert reason in hits[0].reasons
    assert all(hit.reasons for hit in hits)


def test_what_has_only_a_part_of_a_term_says_which() -> None:
    """`federated learning` is one thing; a work that has only one word of it names that word."""
    works = [*default_entries(), paper("Federated Few-shot Tuning for Keyboards")]
    hits = engine_over(catalog_of(works)).search("联邦学习").hits
    (part,) = [hit for hit in hits if "Few-shot" in hit.entry.entry.title]
    assert part.reasons == (Reason(ReasonKind.TITLE, ("Federated",)),)
    hits = engine_over(catalog_of(works)).search("联邦学习 keyboards").hits
    (part,) = [hit for hit in hits if "Few-shot" in hit.entry.entry.title]
    assert part.reasons == (Reason(ReasonKind.TITLE, ("Federated", "Keyboards")),)
