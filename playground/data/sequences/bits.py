"""Zeros and ones, one after the other, of which something is asked at every step."""

from abc import abstractmethod
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.classes import Classes
from playground.parts.setting import setting

Bits = npt.NDArray[np.intp]
"""Zeros and ones, (samples, steps)."""


class BitSequences(DataSet):
    """Random bits, with a bit to predict at every step; those to test on may be longer."""

    samples: int = sized(300, "sequences")
    steps: int = setting(12, "Steps of the sequences to train on.", ge=2, le=200)
    test_steps: int = setting(24, "Steps of the sequences to test on.", ge=2, le=200)
    noise: float = setting(0.0, "Standard deviation of the noise on every bit.", ge=0.0, le=1.0, live=True)

    @abstractmethod
    def answers(self, bits: Bits) -> Bits:
        """Return what is to be predicted at every step."""

    def draw(self, generator: np.random.Generator) -> Points:
        return self._sequences(generator, self.steps)

    def other_test(self) -> Points:
        return self._sequences(np.random.default_rng((self.seed, self.test_steps)), self.test_steps)

    def _sequences(self, generator: np.random.Generator, steps: int) -> Points:
        bits = generator.integers(0, 2, (self.samples, steps))
        seen = bits + generator.normal(0.0, 1.0, bits.shape) * self.noise
        return Points.shaped(seen[..., None], self.answers(bits), AtEveryStep(Classes(2, ("0", "1"))))


class Echo(BitSequences):
    """Repeat every bit some steps after it came; in the first steps the answer is 0."""

    kind: Literal["echo"] = "echo"
    delay: int = setting(3, "After how many steps a bit is to be repeated.", ge=1, le=100)

    def answers(self, bits: Bits) -> Bits:
        early = np.zeros((len(bits), min(self.delay, bits.shape[1])), np.intp)
        return np.hstack([early, bits[:, : -self.delay]])

    def misfit(self) -> tuple[str, str] | None:
        shortest = min(self.steps, self.test_steps)
        return ("delay", f"nothing comes back within {shortest} steps") if self.delay >= shortest else None


class Parity(BitSequences):
    """Whether the number of ones so far is odd: miss one bit, and every later answer is wrong."""

    title = "Running parity"
    kind: Literal["parity"] = "parity"

    def answers(self, bits: Bits) -> Bits:
        return np.asarray(np.cumsum(bits, axis=1) % 2, np.intp)
