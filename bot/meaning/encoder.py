"""Texts to vectors of length 1, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Floats, Forward
from bot.meaning.files import ModelFiles, Pooling
from bot.meaning.tokens import Tokens

_TEXTS = 32
_TOKENS = 4_096
"""Tokens of a batch, with those that only fill it up: what a batch needs in memory grows with them."""


class Encoder:
    """A model with its tokenizer."""

    def __init__(self, tokens: Tokens, forward: Forward, pooling: Pooling, dimensions: int) -> None:
        self._tokens = tokens
        self._forward = forward
        self._pooling = pooling
        self._dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, (texts, dimensions)."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        numbers = self._tokens.numbers(texts)
        for rows in batches([len(each) for each in numbers]):
            vectors[rows] = self._batch([numbers[row] for row in rows])
        return vectors

    def _batch(self, numbers: Sequence[Sequence[int]]) -> Floats:
        filled = np.zeros((len(numbers), max(map(len, numbers))), np.int64)
        mask = np.zeros_like(filled)
        for row, each in enumerate(numbers):
            filled[row, : len(each)] = each
            mask[row, : len(each)] = 1
        states = self._forward(filled, mask)
        vectors = states[:, 0] if self._pooling is Pooling.FIRST else _mean(states, mask.astype(np.float32))
        unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12))
        return unit


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of texts, each once, in batches of texts of about one length, the shortest first."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == _TEXTS or (len(batch) + 1) * lengths[row] > _TOKENS):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def load_encoder(files: ModelFiles) -> Encoder:
    """Load a model and its tokenizer, and try them: half a second.  Raises `ConfigError`."""
    tokens = Tokens(files.tokenizer, files.length)
    encoder = Encoder(tokens, _forward(files), files.pooling, files.dimensions)
    try:
        encoder.encode(["a text", "and one that is longer"])
    except Exception as error:  # noqa: BLE001 - whatever a wrong model does, in whichever library
        sentence = _("{path} is not a model of sentences that the bot can use.", path=files.weights)
        raise ConfigError(sentence, path=str(files.weights), reason=repr(error)) from None
    return encoder


def _forward(files: ModelFiles) -> Forward:
    if files.shape is None:
        from bot.meaning.onnx import load_onnx

        return load_onnx(files.weights)
    from bot.meaning.bert import load_bert

    return load_bert(files)


def _mean(states: Floats, mask: Floats) -> Floats:
    mean: Floats = np.einsum("btd,bt->bd", states, mask) / np.maximum(mask.sum(1, keepdims=True), np.float32(1))
    return mean
