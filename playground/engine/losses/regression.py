"""Losses of values: how far an output is from its target."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.losses.base import Loss, Terms, mean, mean_of_sums, scale
from playground.engine.symbolic import sums
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol
from playground.engine.symbolic.functions import absolute, indicator, sign, where_less
from playground.engine.symbolic.products import mean_of_rows, sum_of_rows
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.sums import total
from playground.parts.setting import setting


class MeanSquaredError(Loss):
    """The square of the error, averaged over outputs and batch, as in PyTorch's MSELoss."""

    slope_in_words = "twice outputs less targets"
    degree = 2
    kind: Literal["mean-squared-error"] = "mean-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return mean((a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        scale(out, 2.0 / (a.shape[-1] * a.shape[-2]))

    def formula(self, a: Terms, y: Terms) -> Term:
        return sums.mean([(p - t) ** 2 for p, t in zip(a, y, strict=True)])

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return mean_of_rows((a - y) ** 2)

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(2 * (a - y), count * a.number.shape[-1])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return sums.over(2 * (a[unit] - y[unit]), len(a))


class HalfSquaredError(Loss):
    """Half the square of the error, summed over outputs and averaged over the batch.

    TensorFlow Playground's loss and that of most worked examples: its derivative is the error itself.
    """

    slope_in_words = "outputs less targets"
    degree = 2
    kind: Literal["half-squared-error"] = "half-squared-error"

    def value(self, a: Array, y: Array) -> Any:
        return mean_of_sums(0.5 * (a - y) ** 2)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        np.subtract(a, y, out=out)
        scale(out, 1.0 / a.shape[-2])

    def formula(self, a: Terms, y: Terms) -> Term:
        return total([(p - t) ** 2 for p, t in zip(a, y, strict=True)]) / 2

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return sum_of_rows((a - y) ** 2) / 2

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(a - y, count)

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return a[unit] - y[unit]


class MeanAbsoluteError(Loss):
    """The absolute error, averaged over outputs and batch: outliers count for little."""

    slope_in_words = "the signs of outputs less targets"
    degree = 1
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
        return sums.mean([absolute(p - t) for p, t in zip(a, y, strict=True)])

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        return mean_of_rows(absolute(a - y))

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        return sums.over(sign(a - y), count * a.number.shape[-1])

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        return sums.over(sign(a[unit] - y[unit]), len(a))


class Huber(Loss):
    """Squared where the error is small, linear where it is large (Huber 1964), as in PyTorch."""

    slope_in_words = "the small errors as they are, of the large ones κ with their sign"
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
        delta, errors = setting_symbol(self, "delta"), [p - t for p, t in zip(a, y, strict=True)]
        return sums.mean(
            [where_less(absolute(e), delta, e**2 / 2, delta * (absolute(e) - delta / 2)) for e in errors]
        )

    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        delta, error = setting_symbol(self, "delta"), a[unit] - y[unit]
        return sums.over(where_less(absolute(error), delta, error, delta * sign(error)), len(a))

    def rows_lines(self, a: Symbol, y: Symbol) -> Iterator[Line]:
        errors, small = self._rows(a, y)
        yield Line(errors, a - y, "The errors.")
        yield Line(
            small, indicator(absolute(errors), setting_symbol(self, "delta")), "Which of them are small."
        )

    def rows_formula(self, a: Symbol, y: Symbol) -> Term:
        delta, (errors, small) = setting_symbol(self, "delta"), self._rows(a, y)
        return mean_of_rows(small * errors**2 / 2 + (1 - small) * (delta * (absolute(errors) - delta / 2)))

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term:
        delta, (errors, small) = setting_symbol(self, "delta"), self._rows(a, y)
        return sums.over(small * errors + delta * (1 - small) * sign(errors), count * a.number.shape[-1])

    def _rows(self, a: Symbol, y: Symbol) -> tuple[Symbol, Symbol]:
        errors = (a - y).number
        small = (np.abs(errors) < self.delta).astype(float)
        return (
            symbol("E", errors, means="The errors of all samples: outputs less targets."),
            symbol("M", small, means="1 where the size of an error is below κ, otherwise 0."),
        )

    def corner(self, a: Array, y: Array) -> Array | None:
        return np.asarray(np.abs(a - y) - self.delta)
