"""Sums of sines, whose next value is to be predicted at every step."""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.values import Values
from playground.parts.setting import setting

LONGEST = 20.0
"""Steps that the slowest sine takes to come round."""
GOLDEN = (1.0 + 5.0**0.5) / 2.0


class SineMix(DataSet):
    """The mean of a few sines, each faster than the one before by the golden ratio: what comes next?

    Their phases differ from sequence to sequence, so what comes next is seen only from what came before.
    """

    kind: Literal["sine-mix"] = "sine-mix"
    samples: int = sized(300, "sequences")
    steps: int = setting(30, "How many steps a sequence has.", ge=2, le=200)
    waves: int = setting(2, "How many sines are mixed.", ge=1, le=4)
    noise: float = setting(
        0.0,
        "Standard deviation of the noise on what is seen; what is to be predicted is without it.",
        ge=0.0,
        le=1.0,
        live=True,
    )

    def draw(self, generator: np.random.Generator) -> Points:
        phases = generator.uniform(0.0, 2.0 * np.pi, (self.samples, 1, self.waves))
        pace = 2.0 * np.pi / LONGEST * GOLDEN ** np.arange(self.waves)
        series = np.sin(phases + pace * np.arange(self.steps + 1)[:, None]).mean(axis=2)
        seen = series[:, :-1] + generator.normal(0.0, 1.0, (self.samples, self.steps)) * self.noise
        return Points.shaped(seen[..., None], series[:, 1:], AtEveryStep(Values(names=("next value",))))
