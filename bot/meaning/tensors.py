"""Read safetensors files: a header in JSON that says where each tensor's numbers stand.  Nothing in them can run.

The format is described at https://huggingface.co/docs/safetensors.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Floats

_HEADER = 25_000_000
_TYPES: dict[str, np.dtype[np.float32] | np.dtype[np.float16] | np.dtype[np.uint16]] = {
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "BF16": np.dtype("<u2"),
}


def read_tensors(path: Path) -> dict[str, Floats]:
    """Return a file's tensors of floating-point numbers by name; 32-bit ones stay on disk until they are looked at.

    Raises `ConfigError` for a file that is not such a file, or not all of it.
    """
    try:
        raw = np.memmap(path, np.uint8, "r")
        size = int.from_bytes(raw[:8].tobytes(), "little")
        if not 2 <= size <= min(_HEADER, raw.size - 8):
            raise ValueError(size)
        header: object = json.loads(raw[8 : 8 + size].tobytes())
        if not isinstance(header, dict):
            raise TypeError(header)
        body = raw[8 + size :]
        found = {name: _tensor(body, given) for name, given in header.items() if name != "__metadata__"}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigError(_("{path} cannot be read.", path=path), reason=repr(error)) from None
    return {name: each for name, each in found.items() if each is not None}


def _tensor(body: npt.NDArray[np.uint8], given: dict[str, object]) -> Floats | None:
    """Return one tensor; None for whole numbers.  Raises `ValueError` where it does not stand wholly in the file."""
    kind = _TYPES.get(str(given["dtype"]))
    if kind is None:
        return None
    shape, span = _numbers(given["shape"]), _numbers(given["data_offsets"])
    begin, end = span
    if not 0 <= begin <= end <= body.size or end - begin != math.prod(shape) * kind.itemsize:
        raise ValueError(span)
    numbers = body[begin:end].view(kind).reshape(shape)
    if kind.kind == "u":  # bfloat16 is the upper half of a float32
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    return numbers.astype(np.float32, copy=False).view(np.ndarray)


def _numbers(given: object) -> list[int]:
    if not isinstance(given, list) or not all(isinstance(each, int) and each >= 0 for each in given):
        raise ValueError(given)
    return given
