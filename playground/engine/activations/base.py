"""What a unit makes of its weighted sum, with the derivative under each formula.

Arrays are (P, batch, units) or, where one network is trained alone, (batch, units); every function is
elementwise but softmax, which works along the units."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from playground.engine.symbolic import functions
from playground.engine.symbolic.expressions import Term
from playground.parts.part import Part

Array = npt.NDArray[np.floating]
Procedure = Callable[[], Any]
# As arrays, for NumPy takes as long to convert a Python number as to multiply a small layer by it.
ZERO, ONE, HIGHEST = (np.array(number, np.float32) for number in (0.0, 1.0, 88.0))


def sigmoid(z: Array, out: Array) -> None:
    """Write 1 / (1 + exp(-z)) into ``out``, which may be ``z``.

    As e / (1 + e) with e = exp(z) it keeps all its digits where it is small; from 88 on it is 1 in either
    precision, and e is still finite.
    """
    np.minimum(z, HIGHEST, out=out)
    np.exp(out, out=out)
    np.divide(out, out + ONE, out=out)


class Activation(Part, family="activation"):
    """What a unit makes of its weighted sum."""

    corners: ClassVar[tuple[float, ...]] = ()
    """The sums at which the slope jumps, so that there is no derivative, or the slope's own slope."""
    ends: ClassVar[tuple[float, float] | None] = None
    """The values that it levels off at, far below and far above zero, if at both."""
    elementwise: ClassVar[bool] = True
    """Whether each unit's output depends on its own sum alone."""

    @abstractmethod
    def value(self, z: Array, out: Array) -> None:
        """Write a = f(z) into ``out``."""

    @abstractmethod
    def derivative(self, z: Array, a: Array, out: Array) -> None:
        """Write f'(z) into ``out``; ``a`` is f(z), often the shorter way there."""

    def forward(self, z: Array, out: Array) -> tuple[Procedure, ...]:
        """Return what writes a = f(z) into ``out``, again and again: it may keep memory for that."""
        return (partial(self.value, z, out),)

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        """Return what writes ∂L/∂z into ``out``, given ``da``, which is ∂L/∂a.

        All are (..., units). It may keep memory for that.
        """
        return partial(self.derivative, z, a, out), partial(np.multiply, out, da, out)

    def formula(self, z: Term) -> Term:
        """Return f(z) as it is to be read; a rule that does not say is written as a function of its name."""
        return functions.call(self.kind, self._at, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        """Return f'(z) as it is to be read."""
        return functions.call(f"{self.kind}'", self._slope_at, z)

    def unit_formula(self, unit: int, z: Sequence[Term]) -> Term:
        """Return the output of one unit, given the sums of all units of the layer."""
        return self.formula(z[unit])

    def chain_formula(self, unit: int, z: Sequence[Term], a: Sequence[Term], da: Sequence[Term]) -> Term:
        """Return the loss's derivative with respect to a unit's sum, given those for the outputs."""
        return da[unit] * self.slope_formula(z[unit], a[unit])

    def _at(self, z: Any) -> Any:
        room = np.array(z, np.float64, ndmin=1)
        out = np.empty_like(room)
        self.value(room, out)
        return out.reshape(np.shape(z))

    def _slope_at(self, z: Any) -> Any:
        room = np.array(z, np.float64, ndmin=1)
        a, out = np.empty_like(room), np.empty_like(room)
        self.value(room, a)
        self.derivative(room, a, out)
        return out.reshape(np.shape(z))
