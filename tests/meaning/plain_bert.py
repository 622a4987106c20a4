"""The BERT network once more, in plain loops over plain numbers: slow, and easy to compare with the paper."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.meaning.tiny import HEADS, LAYERS, WIDTH, Tensors

Row = list[float]


def states_of(numbers: Sequence[int], tensors: Tensors) -> list[Row]:
    """Return the state of each token of one text."""
    words, places = tensors["embeddings.word_embeddings.weight"], tensors["embeddings.position_embeddings.weight"]
    kind = tensors["embeddings.token_type_embeddings.weight"][0]
    states = [
        _normal(
            [float(words[number][i] + places[place][i] + kind[i]) for i in range(WIDTH)],
            "embeddings.LayerNorm",
            tensors,
        )
        for place, number in enumerate(numbers)
    ]
    for layer in range(LAYERS):
        states = _layer(states, f"encoder.layer.{layer}", tensors)
    return states


def _layer(states: list[Row], name: str, tensors: Tensors) -> list[Row]:
    queries, keys, values = (
        [_linear(state, f"{name}.attention.self.{part}", tensors) for state in states]
        for part in ("query", "key", "value")
    )
    each = WIDTH // HEADS
    result = []
    for state, query in zip(states, queries, strict=True):
        attended: Row = []
        for head in range(0, WIDTH, each):
            span = range(head, head + each)
            scores = [math.exp(sum(query[i] * key[i] for i in span) / math.sqrt(each)) for key in keys]
            shares = [score / sum(scores) for score in scores]
            attended += [sum(share * value[i] for share, value in zip(shares, values, strict=True)) for i in span]
        mixed = _linear(attended, f"{name}.attention.output.dense", tensors)
        middle = _normal(_added(state, mixed), f"{name}.attention.output.LayerNorm", tensors)
        wide = [
            x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in _linear(middle, f"{name}.intermediate.dense", tensors)
        ]
        result.append(
            _normal(_added(middle, _linear(wide, f"{name}.output.dense", tensors)), f"{name}.output.LayerNorm", tensors)
        )
    return result


def _added(one: Row, other: Row) -> Row:
    return [a + b for a, b in zip(one, other, strict=True)]


def _linear(state: Row, name: str, tensors: Tensors) -> Row:
    weight, bias = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
    return [
        sum(float(w) * x for w, x in zip(row, state, strict=True)) + float(b)
        for row, b in zip(weight, bias, strict=True)
    ]


def _normal(state: Row, name: str, tensors: Tensors) -> Row:
    mean = sum(state) / len(state)
    spread = math.sqrt(sum((x - mean) ** 2 for x in state) / len(state))
    scale, shift = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
    return [(x - mean) / spread * float(a) + float(b) for x, a, b in zip(state, scale, shift, strict=True)]
