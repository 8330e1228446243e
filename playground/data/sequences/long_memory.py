"""Sequences whose answer, asked at the end, hangs on marked steps long ago."""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values
from playground.parts.setting import setting

STEPS = "How many steps a sequence has."


class RememberFirst(DataSet):
    """The first step carries −1 or +1 and a mark; the rest is to be forgotten. Which was it?

    At every step there are two inputs, a value and the mark. The answer is asked after the last step. Noise
    that is louder than what is to be remembered drowns it in a network without gates.
    """

    title = "Remember the first"
    kind: Literal["remember-first"] = "remember-first"
    samples: int = sized(1000, "sequences")
    steps: int = setting(20, STEPS, ge=2, le=200)
    noise: float = setting(
        2.0, "Standard deviation of the values after the first.", ge=0.0, le=3.0, live=True
    )

    def draw(self, generator: np.random.Generator) -> Points:
        label = np.arange(self.samples) % 2
        inputs = np.zeros((self.samples, self.steps, 2))
        inputs[:, :, 0] = generator.normal(0.0, 1.0, (self.samples, self.steps)) * self.noise
        inputs[:, 0, 0] = 2.0 * label - 1.0
        inputs[:, 0, 1] = 1.0
        return Points.shaped(inputs, label, Classes(2, ("−1", "+1")))


class AddingProblem(DataSet):
    """The sum of two marked values, one in each half of the sequence (Hochreiter and Schmidhuber 1997).

    At every step there are two inputs, a value from −1 to 1 and the mark. The sum is asked after the last.
    """

    kind: Literal["adding-problem"] = "adding-problem"
    samples: int = sized(1000, "sequences")
    steps: int = setting(20, STEPS, ge=2, le=200)
    noise: float = setting(0.0, "Standard deviation of the noise on the sum.", ge=0.0, le=1.0, live=True)

    def draw(self, generator: np.random.Generator) -> Points:
        values = generator.uniform(-1.0, 1.0, (self.samples, self.steps))
        half, rows = self.steps // 2, np.arange(self.samples)
        first = generator.integers(0, half, self.samples)
        second = generator.integers(half, self.steps, self.samples)
        marks = np.zeros(values.shape)
        marks[rows, first] = marks[rows, second] = 1.0
        sums = (values * marks).sum(axis=1) + generator.normal(0.0, 1.0, self.samples) * self.noise
        return Points.shaped(np.stack([values, marks], axis=2), sums, Values(names=("sum",)))
