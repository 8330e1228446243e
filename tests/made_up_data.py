"""Data whose targets are their own inputs, declared here to try the core: nothing else knows them."""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.targets.values import Inputs


class Codes(DataSet):
    """Eight samples, of which each has another of eight inputs at 1; they do not lie in a plane."""

    kind: Literal["made-up-codes"] = "made-up-codes"

    def draw(self, generator):
        return Points(np.eye(8), np.zeros((8, 0)), Inputs(), plane=None)


class Arc(DataSet):
    """Points on an arc in the plane, near which one number says where a point is."""

    kind: Literal["made-up-arc"] = "made-up-arc"

    def draw(self, generator):
        angle = generator.uniform(0.0, np.pi, 60)
        places = 2.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return Points(places + generator.normal(0.0, 0.05, (60, 2)), np.zeros((60, 0)), Inputs())
