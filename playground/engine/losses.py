"""What training makes small: one number for how far outputs are from targets, and its derivative.

Outputs and targets are (batch, outputs) or, in a population, (P, batch, outputs).
"""

from abc import abstractmethod
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations import Activation, Array, Sigmoid, Softmax
from playground.parts import Part

TINY = 1e-12  # keeps logarithms and quotients of probabilities finite


class Loss(Part, family="loss"):
    """How far outputs are from targets, as a mean over the batch."""

    link: ClassVar[type[Activation] | None] = None
    """The output activation with which the loss is computed from logits, exact at any size."""
    accepts: ClassVar[tuple[type[Activation], ...]] = ()
    """The output activations that the loss has a meaning for; empty: all."""
    one_output_per_class: ClassVar[bool] = False
    """Whether two classes need two outputs."""

    @abstractmethod
    def value(self, a: Array, y: Array) -> Any:
        """Return the loss of outputs ``a`` for targets ``y``: a scalar, or (P,)."""

    @abstractmethod
    def derivative(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative of the loss by ``a`` into ``out``."""

    def value_from_logits(self, z: Array, y: Array) -> Any:
        """Return the loss of ``link(z)``. Only losses that name a link are asked."""
        raise TypeError(f"{self.kind} is not computed from logits")

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative by z into ``out``, given ``a = link(z)``."""
        raise TypeError(f"{self.kind} is not computed from logits")


def _mean(per_output: Array) -> Any:
    return per_output.mean(axis=(-2, -1))


def _mean_of_sums(per_output: Array) -> Any:
    return per_output.sum(axis=-1).mean(axis=-1)


class MeanSquaredError(Loss):
    """The square of the error, averaged over outputs and batch, as in PyTorch's MSELoss."""

    kind: Literal["mean-squared-error"] = "mean-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return _mean((a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        out *= 2.0 / (a.shape[-1] * a.shape[-2])


class HalfSquaredError(Loss):
    """Half the square of the error, summed over outputs and averaged over the batch.

    TensorFlow Playground's loss and that of most worked examples: its derivative is the error itself.
    """

    kind: Literal["half-squared-error"] = "half-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return _mean_of_sums(0.5 * (a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        out *= 1.0 / a.shape[-2]


class BinaryCrossEntropy(Loss):
    """How surprised a probability is by the truth, averaged over outputs and batch.

    With a sigmoid output it is computed from logits, as in PyTorch's BCEWithLogitsLoss.
    """

    link = Sigmoid
    accepts = (Sigmoid, Softmax)
    title = "Binary cross-entropy"
    kind: Literal["binary-cross-entropy"] = "binary-cross-entropy"

    def value(self, a: Array, y: Array) -> Any:
        return -_mean(y * np.log(np.maximum(a, TINY)) + (1.0 - y) * np.log(np.maximum(1.0 - a, TINY)))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        out /= np.maximum(a * (1.0 - a), TINY)
        out *= 1.0 / (a.shape[-1] * a.shape[-2])

    def value_from_logits(self, z: Array, y: Array) -> Any:
        return _mean(np.maximum(z, 0.0) - z * y + np.log1p(np.exp(-np.abs(z))))

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        out *= 1.0 / (a.shape[-1] * a.shape[-2])


class CrossEntropy(Loss):
    """How surprised the shares of the classes are by the true one, averaged over the batch.

    With a softmax output it is computed from logits, as in PyTorch's CrossEntropyLoss.
    """

    link = Softmax
    accepts = (Softmax, Sigmoid)
    one_output_per_class = True
    title = "Cross-entropy"
    kind: Literal["cross-entropy"] = "cross-entropy"

    def value(self, a: Array, y: Array) -> Any:
        return -_mean_of_sums(y * np.log(np.maximum(a, TINY)))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.divide(y, np.maximum(a, TINY), out=out)
        out *= -1.0 / a.shape[-2]

    def value_from_logits(self, z: Array, y: Array) -> Any:
        shifted = z - z.max(axis=-1, keepdims=True)
        return _mean_of_sums(y * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted))

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        out *= 1.0 / a.shape[-2]
