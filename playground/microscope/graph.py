"""The numbers of one sample's pass as a graph: every one is explained by lines in which others stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.symbolic.expressions import Line, Symbol, symbol
from playground.engine.symbolic.layer_symbols import LayerSymbols, Place
from playground.engine.symbolic.sums import over
from playground.microscope.trace import Trace


class Graph:
    """The lines that explain the numbers of one row of the batch."""

    def __init__(self, trace: Trace, row: int) -> None:
        self.trace, self.row = trace, row

    def symbols(self, position: int, row: int | None = None) -> LayerSymbols:
        """Return the numbers of a layer, counted from 1: of this row, or of another that is to be named."""
        layer, sample = self.trace.layers[position - 1], None if row is None else self.called(row)
        return LayerSymbols(
            position,
            layer.inputs_shape,
            layer.shape,
            layer.values,
            layer.named(self.trace.before),
            self.row if row is None else row,
            sample,
            layer.rule.letters,
        )

    def called(self, row: int) -> int | None:
        """Return what a sample is called, where there are several."""
        return int(self.trace.rows[row]) if len(self.trace.rows) > 1 else None

    @property
    def targets(self) -> list[Symbol]:
        """What the outputs should be."""
        means = "A target: what the output should be."
        return [symbol("y", value, str(k), means=means) for k, value in enumerate(self.trace.y[self.row], 1)]

    @property
    def even(self) -> bool:
        """Whether every sample counts alike."""
        return bool(np.all(self.trace.shares == self.trace.shares[0]))

    def share(self, row: int) -> Symbol:
        """Return how much a sample counts in the loss of the batch."""
        means = "The share of a sample in the loss of the batch."
        return symbol("p", self.trace.shares[row], sample=self.called(row), means=means)

    def forward_of(self, position: int, place: Place) -> Iterator[Line]:
        """Yield what leads from the inputs of a layer, counted from 1, to one of its outputs."""
        yield from self.trace.layers[position - 1].rule.forward_formula(self.symbols(position), place)

    def backward_of(self, position: int, place: Place) -> Iterator[Line]:
        """Yield the slopes at one place of a layer."""
        layer = self.trace.layers[position - 1]
        if position == len(self.trace.layers):
            yield self._first(place)
        else:
            rule = self.trace.layers[position].rule
            term, note = rule.backward_formula(self.symbols(position + 1), place)
            yield Line(self.symbols(position).slope(place), term, note)
        if not layer.linked:
            yield from layer.rule.inner_formula(self.symbols(position), place)

    def _first(self, place: Place) -> Line:
        """Return the first line of the way back: what the loss hands to an output."""
        last, rule = self.symbols(len(self.trace.layers)), self.trace.loss_rule
        count = len(self.trace.rows)
        if self.trace.layers[-1].linked:
            left = last.value("dz", place)
            note = "The derivative of the loss with respect to the sum: loss and activation combined"
        else:
            left = last.slope(place)
            note = "The derivative of the loss with respect to the output"
        term = rule.slope_formula(place[0], last.every("a"), self.targets)
        if not self.even:
            return Line(left, self.share(self.row) * term, f"{note}, times the sample's share.")
        return Line(
            left,
            over(term, count),
            f"{note}, divided by the {count} samples of the batch." if count > 1 else f"{note}.",
        )
