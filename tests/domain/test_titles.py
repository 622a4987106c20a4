"""Titles are compared through respelling, never across versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles import SAME, normal_title, short_name, title_key, title_similarity, versions_differ

RESPELT = [
    ("GCD²: A Globally Optimizing Compiler", "GCD2 - a globally optimizing compiler"),
    ("μLayer: Low Latency On-Device Inference", "µLayer: Low-Latency On-device Inference"),
    ("ShuffleNet: An extremly efficient network", "Shufflenet: An extremely efficient network"),
    ("Tensorflow Lite", "TensorFlowLite"),
    ("NEON™ Programmer’s Guide", "NEONTM Programmers Guide"),
    ("Memory-efficient DNN Training on Mobile Devices", "Sage: Memory-efficient DNN Training on Mobile Devices"),
    ("A Survey of Model Compression", "Survey on Model Compression"),
    ("\u202eBand: \u200bcoordinated inference", "Band: coordinated inference"),
]
DIFFERENT = [
    ("MobileNetV2: Inverted Residuals", "MobileNetV3: Inverted Residuals"),
    ("AutoDroid: LLM-powered Task Automation", "AutoDroid-V2: LLM-powered Task Automation"),
    ("ConvReLU: Lossless Acceleration", "ConvReLU++: Lossless Acceleration"),
    ("YOLOv3", "YOLOv4"),
    ("World Models", "World Models II"),
    ("C++", "C"),
    ("panda", "pandas"),
    ("Theano", "Theano: A Python framework for fast computation"),
    ("Deep Learning, Part 1", "Deep Learning, Part 2"),
    ("Federated Learning for Mobile NLP", "Federated Few-shot Learning for Mobile NLP"),
    ("Fast On-device LLM Inference with NPUs", "EdgeLLM: Fast On-Device LLM Inference With Speculative Decoding"),
]


@pytest.mark.parametrize(("one", "other"), RESPELT)
def test_respelt_titles_are_one(one: str, other: str) -> None:
    assert title_similarity(one, other) >= SAME


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_equal_titles_of_different_works_are_two(one: str, other: str) -> None:
    assert title_similarity(one, other) < SAME


def test_equal_versions_do_not_differ_however_they_are_written() -> None:
    assert not versions_differ("PowerInfer-2: Fast inference", "PowerInfer 2.0: Fast inference")
    assert not versions_differ("World Models II", "World Models 2")
    assert versions_differ("GPT-4", "GPT-4.5")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("POET: Training Neural Networks on Tiny Devices", "POET"),
        ("Pluto and Charon: A Time and Memory Efficient Framework", "Pluto and Charon"),
        ("LiteRT (formerly TensorFlow Lite)", "LiteRT"),
        ("csarron/qcom_vendor_binaries: Common binaries", "qcom_vendor_binaries"),
        ("llama.cpp", "llama.cpp"),
        ("On-Device Training Under 256KB Memory", None),
        ("Machine Learning at Facebook: Understanding Inference at the Edge", None),
        ("", None),
        (":::", None),
    ],
)
def test_a_short_name_is_what_the_title_starts_with(title: str, name: str | None) -> None:
    assert short_name(title) == name


titles = st.text(st.characters(), max_size=60) | st.sampled_from(
    [title for pair in RESPELT + DIFFERENT for title in pair]
)


@given(titles, titles)
def test_similarity_is_symmetric_bounded_and_1_for_equal_keys_only(one: str, other: str) -> None:
    score = title_similarity(one, other)
    assert 0 <= score <= 1
    assert score == title_similarity(other, one)
    assert (score == 1) == (title_key(one) == title_key(other))


@given(titles)
def test_no_text_raises_and_a_text_keeps_a_title(text: str) -> None:
    assert bool(normal_title(text)) == bool(text)
    assert title_similarity(text, text) == 1
    short_name(text)


@given(st.lists(st.sampled_from(["fast", "mobile", "inference", "engine", "npu"]), min_size=1))
def test_case_space_and_punctuation_are_no_part_of_a_title(words: list[str]) -> None:
    assert normal_title(" ".join(words)) == normal_title("  — ".join(word.upper() for word in words) + "!")
