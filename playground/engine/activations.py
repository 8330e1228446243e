"""What a unit makes of its weighted sum, with the derivative under each formula.

Arrays are (P, batch, units) or, where one network is trained alone, (batch, units); every function is
elementwise but softmax, which works along the units.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from playground.engine import formulas
from playground.engine.chosen import chosen
from playground.engine.formulas import Symbol, Term, largest, less, softplus, symbol, tanh, total
from playground.parts import Part, setting

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

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        """Return what writes the loss's derivative by z into ``out``, given ``da``, its derivative by a."""
        return partial(self.derivative, z, a, out), partial(np.multiply, out, da, out)

    def formula(self, z: Term) -> Term:
        """Return f(z) as it is to be read; a rule that does not say is written as a function of its name."""
        return formulas.call(self.kind, self._at, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        """Return f'(z) as it is to be read."""
        return formulas.call(f"{self.kind}'", self._slope_at, z)

    def unit_formula(self, unit: int, z: Sequence[Term]) -> Term:
        """Return what one unit says, given the sums of all units of the layer."""
        return self.formula(z[unit])

    def chain_formula(self, unit: int, z: Sequence[Term], a: Sequence[Term], da: Sequence[Term]) -> Term:
        """Return the loss's derivative by a unit's sum, given that by what each unit says."""
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


class Identity(Activation):
    """The sum itself: a layer of these stays linear."""

    kind: Literal["identity"] = "identity"

    def value(self, z: Array, out: Array) -> None:
        np.copyto(out, z)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        out.fill(1.0)

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        return (partial(np.copyto, out, da),)

    def formula(self, z: Term) -> Term:
        return z

    def slope_formula(self, z: Term, a: Term) -> Term:
        return formulas.Constant(formulas.number(1.0))


class ReLU(Activation):
    """Zero below zero, the sum above: cheap, and it does not saturate above."""

    title = "ReLU"
    corners = (0.0,)
    kind: Literal["relu"] = "relu"

    def value(self, z: Array, out: Array) -> None:
        np.maximum(z, ZERO, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, ZERO, out=out)

    def formula(self, z: Term) -> Term:
        return largest(0, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return less(0, z, 1, 0)


class LeakyReLU(Activation):
    """ReLU that keeps a small slope below zero, so that no unit dies."""

    title = "Leaky ReLU"
    corners = (0.0,)
    kind: Literal["leaky-relu"] = "leaky-relu"
    slope: float = setting(0.01, "Slope below zero.", ge=0.0, le=0.9, letter="α")

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.slope, out=out)
        np.maximum(z, out, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, 0.0, out=out)
        out *= 1.0 - self.slope
        out += self.slope

    def formula(self, z: Term) -> Term:
        return largest(chosen(self, "slope") * z, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return less(0, z, 1, chosen(self, "slope"))


class ELU(Activation):
    """ReLU that bends smoothly towards a floor below zero (Clevert et al. 2015)."""

    title = "ELU"
    corners = (0.0,)
    kind: Literal["elu"] = "elu"
    alpha: float = setting(1.0, "How far below zero the floor lies.", ge=0.1, le=5.0, letter="α")

    def value(self, z: Array, out: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= self.alpha
        np.copyto(out, z, where=z > 0.0)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        # Not a + α, of which nothing is left where the floor is near.
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= self.alpha
        np.copyto(out, 1.0, where=z > 0.0)

    def formula(self, z: Term) -> Term:
        return less(0, z, z, chosen(self, "alpha") * (formulas.exp(z) - 1))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return less(0, z, 1, chosen(self, "alpha") * formulas.exp(z))


class Tanh(Activation):
    """An S-shaped curve from -1 to 1, steepest at zero."""

    ends = (-1.0, 1.0)
    kind: Literal["tanh"] = "tanh"

    def value(self, z: Array, out: Array) -> None:
        np.tanh(z, out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(a, a, out)
        np.subtract(ONE, out, out)

    def formula(self, z: Term) -> Term:
        return tanh(z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return 1 - a**2


class Sigmoid(Activation):
    """An S-shaped curve from 0 to 1; its slope is at most 1/4, so deep stacks learn slowly."""

    ends = (0.0, 1.0)
    kind: Literal["sigmoid"] = "sigmoid"

    def value(self, z: Array, out: Array) -> None:
        sigmoid(z, out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.subtract(ONE, a, out=out)
        np.multiply(out, a, out=out)

    def formula(self, z: Term) -> Term:
        return 1 / (1 + formulas.exp(-z))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return a * (1 - a)


class Softplus(Activation):
    """ReLU with its corner rounded off."""

    kind: Literal["softplus"] = "softplus"
    sharpness: float = setting(
        1.0, "How sharp the bend is: how close to ReLU's corner.", ge=0.1, le=10.0, log=True, letter="β"
    )

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.sharpness, out=out)
        np.logaddexp(0.0, out, out=out)
        out /= self.sharpness

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(z, self.sharpness, out=out)
        sigmoid(out, out)

    def formula(self, z: Term) -> Term:
        return softplus(chosen(self, "sharpness") * z) / chosen(self, "sharpness")

    def slope_formula(self, z: Term, a: Term) -> Term:
        return formulas.sigmoid(chosen(self, "sharpness") * z)


class Softmax(Activation):
    """Probabilities that sum to 1 over the layer: the usual output for several classes."""

    elementwise = False
    kind: Literal["softmax"] = "softmax"

    def value(self, z: Array, out: Array) -> None:
        # Subtracting the largest leaves the shares as they are and keeps exp from overflowing.
        np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
        np.exp(out, out=out)
        out /= out.sum(axis=-1, keepdims=True)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        """Write the diagonal of the Jacobian; ``backward`` has the whole of it."""
        np.subtract(1.0, a, out=out)
        out *= a

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        def chain() -> None:
            np.multiply(a, da, out=out)
            np.subtract(da, out.sum(axis=-1, keepdims=True), out=out)
            np.multiply(out, a, out=out)

        return (chain,)

    def unit_formula(self, unit: int, z: Sequence[Term]) -> Term:
        top = largest_sum(z)
        return formulas.exp(z[unit] - top) / total([formulas.exp(term - top) for term in z])

    def chain_formula(self, unit: int, z: Sequence[Term], a: Sequence[Term], da: Sequence[Term]) -> Term:
        return a[unit] * (da[unit] - total([a[j] * da[j] for j in range(len(a))]))


def largest_sum(z: Sequence[Term]) -> Symbol:
    """Return the symbol of the largest sum of a layer."""
    means = "The largest sum of the layer; taken away, nothing overflows."
    return symbol("z", np.max([term.number for term in z], axis=0), "max", means=means)
