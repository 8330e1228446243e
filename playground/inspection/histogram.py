"""How often numbers fall into equal bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often numbers fall into equal bins from ``low`` to ``high``."""

    counts: npt.NDArray[Any]
    low: float
    high: float


def ends_of(low: float, high: float) -> tuple[float, float]:
    """Return from where to where bins reach for numbers between two: they are never too close for bins."""
    size = max(abs(low), abs(high), 1e-12)
    if high - low < 1e-6 * size:  # all alike but for rounding
        return low - 0.5 * size, high + 0.5 * size
    return low, high


def histogram(numbers: Array, bins: int) -> Histogram | None:
    """Return the histogram of numbers, as far as they are finite; None for none, or without bins."""
    numbers = numbers[np.isfinite(numbers)].astype(float)
    if not bins or not numbers.size:
        return None
    low, high = ends_of(float(numbers.min()), float(numbers.max()))
    counts, _ = np.histogram(numbers, bins, (low, high))
    return Histogram(counts, low, high)
