"""Names for the arrays that this package passes about.  Shapes are given where they are used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.int8]
Whole: TypeAlias = npt.NDArray[np.int64]

Forward: TypeAlias = Callable[[Whole, Whole], Floats]
"""A model: token numbers and a mask of those that count (both texts × tokens) to states (texts × tokens × width)."""
