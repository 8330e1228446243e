"""What a unit makes of its weighted sum, with the derivative under each formula.

Arrays are (P, batch, units) or, where one network is trained alone, (batch, units); every function is
elementwise but softmax, which works along the units.
"""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from playground.parts import Part, setting

Array = npt.NDArray[np.floating]
Procedure = Callable[[], Any]

# As arrays, for NumPy takes as long to convert a Python number as to multiply a small layer by it.
ZERO, HALF, ONE = (np.array(number, np.float32) for number in (0.0, 0.5, 1.0))


class Activation(Part, family="activation"):
    """What a unit makes of its weighted sum."""

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


class Identity(Activation):
    """The sum itself: a layer of these stays linear."""

    kind: Literal["identity"] = "identity"

    def value(self, z: Array, out: Array) -> None:
        np.copyto(out, z)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        out.fill(1.0)

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        return (partial(np.copyto, out, da),)


class ReLU(Activation):
    """Zero below zero, the sum above: cheap, and it does not saturate above."""

    title = "ReLU"
    kind: Literal["relu"] = "relu"

    def value(self, z: Array, out: Array) -> None:
        np.maximum(z, ZERO, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, ZERO, out=out)


class LeakyReLU(Activation):
    """ReLU that keeps a small slope below zero, so that no unit dies."""

    title = "Leaky ReLU"
    kind: Literal["leaky-relu"] = "leaky-relu"
    slope: float = setting(0.01, "Slope below zero.", ge=0.0, le=0.9)

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.slope, out=out)
        np.maximum(z, out, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, 0.0, out=out)
        out *= 1.0 - self.slope
        out += self.slope


class ELU(Activation):
    """ReLU that bends smoothly towards a floor below zero (Clevert et al. 2015)."""

    title = "ELU"
    kind: Literal["elu"] = "elu"
    alpha: float = setting(1.0, "How far below zero the floor lies.", ge=0.1, le=5.0)

    def value(self, z: Array, out: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= self.alpha
        np.copyto(out, z, where=z > 0.0)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.add(a, self.alpha, out=out)
        np.copyto(out, 1.0, where=z > 0.0)


class Tanh(Activation):
    """An S between minus one and one, steepest at zero."""

    kind: Literal["tanh"] = "tanh"

    def value(self, z: Array, out: Array) -> None:
        np.tanh(z, out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(a, a, out)
        np.subtract(ONE, out, out)


class Sigmoid(Activation):
    """An S between zero and one; its slope is never above a quarter, so deep stacks learn slowly."""

    kind: Literal["sigmoid"] = "sigmoid"

    def value(self, z: Array, out: Array) -> None:
        # (1 + tanh(z / 2)) / 2 is the same function and cannot overflow.
        np.multiply(z, HALF, out=out)
        np.tanh(out, out=out)
        np.add(out, ONE, out=out)
        np.multiply(out, HALF, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.subtract(ONE, a, out=out)
        np.multiply(out, a, out=out)


class Softplus(Activation):
    """ReLU with its corner rounded off."""

    kind: Literal["softplus"] = "softplus"
    sharpness: float = setting(1.0, "How close to ReLU's corner.", ge=0.1, le=10.0, log=True)

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.sharpness, out=out)
        np.logaddexp(0.0, out, out=out)
        out /= self.sharpness

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(z, 0.5 * self.sharpness, out=out)
        np.tanh(out, out=out)
        out += 1.0
        out *= 0.5


class Softmax(Activation):
    """Shares that sum to one over the layer: the usual last layer for several classes."""

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
