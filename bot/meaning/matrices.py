"""The weights of a model as they stand in its file: floating-point numbers, or whole ones with a scale.

Whole numbers take a quarter of the memory, and can stay on disk until they are looked at.  They are unfolded where they
are used, one matrix at a time, which takes a fraction of the time that multiplying does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.meaning.arrays import Bytes, Floats, Whole


class Matrix(Protocol):
    """A table of vectors, or a linear layer without its bias."""

    def rows(self, numbers: Whole) -> Floats:
        """Return the vectors of these numbers, (…, width)."""
        ...

    def applied(self, states: Floats) -> Floats:
        """Return what the layer makes of states, (…, into) to (…, out)."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """All of a model, by the usual names: what is multiplied with, and what is only added or taken as it is."""

    matrices: Mapping[str, Matrix]
    tensors: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class FloatMatrix:
    """Floating-point numbers, (out, into)."""

    numbers: Floats

    def rows(self, numbers: Whole) -> Floats:
        """Return rows."""
        found: Floats = self.numbers[numbers]
        return found

    def applied(self, states: Floats) -> Floats:
        """Return the product with the transposed."""
        return _product(states, self.numbers.T)


@dataclass(frozen=True, slots=True)
class WholeMatrix:
    """Whole numbers: a table with a scale for each row, (rows, 1), or a layer (into, out) with one for each column."""

    numbers: Bytes
    scales: Floats

    def rows(self, numbers: Whole) -> Floats:
        """Return rows of a table."""
        found: Floats = self.numbers[numbers].astype(np.float32)
        found *= self.scales[numbers]
        return found

    def applied(self, states: Floats) -> Floats:
        """Return the product with a layer; as each column has one scale, the product is scaled and not the matrix."""
        mixed = _product(states, self.numbers.astype(np.float32))
        mixed *= self.scales[0]
        return mixed


def _product(states: Floats, matrix: Floats) -> Floats:
    """Multiply all states at once, whatever text they are of: one large product is quicker than many small ones."""
    mixed: Floats = states.reshape(-1, states.shape[-1]) @ matrix
    return mixed.reshape(*states.shape[:-1], -1)
