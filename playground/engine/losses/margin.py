"""Losses that ask for a margin."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.losses.base import Loss, Terms, mean, scale
from playground.engine.symbolic import sums
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol
from playground.engine.symbolic.functions import indicator, maximum, where_less
from playground.engine.symbolic.products import mean_of_rows


class Hinge(Loss):
    """Asks for a margin: zero where the output is beyond its target of −1 or 1."""

    accepts = (Identity, Tanh)
    for_classes = True
    slope_in_words = "minus the target where the margin is not kept, otherwise nothing"
    kind: Literal["hinge"] = "hinge"

    def value(self, a: Array, y: Array) -> Any:
        return mean(np.maximum(0.0, 1.0 - y * a))

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.multiply(y * a < 1.0, -y, out=out)
        scale(out, 1.0 / (a.shape[-1] * a.shape[-2]))

    def corner(self, a: Array, y: Array) -> Array | None:
        return 1.0 - y * a

    def formula(self, a: Terms, y: Terms) -> Term:
        return sums.mean([maximum(0, 1 - t * p) for p, t in zip(a, y, strict=True)])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return sums.over(where_less(y[unit] * a[unit], 1, -y[unit], 0), len(a))

    def rows_lines(self, a: Symbol, y: Symbol) -> Iterator[Line]:
        yield Line(self._missed(a, y), indicator(y * a, 1), "Where the margin is not kept.")

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return mean_of_rows(self._missed(a, y) * (1 - y * a))

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(-(self._missed(a, y) * y), count * a.number.shape[-1])

    def _missed(self, a: Symbol, y: Symbol) -> Symbol:
        found = ((y * a).number < 1.0).astype(float)
        return symbol("M", found, means="1 where an output is not beyond its margin, otherwise 0.")
