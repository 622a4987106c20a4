"""Models as ONNX files: the wall before onnxruntime, which has no types."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Floats, Forward, Whole
from bot.meaning.memory import give_back

_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_OUTPUTS = ("last_hidden_state", "token_embeddings")


def load_onnx(path: Path) -> Forward:
    """Load a model, to be run on one core at a time by any number of threads.  Raises `ConfigError`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it keeps what the largest batch ever needed
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        inputs = {each.name for each in session.get_inputs()}
        outputs = [each.name for each in session.get_outputs()]
    except Exception as error:  # noqa: BLE001 - its own exceptions have no common ancestor
        raise ConfigError(_("{path} cannot be read.", path=path), reason=str(error)) from None
    if not {"input_ids", "attention_mask"} <= inputs <= _INPUTS or not outputs:
        raise ConfigError(_("{path} is not a model of sentences that the bot can use.", path=path), path=str(path))
    output = next((name for name in _OUTPUTS if name in outputs), outputs[0])
    give_back()

    def forward(numbers: Whole, mask: Whole) -> Floats:
        given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        return cast("Floats", session.run([output], {name: given[name] for name in inputs})[0])

    return forward
