"""Read the weights of the model that comes with the extra, whose ONNX file has them as whole numbers.

onnxruntime unfolds them all when it loads the file, and takes 130 MB; here they stay in the file.  Reads the form of
files that this one has, and no other: `W = Cast(W_q) * W_scale` for each matrix, and `Add(MatMul(states, W), bias)` for
each layer, whose bias has the layer's name.

The encoding is that of Protocol Buffers (https://protobuf.dev/programming-guides/encoding), the fields are those of
onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Bytes, Floats
from bot.meaning.matrices import Weights, WholeMatrix

_GRAPH = 7
_NODE, _TENSOR = 1, 5
_INPUT, _OUTPUT, _OPERATION = 1, 2, 4
_SIZE, _KIND, _NAME, _NUMBERS = 1, 2, 8, 9
_FLOAT, _INT8 = 1, 3
_PREFIX = "inner."


def read_whole(path: Path) -> Weights:
    """Return a file's weights; its matrices stay on disk until they are looked at.

    Raises `ConfigError` for a file that is not such a file, or not all of it.
    """
    try:
        graph = _Graph()
        raw = np.memmap(path, np.uint8, "r").view(np.ndarray)
        for number, value in _fields(raw):
            if number == _GRAPH:
                graph.read(_part(value))
        return graph.weights()
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise ConfigError(_("{path} cannot be read.", path=path), reason=repr(error)) from None


@dataclass(slots=True)
class _Graph:
    whole: dict[str, Bytes] = field(default_factory=dict)
    floats: dict[str, Floats] = field(default_factory=dict)
    multiplied: dict[str, str] = field(default_factory=dict)  # what is multiplied with, by the name of the product
    layers: dict[str, str] = field(default_factory=dict)  # the same by the name of the layer

    def read(self, raw: npt.NDArray[np.uint8]) -> None:
        for number, value in _fields(raw):
            if number == _TENSOR:
                self._read_tensor(_part(value))
            elif number == _NODE:
                self._read_node(_part(value))

    def weights(self) -> Weights:
        if not self.layers:
            raise ValueError(len(self.floats))
        named = {f"{layer}.weight": matrix for layer, matrix in self.layers.items()}
        named |= {name.removesuffix("_q"): name.removesuffix("_q") for name in self.whole if name.startswith(_PREFIX)}
        return Weights(
            {
                name.removeprefix(_PREFIX): WholeMatrix(self.whole[f"{matrix}_q"], self.floats[f"{matrix}_scale"])
                for name, matrix in named.items()
            },
            {name.removeprefix(_PREFIX): tensor for name, tensor in self.floats.items()},
        )

    def _read_tensor(self, raw: npt.NDArray[np.uint8]) -> None:
        shape: list[int] = []
        name, kind, numbers = "", 0, raw[:0]
        for number, value in _fields(raw):
            if number == _SIZE:
                shape += [value] if isinstance(value, int) else _whole_numbers(value)
            elif number == _KIND and isinstance(value, int):
                kind = value
            elif number == _NAME:
                name = _text(value)
            elif number == _NUMBERS:
                numbers = _part(value)
        if kind == _INT8:
            self.whole[name] = numbers.view(np.int8).reshape(shape)
        elif kind == _FLOAT and len(numbers) == 4 * math.prod(shape):
            self.floats[name] = numbers.copy().view("<f4").reshape(shape)

    def _read_node(self, raw: npt.NDArray[np.uint8]) -> None:
        fields = [(number, _text(value)) for number, value in _fields(raw) if number in (_INPUT, _OUTPUT, _OPERATION)]
        given = [value for number, value in fields if number == _INPUT]
        made = [value for number, value in fields if number == _OUTPUT]
        if (_OPERATION, "MatMul") in fields:
            self.multiplied[made[0]] = given[1]
        elif (_OPERATION, "Add") in fields and given[1].endswith(".bias") and given[0] in self.multiplied:
            self.layers[given[1].removesuffix(".bias")] = self.multiplied[given[0]]


def _fields(raw: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int | npt.NDArray[np.uint8]]]:
    """Yield the fields of a message: a number each, or the bytes of what is longer."""
    data, at = raw.data, 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
        elif key & 7 == 2:
            size, at = _varint(data, at)
            if at + size > len(data):
                raise ValueError(size)
            yield key >> 3, raw[at : at + size]
            at += size
        elif key & 7 in (1, 5):
            at += 8 if key & 7 == 1 else 4
        else:
            raise ValueError(key)


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """Return the number that begins at a place, of at most 64 bits, and where it ends."""
    number = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
    raise ValueError(number)


def _whole_numbers(raw: npt.NDArray[np.uint8]) -> list[int]:
    data, at, found = raw.data, 0, []
    while at < len(data):
        number, at = _varint(data, at)
        found.append(number)
    return found


def _part(value: int | npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    if isinstance(value, int):
        raise TypeError(value)
    return value


def _text(value: int | npt.NDArray[np.uint8]) -> str:
    return _part(value).tobytes().decode("utf-8")
