"""Scalings: how numbers are brought to a size from which networks learn well."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from playground.parts.part import Part

Array = npt.NDArray[np.floating]


class Scaling(Part, family="scaling"):
    """What is subtracted from the numbers of a column, and by what the rest is divided."""

    done: ClassVar[str]
    """What columns are then, in a word or two."""

    @abstractmethod
    def fit(self, numbers: Array) -> tuple[Array, Array]:
        """Return shifts and units (columns,) for numbers (samples, columns), 0 for the unit of a constant."""


class NoScaling(Scaling):
    """Numbers stay as they are."""

    title = "None"
    done = "as they are"
    kind: Literal["none"] = "none"

    def fit(self, numbers: Array) -> tuple[Array, Array]:
        return np.zeros(numbers.shape[1]), np.ones(numbers.shape[1])


class Standardize(Scaling):
    """Every column has mean 0 and standard deviation 1 among the samples that are trained on."""

    done = "standardized"
    kind: Literal["standardize"] = "standardize"

    def fit(self, numbers: Array) -> tuple[Array, Array]:
        if not len(numbers):
            return NoScaling().fit(numbers)
        with np.errstate(all="ignore"):
            # A mean is rounded: numbers that are all alike may seem to vary about it.
            return numbers.mean(axis=0), np.where(np.ptp(numbers, axis=0) > 0.0, numbers.std(axis=0), 0.0)


class MinMax(Scaling):
    """Every column goes from 0 to 1 among the samples that are trained on."""

    title = "Min–max"
    done = "from 0 to 1"
    kind: Literal["min-max"] = "min-max"

    def fit(self, numbers: Array) -> tuple[Array, Array]:
        if not len(numbers):
            return NoScaling().fit(numbers)
        with np.errstate(all="ignore"):
            return numbers.min(axis=0), np.ptp(numbers, axis=0)
