"""Models of the BERT kind in plain numpy: the one that comes with the extra, and folders that have safetensors.

The network is that of Devlin et al., "BERT" (NAACL 2019), read from its weights by their usual names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Floats, Forward, Whole
from bot.meaning.files import ModelFiles
from bot.meaning.matrices import FloatMatrix, Weights
from bot.meaning.tensors import read_tensors
from bot.meaning.whole import read_whole

_ONE, _HALF = np.float32(1), np.float32(0.5)


def load_bert(files: ModelFiles) -> Forward:
    """Load a model from its weights.  Raises `ConfigError` where it is of another kind, or not complete."""
    shape = files.shape or {}
    if shape.get("model_type") != "bert" or shape.get("position_embedding_type", "absolute") != "absolute":
        raise ConfigError(
            _(
                "The model in {path} is not of the BERT kind, so only an ONNX file of it can be used.",
                path=files.weights.parent,
            )
        )
    try:
        bert = _Bert(_weights_in(files.weights), _sizes(shape, files.dimensions), files.dimensions)
        bert(np.zeros((1, 2), np.int64), np.ones((1, 2), np.int64))  # what does not fit together shows at once
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise ConfigError(_("{path} cannot be read.", path=files.weights), reason=repr(error)) from None
    return bert


@dataclass(frozen=True, slots=True)
class _Sizes:
    layers: int
    heads: int
    epsilon: float
    activation: Callable[[Floats], Floats]


def _sizes(shape: Mapping[str, object], width: int) -> _Sizes:
    layers, heads = shape["num_hidden_layers"], shape["num_attention_heads"]
    epsilon = shape.get("layer_norm_eps", 1e-12)
    if not isinstance(layers, int) or not isinstance(heads, int) or not isinstance(epsilon, int | float):
        raise TypeError(layers)
    if heads < 1 or width % heads:
        raise ValueError(heads)
    return _Sizes(layers, heads, float(epsilon), _ACTIVATIONS[str(shape.get("hidden_act", "gelu"))])


def _weights_in(path: Path) -> Weights:
    if path.suffix == ".onnx":
        return read_whole(path)
    tensors = {name.removeprefix("bert."): tensor for name, tensor in read_tensors(path).items()}
    return Weights({name: FloatMatrix(tensor) for name, tensor in tensors.items() if tensor.ndim == 2}, tensors)


class _Bert:
    """The network, ready to be run."""

    def __init__(self, weights: Weights, sizes: _Sizes, width: int) -> None:
        self._matrices = weights.matrices
        self._tensors = weights.tensors
        self._sizes = sizes
        self._width = width

    def __call__(self, numbers: Whole, mask: Whole) -> Floats:
        words = self._matrices["embeddings.word_embeddings.weight"].rows(numbers)
        places = self._matrices["embeddings.position_embeddings.weight"].rows(np.arange(numbers.shape[1]))
        kind = self._tensors["embeddings.token_type_embeddings.weight"][0]
        states = self._normal(words + places + kind, "embeddings.LayerNorm")
        hidden = np.where(mask[:, None, None, :] > 0, np.float32(0), np.float32(-1e9))
        for layer in range(self._sizes.layers):
            states = self._layer(states, hidden, f"encoder.layer.{layer}")
        return states

    def _layer(self, states: Floats, hidden: Floats, name: str) -> Floats:
        mixed = self._linear(self._attended(states, hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        states = self._normal(states + mixed, f"{name}.attention.output.LayerNorm")
        wide = self._sizes.activation(self._linear(states, f"{name}.intermediate.dense"))
        return self._normal(states + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attended(self, states: Floats, hidden: Floats, name: str) -> Floats:
        texts, tokens, _width = states.shape
        each = self._width // self._sizes.heads

        def split(part: str) -> Floats:
            return self._linear(states, f"{name}.{part}").reshape(texts, tokens, -1, each).transpose(0, 2, 1, 3)

        scores = split("query") @ split("key").transpose(0, 1, 3, 2) / np.float32(math.sqrt(each)) + hidden
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed: Floats = scores @ split("value")
        return mixed.transpose(0, 2, 1, 3).reshape(texts, tokens, -1)

    def _linear(self, states: Floats, name: str) -> Floats:
        mixed = self._matrices[f"{name}.weight"].applied(states)
        mixed += self._tensors[f"{name}.bias"]
        return mixed

    def _normal(self, states: Floats, name: str) -> Floats:
        states = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((states * states).mean(-1, keepdims=True) + np.float32(self._sizes.epsilon))
        scaled: Floats = states / spread * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]
        return scaled


def _gelu(states: Floats) -> Floats:
    """Return x·Φ(x), with the error function by formula 7.1.26 of Abramowitz and Stegun, good to 1.5e-7."""
    size = np.abs(states) * np.float32(math.sqrt(0.5))
    near: Floats = _ONE / (_ONE + np.float32(0.3275911) * size)
    poly: Floats = np.full_like(near, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        poly = poly * near + np.float32(factor)
    error: Floats = _ONE - poly * near * np.exp(-size * size)
    half: Floats = (_ONE + np.copysign(error, states)) * _HALF
    return states * half


def _gelu_by_tanh(states: Floats) -> Floats:
    inner = np.float32(math.sqrt(2 / math.pi)) * (states + np.float32(0.044715) * states**3)
    half: Floats = (_ONE + np.tanh(inner)) * _HALF
    return states * half


def _relu(states: Floats) -> Floats:
    return np.maximum(states, np.float32(0))


_ACTIVATIONS: Mapping[str, Callable[[Floats], Floats]] = {"gelu": _gelu, "gelu_new": _gelu_by_tanh, "relu": _relu}
