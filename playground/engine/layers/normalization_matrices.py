"""Normalizations of a whole batch as matrices: means are products with ones, scale and shift a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from playground.engine.layers.matrices import LayerMatrices
from playground.engine.symbolic.expressions import Line, Symbol, Term
from playground.engine.symbolic.functions import sqrt
from playground.engine.symbolic.products import matmul, ones, ones_below

Mean = Callable[[Term], Term]


def over_batch(rows: int) -> Mean:
    """Return what makes a row of the means of columns, of so many rows."""
    return lambda of: matmul(ones(rows), of) / rows


def over_units(units: int) -> Mean:
    """Return what makes a column of the means of rows, of so many units."""
    return lambda of: matmul(of, ones_below(units)) / units


def normalized(at: LayerMatrices, mean: Mean, epsilon: Term, over: str) -> Iterator[Line]:
    """Yield mean, variance, normalized numbers and outputs."""
    x, middle, spread, normal = at.x(), _small(at, "mean"), _small(at, "variance"), at.value("normal")
    yield Line(middle, mean(x), f"The mean over {over}.")
    yield Line(spread, mean((x - middle) ** 2), f"The variance over {over}, a mean of squares.")
    yield Line(normal, (x - middle) / sqrt(spread + epsilon), "Brought to mean 0 and variance 1.")
    scale, shift = at.parameter("scale"), at.parameter("shift")
    yield Line(at.value("a"), scale * normal + shift, "Every column by its own scale, with its own shift.")


def parameter_gradients(at: LayerMatrices) -> Iterator[Line]:
    """Yield the gradients of scales and shifts."""
    slopes = at.value("da")
    adding = ones(len(slopes.number))
    both = matmul(adding, slopes * at.value("normal"))
    yield Line(at.slope_of("scale"), both, "The gradient of the scales: products, added up over the rows.")
    yield Line(at.slope_of("shift"), matmul(adding, slopes), "The gradient of the shifts: the rows added up.")


def back_through_batch(at: LayerMatrices, below: Symbol, epsilon: Term) -> Line:
    """Return the line for the slopes with respect to the inputs, where mean and variance are the batch's."""
    slopes, rows = at.value("da"), len(at.value("da").number)
    shift, scale = at.slope_of("shift"), at.slope_of("scale")
    rest = slopes - shift / rows - at.value("normal") * (scale / rows)
    root = sqrt(_small(at, "variance") + epsilon)
    note = "Mean and variance depend on all rows, so a share of both gradients is taken off in each."
    return Line(below, at.parameter("scale") / root * rest, note)


def back_through_units(at: LayerMatrices, below: Symbol, epsilon: Term) -> Line:
    """Return the same where they are those of the units of a sample."""
    scaled, normal = at.parameter("scale") * at.value("da"), at.value("normal")
    mean = over_units(normal.number.shape[-1])
    rest = scaled - mean(scaled) - normal * mean(scaled * normal)
    note = "Mean and variance depend on all units of the row: two means over them are subtracted."
    return Line(below, rest / sqrt(_small(at, "variance") + epsilon), note)


def _small(at: LayerMatrices, name: str) -> Symbol:
    """Return mean or variance under the letter that they have elsewhere: they are rows or columns."""
    return replace(at.value(name), letter=at.letters[name].letter)
