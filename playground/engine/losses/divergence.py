"""The divergence of Kullback and Leibler: for targets that are themselves probabilities."""

from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.activations.softmax import Softmax
from playground.engine.losses.base import Loss, Terms, mean_of_sums, scale
from playground.engine.losses.classification import log_softmax, present
from playground.engine.symbolic import sums
from playground.engine.symbolic.expressions import Symbol, Term
from playground.engine.symbolic.functions import ln
from playground.engine.symbolic.products import sum_of_rows
from playground.engine.symbolic.sums import total


class KLDivergence(Loss):
    """How far the predicted probabilities are from those of the targets (Kullback and Leibler 1951).

    It needs a softmax output, and is computed with it from the sums, as in PyTorch's KLDivLoss with
    "batchmean".
    """

    link = Softmax
    accepts = (Softmax,)
    for_classes = True
    title = "KL divergence"
    slope_in_words = "outputs less targets"
    kind: Literal["kl-divergence"] = "kl-divergence"

    def value(self, z: Array, y: Array) -> Any:
        shifted = z - z.max(axis=-1, keepdims=True)
        shares = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return mean_of_sums(y * (_log(y) - shares))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.multiply(a, y.sum(axis=-1, keepdims=True), out=out)
        out -= y
        scale(out, 1.0 / a.shape[-2])

    def formula(self, z: Terms, y: Terms) -> Term:
        return total([t * (ln(t) - p) for t, p in present(y, log_softmax(z))])

    def textbook_formula(self, a: Terms, y: Terms) -> Term:
        return total([t * (ln(t) - ln(p)) for t, p in present(y, list(a))])

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return sum_of_rows(y * (ln(y) - ln(a)))

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(a - y, count)

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return a[unit] * total(y) - y[unit]


def _log(y: Array) -> Array:
    """Return log y, and 0 where y is 0: there y log y vanishes."""
    return np.log(np.where(y > 0.0, y, 1.0))
