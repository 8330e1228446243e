"""What training makes small: one number for how far outputs are from targets, and its derivative.

Outputs and targets are (batch, outputs) or, in a population, (P, batch, outputs).
"""

from abc import abstractmethod
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations import Activation, Array, Identity, Sigmoid, Softmax, Tanh
from playground.parts import Numbers, Part, setting

TINY = 1e-12  # keeps logarithms and quotients of probabilities finite


class Loss(Part, family="loss"):
    """How far outputs are from targets, as a mean over the batch."""

    link: ClassVar[type[Activation] | None] = None
    """The output activation with which the loss is computed from logits, exact at any size."""
    accepts: ClassVar[tuple[type[Activation], ...]] = ()
    """The output activations that the loss has a meaning for; empty: all."""
    one_output_per_class: ClassVar[bool] = False
    """Whether two classes need two outputs."""

    def misfit(self, classes: int) -> tuple[str, str] | None:
        """Return (path, reason) if the loss's settings do not fit so many classes."""
        return None

    @abstractmethod
    def value(self, a: Array, y: Array) -> Any:
        """Return the loss of outputs ``a`` for targets ``y``: a scalar, or (P,)."""

    @abstractmethod
    def derivative(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative of the loss by ``a`` into ``out``."""

    def shares(self, y: Array) -> Array:
        """Return how much each sample's own loss counts in that of the batch, (..., batch)."""
        return np.full(y.shape[:-1], 1.0 / y.shape[-2], y.dtype)

    def corner(self, a: Array, y: Array) -> Array | None:
        """Return what changes its sign where the loss has a corner, like ``a``; None if it has none."""
        return None

    def value_from_logits(self, z: Array, y: Array) -> Any:
        """Return the loss of ``link(z)``. Only losses that name a link are asked."""
        raise TypeError(f"{self.kind} is not computed from logits")

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative by z into ``out``, given ``a = link(z)``."""
        raise TypeError(f"{self.kind} is not computed from logits")


def _mean(per_output: Array) -> Any:
    return per_output.sum(axis=(-2, -1)) / (per_output.shape[-2] * per_output.shape[-1])


def _mean_of_sums(per_output: Array) -> Any:
    return per_output.sum(axis=(-2, -1)) / per_output.shape[-2]


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


class MeanAbsoluteError(Loss):
    """The size of the error, averaged over outputs and batch: a few wild targets count for little."""

    kind: Literal["mean-absolute-error"] = "mean-absolute-error"

    def value(self, a: Array, y: Array) -> Any:
        return _mean(np.abs(a - y))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        np.sign(out, out=out)
        out *= 1.0 / (a.shape[-1] * a.shape[-2])

    def corner(self, a: Array, y: Array) -> Array | None:
        return a - y


class Huber(Loss):
    """Squared where the error is small, straight where it is large (Huber 1964), as in PyTorch."""

    kind: Literal["huber"] = "huber"
    delta: float = setting(1.0, "From this error on the loss is straight.", ge=0.01, le=100.0, log=True)

    def value(self, a: Array, y: Array) -> Any:
        error = np.abs(a - y)
        small = np.minimum(error, self.delta)
        return _mean(small * (error - 0.5 * small))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        np.clip(out, -self.delta, self.delta, out=out)
        out *= 1.0 / (a.shape[-1] * a.shape[-2])


class Hinge(Loss):
    """Asks for a margin: nothing to pay where the output is beyond its target of -1 or 1."""

    accepts = (Identity, Tanh)
    kind: Literal["hinge"] = "hinge"

    def value(self, a: Array, y: Array) -> Any:
        return _mean(np.maximum(0.0, 1.0 - y * a))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.multiply(y * a < 1.0, -y, out=out)
        out *= 1.0 / (a.shape[-1] * a.shape[-2])

    def corner(self, a: Array, y: Array) -> Array | None:
        return 1.0 - y * a


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

    With a softmax output it is computed from logits; smoothing and weights as in PyTorch's CrossEntropyLoss.
    """

    link = Softmax
    accepts = (Softmax, Sigmoid)
    one_output_per_class = True
    title = "Cross-entropy"
    kind: Literal["cross-entropy"] = "cross-entropy"
    label_smoothing: float = setting(
        0.0, "Share of every target that is spread over all classes.", ge=0.0, le=0.5, unit="%"
    )
    class_weights: Numbers = setting(
        (), "How much each class counts; empty: all alike.", strict=False, longest=64
    )

    def value(self, a: Array, y: Array) -> Any:
        return self._mean(-np.log(np.maximum(a, TINY)), y)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.divide(self._targets(y), np.maximum(a, TINY), out=out)
        out *= -1.0 / self._total(y)

    def value_from_logits(self, z: Array, y: Array) -> Any:
        shifted = z - z.max(axis=-1, keepdims=True)
        return self._mean(np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted, y)

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        targets = self._targets(y)
        if self.class_weights:
            np.multiply(a, targets.sum(axis=-1, keepdims=True), out=out)
            out -= targets
        else:
            np.subtract(a, targets, out=out)
        out *= 1.0 / self._total(y)

    def misfit(self, classes: int) -> tuple[str, str] | None:
        given = len(self.class_weights)
        if given and given != classes:
            return "class_weights", f"{given} weights are given for {classes} classes"
        if given and (min(self.class_weights) < 0.0 or not any(self.class_weights)):
            return "class_weights", "no weight may be below 0, and at least one must be above"
        return None

    def shares(self, y: Array) -> Array:
        if not self.class_weights:
            return super().shares(y)
        own = np.maximum(y @ np.array(self.class_weights, y.dtype), TINY)
        return np.asarray(own / self._total(y)[..., 0])

    def _targets(self, y: Array) -> Array:
        """Return the targets, smoothed and weighted."""
        if np.any(self.label_smoothing):
            y = (1.0 - self.label_smoothing) * y + self.label_smoothing / y.shape[-1]
        return y * np.array(self.class_weights, y.dtype) if self.class_weights else y

    def _total(self, y: Array) -> Any:
        """Return what the sum over the batch is divided by: its size, or the weights of its true classes."""
        if not self.class_weights:
            return y.shape[-2]
        return np.maximum((y @ np.array(self.class_weights, y.dtype)).sum(axis=-1), TINY)[..., None, None]

    def _mean(self, surprise: Array, y: Array) -> Any:
        total = np.squeeze(self._total(y))
        return (self._targets(y) * surprise).sum(axis=(-2, -1)) / total


class KLDivergence(Loss):
    """How far the shares of the classes are from the targets' own distribution (Kullback and Leibler 1951).

    With a softmax output it is computed from logits, as in PyTorch's KLDivLoss with "batchmean".
    """

    link = Softmax
    accepts = (Softmax,)
    one_output_per_class = True
    title = "KL divergence"
    kind: Literal["kl-divergence"] = "kl-divergence"

    def value(self, a: Array, y: Array) -> Any:
        return _mean_of_sums(y * (_log(y) - np.log(np.maximum(a, TINY))))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.divide(y, np.maximum(a, TINY), out=out)
        out *= -1.0 / a.shape[-2]

    def value_from_logits(self, z: Array, y: Array) -> Any:
        shifted = z - z.max(axis=-1, keepdims=True)
        shares = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return _mean_of_sums(y * (_log(y) - shares))

    def derivative_from_logits(self, a: Array, y: Array, out: Array) -> None:
        np.multiply(a, y.sum(axis=-1, keepdims=True), out=out)
        out -= y
        out *= 1.0 / a.shape[-2]


def _log(y: Array) -> Array:
    """Return log y, and 0 where y is 0: there y log y vanishes."""
    return np.log(np.where(y > 0.0, y, 1.0))
