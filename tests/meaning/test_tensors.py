"""Files of weights: read as numbers, or refused; never run, and never read past their end."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.meaning.tensors import read_tensors
from tests.meaning.tiny import weights, write_tensors


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_tensors(tmp_path / "x", weights())
    found = read_tensors(tmp_path / "x")
    assert found.keys() == weights().keys()
    assert all(np.array_equal(found[name], tensor) for name, tensor in weights().items())


def test_whole_numbers_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "x", {"ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}, bytes(8))
    assert read_tensors(tmp_path / "x") == {}


@pytest.mark.parametrize(
    "given",
    [
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 9]},
        {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]},
        {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": "1", "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [0]},
        {"dtype": "F32", "shape": [1]},
        ["F32"],
    ],
)
def test_a_tensor_that_is_not_wholly_there_is_refused(tmp_path: Path, given: object) -> None:
    put(tmp_path / "x", {"a": given}, bytes(8))
    with pytest.raises(ConfigError, match="cannot be read"):
        read_tensors(tmp_path / "x")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_bytes(data)
    with pytest.raises(ConfigError):
        read_tensors(path)


def put(path: Path, header: object, body: bytes) -> None:
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + body)
