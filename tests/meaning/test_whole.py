"""The model that comes with the extra, read without onnxruntime: the same vectors, and no file that breaks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.meaning.encoder import load_encoder
from bot.meaning.files import packaged_files
from bot.meaning.whole import read_whole

TEXTS = [
    "npu",
    "Federated learning on phones with little memory",
    "联邦学习",
    "",
    "A very long title, " * 30,
    "POET: training neural networks on tiny devices",
]


def test_it_makes_the_vectors_that_onnxruntime_makes() -> None:
    ours = load_encoder(packaged_files()).encode(TEXTS)
    theirs = load_encoder(replace(packaged_files(), shape=None)).encode(TEXTS)
    assert np.abs(ours - theirs).max() < 1e-5


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_part_of_the_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = packaged_files().weights.read_bytes()
    part = tmp_path / "part.onnx"
    part.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ConfigError, match="cannot be read"):
        read_whole(part)


@given(st.binary(max_size=60).map(lambda data: b"\x3a" + bytes([len(data)]) + data))
def test_what_is_no_model_is_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.onnx"
    path.write_bytes(data)
    with pytest.raises(ConfigError):
        read_whole(path)
