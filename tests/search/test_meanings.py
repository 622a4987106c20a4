"""Synonyms, translations and spelling: what a word may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.search import spelling
from bot.search.lexicon import Lexicon, SynonymTable, stems_of
from bot.search.spelling import Speller, slips
from bot.shipped import synonym_table
from tests.search.library import catalog_of, default_entries, engine_over, paper

LEXICON = Lexicon(
    SynonymTable(
        same=(("llm", "large language model"), ("npu", "neural processing unit")),
        near=(("mobile", "smartphone"), ("llm", "chatbot")),
        means={"iphone": ("mobile",)},
        translations={"大模型": "llm", "手机": "smartphone"},
        weak=frozenset({"running"}),
    )
)


def markers(text: str) -> list[str]:
    return [concept.marker for concept in LEXICON.concepts_in(stems_of(text))]


def test_an_acronym_and_its_words_are_one_concept() -> None:
    assert markers("large language models on a phone") == markers("an LLM") == ["_llm"]


def test_nearness_goes_both_ways_and_hints_one_way() -> None:
    assert LEXICON.near(*stems_of("smartphone")) == stems_of("mobile")
    assert "_llm" in LEXICON.near("chatbot")
    assert LEXICON.near("iphon") == stems_of("mobile")
    assert "iphon" not in LEXICON.near(*stems_of("mobile"))


def test_weak_words_are_weak_in_every_form() -> None:
    assert LEXICON.is_weak(*stems_of("run"))


def test_chinese_is_translated_longest_piece_first_unless_the_catalog_has_it() -> None:
    assert LEXICON.translated("手机大模型", known=lambda _: False).split() == ["smartphone", "llm"]
    assert LEXICON.translated("手机", known=lambda _: True) == "手机"
    assert LEXICON.translated("手机号", known=lambda _: False).split() == ["smartphone", "号"]


def test_a_list_in_chinese_is_searched_in_chinese() -> None:
    engine = engine_over(catalog_of([*default_entries(), paper("手机上的大模型推理框架")]))
    assert engine.search("大模型推理").hits[0].entry.entry.title == "手机上的大模型推理框架"


def test_the_shipped_table_is_sound() -> None:
    """Every row says something: at least two phrases, none twice, none that is ignored anyway, no stray capitals."""
    table = synonym_table()
    for row in (*table.same, *table.near):
        assert len(row) > 1, row
        assert len(set(row)) == len(row), row
        assert all(phrase == phrase.lower() and phrase not in table.ignored for phrase in row), row
    assert all(stems_of(meaning) for meanings in table.means.values() for meaning in meanings)
    assert all(english.strip() for english in table.translations.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("quantizaton", "quantization"), ("attentoin", "attention"), ("memroy", "memory"), ("moible", "mobile"),
     ("ttention", "attention"), ("sttention", "attention"), ("aattention", "attention"), ("emory", "memory"),
     ("npx", None), ("2024", None), ("zebra", None), ("mmory", "memory"), ("saeg", "sage"), ("sake", None),
     ("age", None), ("mnpu", None), ("mdel", None), ("stge", None)],
)  # fmt: skip
def test_a_slip_of_the_finger_is_forgiven_and_more_is_not(typed: str, meant: str | None) -> None:
    known = ("quantization", "attention", "memory", "mobile", "npu", "2023", "sage")
    assert Speller(dict.fromkeys(known, 1)).correct(typed) == meant


@pytest.mark.parametrize("made", [0, 200])
@given(st.sets(st.text("abł", min_size=1, max_size=10), max_size=40), st.text("abc", min_size=4, max_size=13))
def test_the_nearest_word_is_meant_of_all_that_are_near_enough(made: int, known: set[str], typed: str) -> None:
    """The same is found whether words one slip away are made before or all are compared."""
    speller = Speller({word: len(word) for word in known})
    allowed = slips(typed)

    def may_be_meant(word: str) -> bool:
        begins = word[0] == typed[0] or (len(word) == len(typed) and word[:2] == typed[1::-1])
        if len(typed) == 4 and sorted(word) != sorted(typed):
            return False
        return begins and len(word) > 3 and 0 < OSA.distance(typed, word) <= allowed

    near = [word for word in known - {typed} if may_be_meant(word)]
    nearest = min((OSA.distance(typed, word) for word in near), default=None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spelling, "_MADE", made)
        found, several = next(iter(speller.corrections(typed, 1)), None), speller.corrections(typed)
    if typed not in known:
        assert (None if found is None else OSA.distance(typed, found)) == nearest
    assert len(near) > 12 or {*several} - {typed} <= {*near}


def test_a_letter_that_no_keyboard_here_has_is_a_slip_like_any() -> None:
    speller = Speller({"søren": 1})
    speller.add("wałesa")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spelling, "_MADE", 0)
        assert (speller.correct("soren"), speller.correct("walesa")) == ("søren", "wałesa")


def test_of_a_word_of_four_letters_one_more_may_be_missing_but_not_of_a_name() -> None:
    speller = Speller({"llama": 1, "stage": 1})
    assert (speller.correct("lama"), speller.correct("sage")) == ("llama", "stage")
    assert speller.corrections("lama") == speller.corrections("xtage") == []


def test_the_more_common_of_two_close_words_is_meant() -> None:
    assert Speller({"training": 9, "trailing": 1}).correct("traiing") == "training"


def test_longer_words_are_forgiven_more() -> None:
    assert [slips("n" * length) for length in (3, 4, 7, 8, 11, 12)] == [0, 1, 1, 2, 2, 3]


def test_beginnings_are_completed_through_a_slip() -> None:
    speller = Speller({"quantization": 3, "quantum": 1, "attention": 2})
    assert speller.starting("quant") == ["quantization", "quantum"]
    assert speller.beginning_like("qaunti") == ["quantization"]
    assert speller.beginning_like("qu") == []


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("重计算", "POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging"),
        ("分布式推理 模型并行", "Model Parallelism Optimization for Distributed Inference via Decoupled CNN Structure"),
        ("混合精度训练", "Mandheling: Mixed-Precision On-Device DNN Training with DSP Offloading"),
        ("推理引擎", "MNN: A Universal and Efficient Inference Engine"),
    ],
)
def test_the_fields_terms_in_chinese_find_an_english_list(query: str, title: str) -> None:
    hits = engine_over(catalog_of(default_entries())).search(query).hits
    assert title in [hit.entry.entry.title for hit in hits][:3]
