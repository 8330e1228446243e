"""Logic gates as four points: the smallest things that a network can learn, or cannot."""

from abc import abstractmethod
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.targets.classes import Classes

Bools = npt.NDArray[np.bool_]
CORNERS = np.array([(-4.0, -4.0), (-4.0, 4.0), (4.0, -4.0), (4.0, 4.0)])


class Gate(DataSet):
    """Four corners and a logical function: inputs are false at -4 and true at 4."""

    @abstractmethod
    def truth(self, left: Bools, right: Bools) -> Bools:
        """Return what the gate makes of its inputs."""

    def draw(self, generator: np.random.Generator) -> Points:
        return Points(CORNERS.copy(), self.truth(*(CORNERS > 0.0).T).astype(np.intp), Classes(2))


class AndGate(Gate):
    """Four corners; true where both inputs are."""

    title = "AND gate"
    kind: Literal["and-gate"] = "and-gate"

    def truth(self, left: Bools, right: Bools) -> Bools:
        return left & right


class OrGate(Gate):
    """Four corners; true where at least one input is."""

    title = "OR gate"
    kind: Literal["or-gate"] = "or-gate"

    def truth(self, left: Bools, right: Bools) -> Bools:
        return left | right


class NandGate(Gate):
    """Four corners; false only where both inputs are true."""

    title = "NAND gate"
    kind: Literal["nand-gate"] = "nand-gate"

    def truth(self, left: Bools, right: Bools) -> Bools:
        return ~(left & right)


class XorGate(Gate):
    """Four corners; true where the inputs differ: no straight line separates them."""

    title = "XOR gate"
    kind: Literal["xor-gate"] = "xor-gate"

    def truth(self, left: Bools, right: Bools) -> Bools:
        return left ^ right
