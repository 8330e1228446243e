"""Rows of numbers that lie in no plane and enter the network as they are."""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.parts.setting import setting

INPUTS = 10
MEDIAN = 9.3418
"""Half of all sums of ten squares of normal numbers are below: the median of chi-squared."""


class Codes(DataSet):
    """As many patterns as numbers, each with another number on: what an encoder learns to put in few.

    In the 8-3-8 encoder (Ackley, Hinton and Sejnowski 1985) three units have to name eight patterns.
    """

    kind: Literal["codes"] = "codes"
    patterns: int = setting(8, "How many patterns there are, and how many numbers each has.", ge=2, le=64)

    def draw(self, generator: np.random.Generator) -> Points:
        return Points.shaped(np.eye(self.patterns), np.arange(self.patterns), Classes(self.patterns))


class TenNumbers(DataSet):
    """Ten numbers: is their point near the middle or far from it? No straight cut tells (Hastie et al. 2009).

    A sample is far if the sum of its squares is above 9.34, as it is for half of them.
    """

    kind: Literal["ten-numbers"] = "ten-numbers"
    samples: int = sized(2000)
    noise: float = setting(
        0.0,
        "Standard deviation of the noise on the sum, by which samples are mislabeled.",
        ge=0.0,
        le=4.0,
        live=True,
    )

    def draw(self, generator: np.random.Generator) -> Points:
        inputs = generator.normal(0.0, 1.0, (self.samples, INPUTS))
        sums = (inputs**2).sum(axis=1) + generator.normal(0.0, 1.0, self.samples) * self.noise
        return Points.shaped(inputs, (sums > MEDIAN).astype(np.intp), Classes(2, ("near", "far")))
