"""The numbers of one sample's pass as a graph: every one is explained by lines in which others stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.symbolic.expressions import Line, Node, Symbol, Term, symbol
from playground.engine.symbolic.layer_symbols import LayerSymbols, Place, one_based
from playground.engine.symbolic.sums import over
from playground.microscope.trace import Trace


class Graph:
    """The lines that explain the numbers of one row of the batch; each is written once."""

    def __init__(self, trace: Trace, row: int) -> None:
        self.trace, self.row = trace, row
        self._symbols: dict[tuple[int, int | None], LayerSymbols] = {}
        self._forward: dict[tuple[int, Place], tuple[Line, ...]] = {}
        self._backward: dict[tuple[int, Place], tuple[Line, ...]] = {}

    def symbols(self, position: int, row: int | None = None) -> LayerSymbols:
        """Return the numbers of a layer, counted from 1: of this row, or of another that is to be named."""
        if (position, row) not in self._symbols:
            layer = self.trace.layers[position - 1]
            self._symbols[position, row] = LayerSymbols(
                position,
                layer.inputs_shape,
                layer.shape,
                layer.values,
                layer.named(self.trace.before),
                self.row if row is None else row,
                None if row is None else self.called(row),
                layer.rule.letters,
            )
        return self._symbols[position, row]

    def called(self, row: int) -> int | None:
        """Return what a sample is called, where there are several: its place, counted from 1."""
        return self.trace.called(row) if len(self.trace.rows) > 1 else None

    def targets(self, step: Place = ()) -> list[Symbol]:
        """Return what the outputs should be, at one step of a sequence or of the whole sample."""
        means = "A target: what the output should be."
        shape = self.trace.layers[-1].shape
        numbers = self.trace.y[self.row].reshape(shape)[step]
        return [symbol("y", value, one_based((*step, k)), means=means) for k, value in enumerate(numbers)]

    def outputs(self, name: str, step: Place = ()) -> list[Symbol]:
        """Return what the last layer computes there: its outputs ``a``, or its sums ``z``."""
        last = self.symbols(len(self.trace.layers))
        return [last.value(name, (*step, k)) for k in range(last.shape[-1])]

    @property
    def steps(self) -> list[Place]:
        """Where the loss is taken: once for a sample, or at every step of it."""
        return list(np.ndindex(*self.trace.layers[-1].shape[:-1]))

    @property
    def even(self) -> bool:
        """Whether every sample counts alike."""
        return bool(np.all(self.trace.shares == self.trace.shares[0]))

    def share(self, row: int) -> Symbol:
        """Return how much a sample counts in the loss of the batch."""
        means = "The share of a sample in the loss of the batch."
        return symbol("p", self.trace.shares[row], sample=self.called(row), means=means)

    @property
    def steps_count_alike(self) -> bool:
        """Whether every step of the sample counts alike in its loss."""
        shares = self.trace.step_shares[self.row]
        return bool(np.all(shares == shares[0]))

    def at_step(self, step: Place, term: Term) -> Term:
        """Return a term about one step as it counts in the loss of the sample."""
        shares = self.trace.step_shares[self.row]
        if self.steps_count_alike:
            return over(term, len(shares))
        means = "The share of a step in the loss of the sample."
        return symbol("p", shares[step], one_based(step), means=means) * term

    def state_slope(self, where: Node) -> Symbol:
        """Return ∂L/∂h with respect to a unit's state at a step: the slope that goes back in time."""
        layer, at = self.trace.layers[where.layer - 1], self.symbols(where.layer)
        slopes = {at.letters[name].by: name for name in layer.rule.carried_slopes if name in at.letters}
        return at.value(slopes[layer.state], where.index)

    def forward_of(self, position: int, place: Place) -> tuple[Line, ...]:
        """Return what leads from the inputs of a layer, counted from 1, to one of its outputs."""
        spot = position, place
        if spot not in self._forward:
            rule = self.trace.layers[position - 1].rule
            self._forward[spot] = tuple(rule.forward_formula(self.symbols(position), place))
        return self._forward[spot]

    def backward_of(self, position: int, place: Place) -> tuple[Line, ...]:
        """Return the slopes at one place of a layer."""
        spot = position, place
        if spot not in self._backward:
            self._backward[spot] = tuple(self._slopes(position, place))
        return self._backward[spot]

    def _slopes(self, position: int, place: Place) -> Iterator[Line]:
        layer = self.trace.layers[position - 1]
        if len(place) > len(layer.shape):
            pass  # inside the layer: nothing comes to it from above
        elif position == len(self.trace.layers):
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
            note = (
                "δ = ∂L/∂z = ∂L/∂a · ∂a/∂z: what the loss divides by, the activation's slope multiplies with"
            )
            note += "; they cancel, and this is left"
        else:
            left = last.slope(place)
            note = "The derivative of the loss with respect to the output"
        step = place[:-1]
        term = rule.slope_formula(place[-1], self.outputs("a", step), self.targets(step))
        term = self.at_step(step, term)
        if not self.even:
            return Line(left, self.share(self.row) * term, f"{note}, times the sample's share.")
        return Line(
            left,
            over(term, count),
            f"{note}, divided by the {count} samples of the batch." if count > 1 else f"{note}.",
        )
