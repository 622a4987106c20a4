"""Which model a folder holds, and what is said of one that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.meaning import files
from bot.meaning.encoder import load_encoder
from bot.meaning.files import Pooling, folder_files, packaged_files
from bot.meaning.opening import open_meaning
from tests.meaning.tiny import tiny_model


def test_a_folder_says_what_its_model_is(tmp_path: Path) -> None:
    found = folder_files(tiny_model(tmp_path / "tiny"))
    assert found.name.startswith("tiny ")
    assert (found.dimensions, found.length, found.pooling) == (8, 16, Pooling.MEAN)


def test_a_model_with_other_weights_pooling_or_length_has_another_name(tmp_path: Path) -> None:
    """Their vectors are not to be compared, and stand under the name."""
    plain = folder_files(tiny_model(tmp_path / "a" / "tiny"))
    same = folder_files(tiny_model(tmp_path / "b" / "tiny"))
    others = [tiny_model(tmp_path / "c" / "tiny", first=True), tiny_model(tmp_path / "d" / "tiny", seed=8)]
    (shorter := tiny_model(tmp_path / "e" / "tiny")).joinpath("sentence_bert_config.json").unlink()
    assert plain.name == same.name
    assert len({plain.name, *(folder_files(each).name for each in (*others, shorter))}) == 4


def test_onnx_is_taken_before_safetensors(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path)
    (folder / "model.onnx").write_bytes(b"?")
    assert folder_files(folder).weights.name == "model.onnx"


def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ConfigError, match=r"is a pickle .* is not loaded\. Save it as"):
        open_meaning(folder)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("config.json", None, r"has no config\.json"),
        ("config.json", "{", "cannot be read"),
        ("config.json", "[]", "cannot be read"),
        ("config.json", "{}", "does not say its hidden_size"),
        ("config.json", '{"hidden_size": true}', "does not say its hidden_size"),
        ("tokenizer.json", None, r"has no tokenizer\.json"),
        ("model.safetensors", None, r"has no model\.onnx and no model\.safetensors"),
        ("1_Pooling/config.json", json.dumps({"pooling_mode_max_tokens": True}), "pooling other than mean and cls"),
    ],
)
def test_what_is_missing_or_wrong_is_said(tmp_path: Path, name: str, content: str | None, sentence: str) -> None:
    path = tiny_model(tmp_path) / name
    path.unlink()
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=sentence):
        folder_files(tmp_path)


def test_no_folder_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no model folder at"):
        folder_files(tmp_path / "none")


@pytest.mark.parametrize("name", ["tokenizer.json", "model.onnx"])
def test_a_file_that_is_no_model_is_refused_when_it_is_loaded(tmp_path: Path, name: str) -> None:
    (tiny_model(tmp_path) / name).write_bytes(b"no model")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_encoder(folder_files(tmp_path))


def test_a_packaged_file_that_was_changed_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_TOKENIZER", (*files._TOKENIZER[:2], "0" * 64))
    with pytest.raises(ConfigError, match=r"is not the file .* and is not used.*--force-reinstall"):
        packaged_files()


@pytest.mark.parametrize("package", ["not-installed-at-all", "pytest"])
def test_without_the_packages_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setattr(files, "_WEIGHTS", (package, "model.onnx", "0" * 64))
    with pytest.raises(ConfigError, match=r"awesome-list-bot\[semantic\]"):
        packaged_files()
