"""Samples that stand in the preset itself: worked examples, to be followed number by number."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from playground.data.coordinates import Coordinates, Side
from playground.data.data_set import DataSet
from playground.data.formula import INPUTS
from playground.data.samples import Points
from playground.data.targets.values import Values
from playground.parts.setting import Matrix, setting

SAMPLES, VALUES = 1000, 16
"""The most samples, and the most values of each."""


class Listed(DataSet):
    """Samples listed in the preset, for worked examples."""

    kind: Literal["listed"] = "listed"
    inputs: Matrix = setting(
        ((-3.0, -2.0), (0.0, 3.0), (3.0, -2.0)),
        "The inputs of each sample: x₁, x₂ and further ones.",
        longest=SAMPLES,
    )
    targets: Matrix = setting(((-1.0,), (1.0,), (-1.0,)), "The targets of each sample.", longest=SAMPLES)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name, rows, most in (("inputs", self.inputs, INPUTS), ("targets", self.targets, VALUES)):
            for i, row in enumerate(rows):
                if len(row) != len(rows[0]):
                    text = f"row {i + 1} has {len(row)} numbers, and row 1 has {len(rows[0])}"
                    raise self._refusal({name: text})
                if not 1 <= len(row) <= most:
                    raise self._refusal({name: f"a row has 1 to {most} numbers, not {len(row)}"})
        if not len(self.targets) == len(self.inputs) > 0:
            text = f"{len(self.targets)} rows of targets for {len(self.inputs)} rows of inputs"
            raise self._refusal({"targets": text if self.inputs else "at least one sample is needed"})
        return self

    def draw(self, generator: np.random.Generator) -> Points:
        inputs = np.array([(*row, 0.0) if len(row) == 1 else row for row in self.inputs], float)
        truth = np.array(self.targets, float)
        truth = truth[:, 0] if truth.shape[1] == 1 else truth
        plane = Coordinates.of(inputs, (Side.of(inputs[:, 0]), Side.of(inputs[:, 1])))
        return Points(inputs, truth, Values(len(self.targets[0])), plane=plane)
