"""What training makes small: one number for how far outputs are from targets, and its derivative.

Outputs and targets are (batch, outputs) or, in a population, (P, batch, outputs).
"""

from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from playground.engine import formulas
from playground.engine.activations import Activation, Array, Identity, Tanh
from playground.engine.chosen import chosen
from playground.engine.formulas import Term, absolute, largest, less, sign, total
from playground.parts import Part, setting

Terms = Sequence[Term]
"""One for each output."""


class Loss(Part, family="loss"):
    """How far outputs are from targets, as a mean over the batch."""

    link: ClassVar[type[Activation] | None] = None
    """The output activation that belongs to the loss, if one does: both are then computed together, from the
    sums before the activation (logits), where they are exact at any size."""
    accepts: ClassVar[tuple[type[Activation], ...]] = ()
    """The output activations that the loss has a meaning for; empty: all. With a link it is the only one."""
    takes_probabilities: ClassVar[bool] = False
    """Whether values from 0 to 1 can be its targets, too, where ``accepts`` would keep it to classes."""

    def misfit(self, classes: int) -> tuple[str, str] | None:
        """Return (path, reason) if the loss's settings do not fit so many classes."""
        return None

    @abstractmethod
    def value(self, a: Array, y: Array) -> Any:
        """Return the loss of outputs ``a``, or with a link of sums, for targets ``y``: a scalar, or (P,)."""

    @abstractmethod
    def derivative(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative of the loss by the outputs ``a``, or with a link by their sums."""

    def shares(self, y: Array) -> Array:
        """Return how much each sample's own loss counts in that of the batch, (..., batch)."""
        return np.full(y.shape[:-1], 1.0 / y.shape[-2], y.dtype)

    def corner(self, a: Array, y: Array) -> Array | None:
        """Return what changes its sign where the slope, or its own slope, jumps, like ``a``; or None."""
        return None

    @abstractmethod
    def formula(self, a: Terms, y: Terms) -> Term:
        """Return the loss of one sample as it is to be read; with a link, ``a`` are sums."""

    @abstractmethod
    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        """Return its derivative by one output ``a``, or with a link by its sum, as it is to be read."""


def mean(per_output: Array) -> Any:
    """Return the mean over outputs and batch."""
    return per_output.sum(axis=(-2, -1)) / (per_output.shape[-2] * per_output.shape[-1])


def mean_of_sums(per_output: Array) -> Any:
    """Return the sum over the outputs, averaged over the batch."""
    return per_output.sum(axis=(-2, -1)) / per_output.shape[-2]


def scale(out: Array, factor: float) -> None:
    """Multiply in place by one of few numbers, which are kept as NumPy has them: to convert one takes longer
    than the product does.
    """
    np.multiply(out, _kept(factor, out.dtype), out)


@lru_cache(maxsize=256)
def _kept(number: float, dtype: npt.DTypeLike) -> Array:
    return np.array(number, dtype)


class MeanSquaredError(Loss):
    """The square of the error, averaged over outputs and batch, as in PyTorch's MSELoss."""

    kind: Literal["mean-squared-error"] = "mean-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return mean((a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        scale(out, 2.0 / (a.shape[-1] * a.shape[-2]))

    def formula(self, a: Terms, y: Terms) -> Term:
        return formulas.mean([(p - t) ** 2 for p, t in zip(a, y, strict=True)])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return formulas.over(2 * (a[unit] - y[unit]), len(a))


class HalfSquaredError(Loss):
    """Half the square of the error, summed over outputs and averaged over the batch.

    TensorFlow Playground's loss and that of most worked examples: its derivative is the error itself.
    """

    kind: Literal["half-squared-error"] = "half-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return mean_of_sums(0.5 * (a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        scale(out, 1.0 / a.shape[-2])

    def formula(self, a: Terms, y: Terms) -> Term:
        return total([(p - t) ** 2 for p, t in zip(a, y, strict=True)]) / 2

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return a[unit] - y[unit]


class MeanAbsoluteError(Loss):
    """The absolute error, averaged over outputs and batch: outliers count for little."""

    kind: Literal["mean-absolute-error"] = "mean-absolute-error"

    def value(self, a: Array, y: Array) -> Any:
        return mean(np.abs(a - y))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        np.sign(out, out=out)
        scale(out, 1.0 / (a.shape[-1] * a.shape[-2]))

    def corner(self, a: Array, y: Array) -> Array | None:
        return a - y

    def formula(self, a: Terms, y: Terms) -> Term:
        return formulas.mean([absolute(p - t) for p, t in zip(a, y, strict=True)])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return formulas.over(sign(a[unit] - y[unit]), len(a))


class Huber(Loss):
    """Squared where the error is small, linear where it is large (Huber 1964), as in PyTorch."""

    kind: Literal["huber"] = "huber"
    delta: float = setting(
        1.0, "The error above which the loss is linear.", ge=0.01, le=100.0, log=True, letter="κ"
    )

    def value(self, a: Array, y: Array) -> Any:
        error = np.abs(a - y)
        small = np.minimum(error, self.delta)
        return mean(small * (error - 0.5 * small))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        np.clip(out, -self.delta, self.delta, out=out)
        scale(out, 1.0 / (a.shape[-1] * a.shape[-2]))

    def formula(self, a: Terms, y: Terms) -> Term:
        delta, errors = chosen(self, "delta"), [p - t for p, t in zip(a, y, strict=True)]
        return formulas.mean(
            [less(absolute(e), delta, e**2 / 2, delta * (absolute(e) - delta / 2)) for e in errors]
        )

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        delta, error = chosen(self, "delta"), a[unit] - y[unit]
        return formulas.over(less(absolute(error), delta, error, delta * sign(error)), len(a))

    def corner(self, a: Array, y: Array) -> Array | None:
        return np.asarray(np.abs(a - y) - self.delta)


class Hinge(Loss):
    """Asks for a margin: zero where the output is beyond its target of -1 or 1."""

    accepts = (Identity, Tanh)
    kind: Literal["hinge"] = "hinge"

    def value(self, a: Array, y: Array) -> Any:
        return mean(np.maximum(0.0, 1.0 - y * a))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.multiply(y * a < 1.0, -y, out=out)
        scale(out, 1.0 / (a.shape[-1] * a.shape[-2]))

    def corner(self, a: Array, y: Array) -> Array | None:
        return 1.0 - y * a

    def formula(self, a: Terms, y: Terms) -> Term:
        return formulas.mean([largest(0, 1 - t * p) for p, t in zip(a, y, strict=True)])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return formulas.over(less(y[unit] * a[unit], 1, -y[unit], 0), len(a))
