"""Sequences that stand in the preset itself: worked examples of the way back through time."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.targets.values import Values
from playground.parts.setting import Matrix, setting

SAMPLES, STEPS, VALUES = 1000, 200, 16
"""The most sequences, the most steps of each, and the most values of a step or of a sequence."""


class ListedSequences(DataSet):
    """Sequences listed in the preset, for worked examples; values are asked after the last step."""

    kind: Literal["listed-sequences"] = "listed-sequences"
    sequences: tuple[Matrix, ...] = setting(
        (((1.0,), (0.0,), (0.0,)), ((0.0,), (1.0,), (0.0,))),
        "The inputs of each sequence: a row for each step.",
        strict=False,
        longest=SAMPLES,
    )
    values: Matrix = setting(((0.25,), (0.5,)), "The values to predict from each sequence.", longest=SAMPLES)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not len(self.values) == len(self.sequences) > 0:
            text = f"{len(self.values)} rows of values for {len(self.sequences)} sequences"
            raise self._refusal({"values": text if self.sequences else "at least one sequence is needed"})
        for i, steps in enumerate(self.sequences):
            if len(steps) != len(self.sequences[0]):
                text = f"sequence {i + 1} has {len(steps)} steps, and sequence 1 has {len(self.sequences[0])}"
                raise self._refusal({"sequences": text})
            if not 1 <= len(steps) <= STEPS:
                raise self._refusal({"sequences": f"a sequence has 1 to {STEPS} steps, not {len(steps)}"})
        self._check("sequences", [row for steps in self.sequences for row in steps])
        self._check("values", self.values)
        return self

    def _check(self, name: str, rows: Matrix | list[tuple[float, ...]]) -> None:
        """Refuse rows that are not of one length."""
        for row in rows:
            if len(row) != len(rows[0]):
                raise self._refusal({name: f"a row has {len(row)} numbers, and the first has {len(rows[0])}"})
            if not 1 <= len(row) <= VALUES:
                raise self._refusal({name: f"a row has 1 to {VALUES} numbers, not {len(row)}"})

    def draw(self, generator: np.random.Generator) -> Points:
        truth = np.array(self.values, float)
        truth = truth[:, 0] if truth.shape[1] == 1 else truth
        return Points.shaped(np.array(self.sequences, float), truth, Values(len(self.values[0])))
