"""A person's words for one entry, or one section, resolve to it or are asked back about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from bot.search.sections import SectionMatch, SectionNames
from tests.search.library import LATENCY, SMALL, TOGETHER, TRAINING, catalog_of, default_entries, engine_over, paper


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("e0", "POET"),
        ("mobile/e1", "On-Device Training"),
        ("poet", "POET"),
        ("MobileNetV2", "MobileNetV2"),
        ("mobilenet v2", "MobileNetV2"),
        ("mobilenet", "MobileNetV2"),
        ("shuflenet", "Shufflenet"),
        ("ulayer", "μLayer"),
        ('"nn meter"', "nn-Meter"),
        ("https://github.com/Tencent/ncnn.git", "NCNN"),
        ("on-device training under 256KB memory", "On-Device Training"),
        ("fast on-device llm inference with", "Fast On-device"),
        ("keyboard prediction", "Federated learning"),
    ],
)
def test_one_entry_is_meant(engine: SearchEngine, words: str, title: str) -> None:
    found = engine.resolve(words)
    assert found.entry is not None
    assert found.entry.entry.title.startswith(title)
    assert (found.candidates, found.nearest) == ((), ())


def test_another_version_is_not_taken_for_the_one_that_is_there(engine: SearchEngine) -> None:
    for words in ("mobilenetv3", "MobileNet V3", "mobilenet-v3"):
        found = engine.resolve(words)
        assert (found.entry, found.candidates) == (None, ())
        assert found.nearest[0].entry.name == "MobileNetV2"


def test_a_family_is_asked_back_about() -> None:
    engine = engine_over(catalog_of([*default_entries(), paper("MobileNetV3: Searching for the Next Mobile Network")]))
    assert {found.entry.name for found in engine.resolve("mobilenet").candidates} == {"MobileNetV2", "MobileNetV3"}
    assert engine.resolve("mobilenetv3").entry is not None
    assert engine.resolve("mobilenet v2").entry is not None


def test_words_that_fit_many_are_asked_back_about(engine: SearchEngine) -> None:
    assert len(engine.resolve("heterogeneous edge devices").candidates) > 1


@pytest.mark.parametrize("words", ["", "   ", "!!!", "chocolate cake", "\0", "'"])
def test_words_that_mean_nothing_here_resolve_to_nothing(engine: SearchEngine, words: str) -> None:
    found = engine.resolve(words)
    assert (found.entry, found.candidates) == (None, ())


def test_every_id_and_every_title_resolves_to_its_entry(engine: SearchEngine, catalog: Catalog) -> None:
    for stored in catalog.entries:
        for words in (stored.id, stored.id.upper(), stored.entry.title, stored.entry.title.upper()):
            assert engine.resolve(words).entry == stored


@given(st.text(max_size=50))
def test_any_text_resolves_to_at_most_one_of_the_three(engine: SearchEngine, text: str) -> None:
    found = engine.resolve(text)
    assert sum(map(bool, (found.entry, found.candidates, found.nearest))) <= 1


@pytest.mark.parametrize(
    "words",
    ["2.1", "2.1 Collaborative Inference", "collaborative inference", "collaborative", "inference/collaborative",
     "papers > inference > collaborative", "colaborative inference", "COLLABORATIVE"],
)  # fmt: skip
def test_one_section_is_meant(engine: SearchEngine, words: str) -> None:
    assert engine.resolve_section(words).path == TOGETHER


def test_sections_that_fit_equally_are_asked_back_about(engine: SearchEngine) -> None:
    found = engine.resolve_section("inference")
    assert found.path is None
    assert TOGETHER[:2] in found.candidates


def test_a_section_that_only_holds_others_can_be_meant(engine: SearchEngine) -> None:
    assert engine.resolve_section("models for mobile").path == SMALL[:2]
    assert engine.resolve_section("papers").path == ("Papers",)


def test_an_unknown_section_is_none(engine: SearchEngine) -> None:
    assert engine.resolve_section("cookery") == engine.resolve_section("") == engine.resolve_section("9.9")


def test_of_a_long_text_only_the_beginning_is_compared_with_headings(engine: SearchEngine) -> None:
    assert engine.resolve_section("memory efficent lerning").path == TRAINING
    assert engine.resolve_section("zebra " * 900 + "memory efficent lerning") == SectionMatch()


def test_what_stands_below_several_sections_that_fit_is_found_once() -> None:
    names = SectionNames([TOGETHER, LATENCY, TRAINING])
    assert names.under("inference") == [TOGETHER, LATENCY]
    assert names.under("papers / prediction") == [LATENCY]
    assert names.under("2") == [TOGETHER, LATENCY]
    assert names.under("papers") == [TOGETHER, LATENCY, TRAINING]
    assert names.under("training / inference") == []


@given(st.text(max_size=40))
def test_any_text_can_be_asked_for_as_a_section(engine: SearchEngine, text: str) -> None:
    found = engine.resolve_section(text)
    assert found.path is None or not found.candidates
