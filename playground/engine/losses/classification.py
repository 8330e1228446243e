"""Losses of probabilities: how surprised they are by the truth. From the sums they are exact at any size."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.activations.softmax import Softmax, largest_sum
from playground.engine.losses.base import Loss, Terms, mean, scale
from playground.engine.symbolic import sums
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol
from playground.engine.symbolic.functions import absolute, exp, ln, maximum, softplus
from playground.engine.symbolic.products import matmul, mean_of_rows, ones_below, sum_of_rows
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.sums import total
from playground.parts.setting import Numbers, setting

TINY = 1e-12  # keeps quotients of class weights finite


class BinaryCrossEntropy(Loss):
    """Minus the log of the probability of the true class, averaged over outputs and batch.

    It needs a sigmoid output, and is computed with it from the sums, as in PyTorch's BCEWithLogitsLoss.
    Targets may be values from 0 to 1, too: probabilities.
    """

    link = Sigmoid
    accepts = (Sigmoid,)
    target_range = (0.0, 1.0)
    title = "Binary cross-entropy"
    slope_in_words = "outputs less targets"
    kind: Literal["binary-cross-entropy"] = "binary-cross-entropy"

    def value(self, z: Array, y: Array) -> Any:
        return mean(np.maximum(z, 0.0) - z * y + np.log1p(np.exp(-np.abs(z))))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        scale(out, 1.0 / (a.shape[-1] * a.shape[-2]))

    def formula(self, z: Terms, y: Terms) -> Term:
        return sums.mean([maximum(0, p) - p * t + softplus(-absolute(p)) for p, t in zip(z, y, strict=True)])

    def textbook_formula(self, a: Terms, y: Terms) -> Term:
        return sums.mean([-(t * ln(p) + (1 - t) * ln(1 - p)) for p, t in zip(a, y, strict=True)])

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return -mean_of_rows(y * ln(a) + (1 - y) * ln(1 - a))

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(a - y, count * a.number.shape[-1])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return sums.over((a[unit] - y[unit]), len(a))


class CrossEntropy(Loss):
    """Minus the log of the probability of the true class, averaged over the batch.

    It needs a softmax output, and is computed with it from the sums; smoothing and weights are those of
    PyTorch's CrossEntropyLoss.
    """

    link = Softmax
    accepts = (Softmax,)
    for_classes = True
    title = "Cross-entropy"
    slope_in_words = "outputs less targets"
    kind: Literal["cross-entropy"] = "cross-entropy"
    label_smoothing: float = setting(
        0.0,
        "Share of every target that is spread over all classes.",
        ge=0.0,
        le=0.5,
        unit="%",
        letter="τ",
        seldom=True,
    )
    class_weights: Numbers = setting(
        (),
        "Weight of each class in the loss; empty: all count alike.",
        strict=False,
        longest=64,
        letter="c",
    )

    def value(self, z: Array, y: Array) -> Any:
        shifted = z - z.max(axis=-1, keepdims=True)
        return self._average(np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted, y)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        targets = self._targets(y)
        if not self.class_weights:
            np.subtract(a, targets, out=out)
            scale(out, 1.0 / y.shape[-2])
            return
        np.multiply(a, targets.sum(axis=-1, keepdims=True), out=out)
        out -= targets
        out *= 1.0 / self.counts(y)[..., None, None]

    def counts(self, y: Array) -> Any:
        """Return the size of the batch, or the weights of its true classes."""
        if not self.class_weights:
            return y.shape[-2]
        return np.maximum((y @ np.array(self.class_weights, y.dtype)).sum(axis=-1), TINY)

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
        return np.asarray(own / self.counts(y)[..., None])

    def _targets(self, y: Array) -> Array:
        """Return the targets, smoothed and weighted."""
        # A population has an array here; of a number NumPy's own question costs more than all that follows.
        if isinstance(self.label_smoothing, np.ndarray) or self.label_smoothing:
            y = (1.0 - self.label_smoothing) * y + self.label_smoothing / y.shape[-1]
        return y * np.array(self.class_weights, y.dtype) if self.class_weights else y

    def _average(self, surprise: Array, y: Array) -> Any:
        return (self._targets(y) * surprise).sum(axis=(-2, -1)) / self.counts(y)

    def formula(self, z: Terms, y: Terms) -> Term:
        return self._formula(log_softmax(z), y)

    def textbook_formula(self, a: Terms, y: Terms) -> Term:
        return self._formula([ln(p) for p in a], y)

    def rows_lines(self, a: Symbol, y: Symbol) -> Iterator[Line]:
        wanted, weights, classes = self._rows(y)
        spread: Term = y
        if self.label_smoothing:
            share = setting_symbol(self, "label_smoothing")
            spread = (1 - share) * y + share / y.number.shape[-1]
        if wanted is not y:
            weighted = matmul(spread, classes) if self.class_weights else spread
            yield Line(wanted, weighted, "The targets, spread and weighted as the loss's settings say.")
        if self.class_weights:
            ones = ones_below(y.number.shape[-1])
            yield Line(weights, matmul(y, classes, ones), "The weight of each sample's class.")

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        wanted, weights, _ = self._rows(y)
        whole = -sum_of_rows(wanted * ln(a))
        return whole / weights if self.class_weights else whole

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        wanted, weights, _ = self._rows(y)
        if not self.class_weights:
            return sums.over(a - wanted, count)
        return sums.over((a * sum_of_rows(wanted) - wanted) / weights, count)

    def _rows(self, y: Symbol) -> tuple[Symbol, Symbol, Symbol]:
        """Return the targets as they count, the weight of each sample, and those of the classes."""
        classes = np.diag(self.class_weights or [1.0])
        own = self._targets(y.number) if self.label_smoothing or self.class_weights else y.number
        sample = y.number @ classes.sum(axis=1, keepdims=True) if self.class_weights else np.ones((1, 1))
        return (
            y if own is y.number else symbol("T", own, means="The targets, spread and weighted."),
            symbol("v", sample, means="The weight of the class of each sample."),
            symbol("C", classes, means="The weights of the classes, on the diagonal."),
        )

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        wanted = self._wanted(y)
        if not self.class_weights:
            return a[unit] - wanted[unit]
        return (a[unit] * total(wanted) - wanted[unit]) / self._counted(y)

    def _formula(self, logarithms: Terms, y: Terms) -> Term:
        whole = -total([t * p for t, p in present(self._wanted(y), logarithms)])
        return whole / self._counted(y) if self.class_weights else whole

    def _wanted(self, y: Terms) -> Terms:
        if self.label_smoothing:
            share = setting_symbol(self, "label_smoothing")
            y = [(1 - share) * t + share / len(y) for t in y]
        return [c * t for c, t in zip(self._weights(), y, strict=True)] if self.class_weights else y

    def _counted(self, y: Terms) -> Term:
        """Return the weight of the true class."""
        return total([c * t for c, t in zip(self._weights(), y, strict=True)])

    def _weights(self) -> list[Term]:
        return [setting_symbol(self, "class_weights", k) for k in range(len(self.class_weights))]


def log_softmax(z: Terms) -> list[Term]:
    """Return ln(softmax(z)) as it is to be read: nothing in it can overflow."""
    top = largest_sum(z)
    whole = ln(total([exp(term - top) for term in z]))
    return [term - top - whole for term in z]


def present(targets: Terms, others: Terms) -> list[tuple[Term, Term]]:
    """Return targets and what goes with them, without those whose target is nothing: they add nothing."""
    pairs = list(zip(targets, others, strict=True))
    return [pair for pair in pairs if np.any(pair[0].number)] or pairs[:1]
