"""Words fold the same way on both sides, whatever they are written in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.search.stems import stem
from bot.search.text import chained_words, compounds_of, fold, folded_words, look_alikes, parts_of, words_of


def folded(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("μLayer: SoD² Café", ["mulayer", "sod2", "cafe"]),
        ("ＦＵＬＬ　width", ["full", "width"]),
        ("cafe\u0301s", ["cafes"]),
        ("the phone's don’t", ["the", "phone", "don", "t"]),
        ("C++/CUDA_kernels", ["c", "cuda", "kernels"]),
        ("端侧大模型LLM", ["端侧", "侧大", "大模", "模型", "llm"]),
        ("核", ["核"]),
        ("\u202eevil\0 \u200b", ["evil"]),
    ],
)
def test_text_becomes_folded_words(text: str, words: list[str]) -> None:
    assert folded(text) == words


@given(st.text(max_size=60))
@example("\uf900")
@example("\u30fb")
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words_of(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.text
        assert fold(text[word.start : word.end]) == word.text


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "part"),
    [("MobileBERT", "bert"), ("FlashAttention", "attention"), ("MobileNetV2", "mobilenet"), ("MobileNetV2", "v2"),
     ("LoRASuite", "lora"), ("ShadowNPU", "npu"), ("EdgeLLM", "edge")],
)  # fmt: skip
def test_names_in_camel_case_have_parts(word: str, part: str) -> None:
    assert part in parts_of(word)


@pytest.mark.parametrize("word", ["NPUs", "LLM", "Mobile", "mobile", "2024", ""])
def test_plain_words_and_acronyms_have_no_parts(word: str) -> None:
    assert parts_of(word) == ()


def test_greek_is_spoken_or_drawn() -> None:
    assert (fold("μLayer"), look_alikes("μLayer")) == ("mulayer", ("ulayer",))
    assert (fold("β-VAE"), look_alikes("plain")) == ("betavae", ())


def test_hyphens_join_and_spaces_do_not() -> None:
    text = "just-in-time fine-tuning of llama.cpp"
    compounds = {word.text for word in compounds_of(text, words_of(text))}
    assert {"justintime", "finetuning", "llamacpp"} <= compounds
    assert not compounds & {"timefine", "tuningof"}


@pytest.mark.parametrize(
    "forms",
    ["quantize quantized quantization quantisation quantising", "train training trained trainer",
     "cache caches caching cached", "device devices", "memory memories", "efficient efficiency", "edge edges",
     "schedule scheduling scheduler", "optimise optimizing optimization", "sparse sparsity", "npu npus", "gpu gpus",
     "compile compiler compilation", "prune pruning pruned", "infer inference inferences"],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    ["transformer transformation", "accelerator acceleration", "quantum quantization", "neural neuron", "agent agency",
     "embedding embedded", "mobile model", "process pro"],
)  # fmt: skip
def test_different_words_keep_different_stems(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@given(st.text(max_size=20))
def test_a_stem_is_never_empty_or_longer_than_its_word(text: str) -> None:
    for word in words_of(text):
        assert 0 < len(stem(word.text)) <= len(word.text) + 1


@given(st.text("aB1-./_+ ,:('s", max_size=16))
def test_the_quick_ways_to_words_give_the_same(text: str) -> None:
    words = words_of(text)
    assert folded_words(text) == [word.text for word in words]
    if chained := chained_words(text):
        assert [word.lower() for word in chained[0]] == [word.text for word in words]
        assert chained[1] == [word.text for word in compounds_of(text, words)]
