"""Adding binary numbers bit by bit: the smallest task for which a network must remember something."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.classes import Classes
from playground.parts.setting import setting


class BinaryAddition(DataSet):
    """Two numbers, bit by bit, the least significant first; at every step the sum's bit is to be predicted.

    What has to be remembered is the carry. The test set may be of longer numbers: who has learned to carry
    can add those, too.
    """

    kind: Literal["binary-addition"] = "binary-addition"
    samples: int = sized(200, "sums")
    bits: int = setting(8, "Bits of the numbers to train on.", ge=2, le=64)
    test_bits: int = setting(24, "Bits of the numbers to test on.", ge=2, le=200)

    def draw(self, generator: np.random.Generator) -> Points:
        return self._sums(generator, self.bits)

    def other_test(self) -> Points:
        return self._sums(np.random.default_rng((self.seed, self.test_bits)), self.test_bits)

    def _sums(self, generator: np.random.Generator, bits: int) -> Points:
        pairs = generator.integers(0, 2, (self.samples, bits, 2))
        return Points.shaped(pairs.astype(float), added(pairs), AtEveryStep(Classes(2, ("0", "1"))))


def added(pairs: npt.NDArray[np.integer]) -> npt.NDArray[np.intp]:
    """Return the bits (samples, bits) of sums, given those of both numbers, (samples, bits, 2)."""
    carry, bits = np.zeros(len(pairs), np.intp), []
    for step in range(pairs.shape[1]):
        whole = pairs[:, step].sum(axis=1) + carry
        bits.append(whole % 2)
        carry = whole // 2
    return np.stack(bits, axis=1)
