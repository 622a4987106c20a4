"""What the engine is promised of a meaning, with a tiny model and with the real one."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.domain.catalog import EntryRef
from bot.errors import ConfigError
from bot.meaning import comparing
from bot.meaning.encoder import load_encoder
from bot.meaning.files import packaged_files
from bot.meaning.opening import open_meaning
from bot.ports import Vector, VectorMeaning
from tests.meaning.tiny import tiny_model

A, B, C, D = (EntryRef("main", each) for each in "abcd")
TITLES = {
    A: "Federated Learning on Mobile Phones without a Central Server",
    B: "Training Neural Networks with Little Memory by Recomputing Activations",
    C: "Super-Resolution of Video Streams on Smartphone GPUs",
}


def given(meaning: VectorMeaning, titles: dict[EntryRef, str]) -> VectorMeaning:
    data = meaning.encode(list(titles.values()))
    assert meaning.put([Vector(ref, 1, each) for ref, each in zip(titles, data, strict=True)]) == len(titles)
    return meaning


@pytest.fixture(scope="module")
def real() -> VectorMeaning:
    return given(open_meaning(None), TITLES)


@pytest.fixture
def tiny(tmp_path: Path) -> VectorMeaning:
    return given(open_meaning(tiny_model(tmp_path)), {A: "phone battery", B: "phone", C: "camera sound"})


@pytest.mark.parametrize(
    ("question", "best"),
    [("collaborative training across many handsets", A), ("fit a big model into RAM", B), ("sharper movies", C)],
)
def test_other_words_of_the_same_meaning_come_closest(real: VectorMeaning, question: str, best: EntryRef) -> None:
    assert real.near(question, 3)[0][0] == best
    cosines = dict(zip(TITLES, real.closeness(question, list(TITLES)), strict=True))
    assert dict(real.near(question, 3)) == pytest.approx(cosines)


def test_what_has_nothing_to_do_with_it_is_far(real: VectorMeaning) -> None:
    assert max(cosine for _ref, cosine in real.near("recipes for sourdough bread", 3)) < 0.35


def test_the_model_of_the_extra_makes_the_vectors_that_it_always_made() -> None:
    """A few numbers of one, so that another build of the libraries that reads texts otherwise is noticed."""
    vector = load_encoder(packaged_files()).encode(["hello world"])[0]
    assert vector[:3] == pytest.approx([-0.0348, 0.0301, 0.0130], abs=0.003)


def test_an_entry_is_not_among_those_like_it(tiny: VectorMeaning) -> None:
    assert {ref for ref, _cosine in tiny.like(A, 5)} == {B, C}
    assert len(tiny.like(A, 1)) == 1
    assert tiny.like(A, 0) == []
    assert tiny.between(A, B) == pytest.approx(dict(tiny.like(A, 5))[B])
    assert tiny.between(A, A) == pytest.approx(1, abs=0.001)


def test_an_entry_without_a_vector_is_never_named(tiny: VectorMeaning) -> None:
    tiny.drop([C, D])
    assert {ref for ref, _cosine in tiny.near("phone", 9)} == {A, B}
    assert tiny.closeness("phone", [D, C]) == [None, None]
    assert tiny.like(D, 3) == []
    assert (tiny.between(D, A), tiny.between(A, D)) == (None, None)
    assert tiny.count() == 2
    assert tiny.current() == {A: 1, B: 1}


def test_without_any_vector_nothing_is_asked_of_the_model(tmp_path: Path) -> None:
    """So a catalog that was never encoded costs nothing, not even the loading of the model."""
    (tiny_model(tmp_path) / "tokenizer.json").write_text("no tokenizer", "utf-8")
    meaning = open_meaning(tmp_path)
    assert meaning.near("phone", 3) == []
    assert meaning.closeness("phone", [A]) == [None]
    assert meaning.trouble == ""


def test_vectors_that_cannot_be_of_this_model_are_left_out(tiny: VectorMeaning) -> None:
    assert tiny.put([Vector(D, 1, b"short"), Vector(D, 1, bytes(8))]) == 0
    assert tiny.put([Vector(D, 1, b"\x01" * 8), Vector(D, 2, b"\x02" * 8)]) == 1
    assert tiny.current()[D] == 2


def test_a_model_that_cannot_be_loaded_finds_nothing_and_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tiny_model(tmp_path) / "tokenizer.json").write_text("no tokenizer", "utf-8")
    meaning = open_meaning(tmp_path)
    meaning.put([Vector(A, 1, b"\x01" * 8), Vector(B, 1, b"\x02" * 8)])
    with caplog.at_level(logging.WARNING):
        assert meaning.near("phone", 3) == []
        assert meaning.closeness("phone", [A]) == [None]
    assert [record.message for record in caplog.records] == ["meaning.not_loaded"]
    assert "cannot be read" in meaning.trouble
    assert meaning.like(A, 3) != []
    with pytest.raises(ConfigError):
        meaning.encode(["phone"])


def test_a_model_that_fails_on_a_question_leaves_it_to_words_and_is_tried_again(
    tiny: VectorMeaning, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a library throws, no error reaches who asked; one note is logged, and the trouble is told till then."""

    def fail(*_given: object) -> None:
        raise OSError("out of order")

    with monkeypatch.context() as broken:
        broken.setattr("bot.meaning.encoder.Encoder.encode", fail)
        assert tiny.near("a camera", 3) == []
        assert tiny.closeness("a sound", [A, B]) == [None, None]
        with pytest.raises(ConfigError, match="failed on a text"):
            tiny.encode(["a sound"])
        assert "failed on a text: OSError" in tiny.trouble
    assert [record.message for record in caplog.records] == ["meaning.not_run"]
    assert len(tiny.near("a camera", 3)) == 3
    assert tiny.trouble == ""


def test_what_was_prepared_is_compared_without_the_model(tiny: VectorMeaning, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tiny.near("a  camera", 3)
    tiny.prepare(["a phone", "the sound of a phone"])
    assert tiny.is_ready(" the sound  of a phone")
    assert not tiny.is_ready("a battery")

    def fail(*_given: object) -> None:
        raise AssertionError

    monkeypatch.setattr("bot.meaning.encoder.Encoder.encode", fail)
    assert tiny.near("a camera", 3) == expected
    assert len(tiny.near("a phone", 3)) == 3


def test_only_so_many_questions_are_remembered(tiny: VectorMeaning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_REMEMBERED", 2)
    tiny.prepare(["a phone", "a camera", "a sound"])
    assert [tiny.is_ready(each) for each in ("a phone", "a camera", "a sound")] == [False, True, True]


def test_what_cannot_be_prepared_raises_nothing(tmp_path: Path) -> None:
    (tiny_model(tmp_path) / "tokenizer.json").write_text("no tokenizer", "utf-8")
    meaning = open_meaning(tmp_path)
    assert meaning.is_ready("phone")
    meaning.prepare(["phone"])
    assert meaning.trouble == ""
    meaning.put([Vector(A, 1, b"\x01" * 8)])
    assert not meaning.is_ready("phone")
    meaning.prepare(["phone"])
    assert "cannot be read" in meaning.trouble
    assert meaning.is_ready("phone")


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u202e", "\ud800", "a" * 5_000, "@everyone", "联邦学习"])
def test_any_text_can_be_asked(tiny: VectorMeaning, text: str) -> None:
    assert len(tiny.near(text, 3)) == 3
